package dev.sluice.engine;

import java.util.List;
import java.util.Optional;

/** Finds out what a server is. */
public final class Recognition {

    /** Those that are known by what every server is asked come first, so that they are asked nothing that is foreign. */
    private static final List<Engine> KNOWN = List.of(
            new IkLlamaCpp(),
            new LlamaCppRouter(),
            new LlamaCpp(),
            new Vllm(),
            new Mlx(),
            new Ollama(),
            new Tgi(),
            new LmStudio(),
            new LocalAi());

    private Recognition() {}

    /** A server that nobody has looked at. */
    public static Engine unknown() {
        return new OpenAi();
    }

    /** What to ask next of a server that has told so much; empty once it is known what it is. */
    public static Optional<String> asks(Answers told) {
        for (Engine engine : KNOWN) {
            Optional<String> question = engine.asks(told);
            if (question.isPresent() || engine.is(told)) {
                return question;
            }
        }
        return Optional.empty();
    }

    /** What a server is that has told all this. */
    public static Engine engine(Answers told) {
        return KNOWN.stream().filter(engine -> engine.is(told)).findFirst().orElseGet(OpenAi::new);
    }
}
