package dev.sluice.engine;

import dev.sluice.pool.Facts;
import dev.sluice.pool.Profile;
import dev.sluice.pool.Served;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A server that gives these answers, and to everything else one that says nothing. */
final class Server {

    private final Map<String, Answer> answers = new HashMap<>();
    private final String name;
    private Answer otherwise = new Answer(404, "", "");

    private Server(String name) {
        this.name = name;
    }

    /** Which calls itself so in its headers, and lists these models. */
    static Server calling(String itself, String models) {
        return new Server(itself).answering(Answers.MODELS, models).answering(Answers.HEALTH, "{\"status\":\"ok\"}");
    }

    /** Whose answers were recorded. */
    static Server recorded(String engine) {
        return new Server("")
                .giving(Answers.HEALTH, Recorded.answer(engine, "health"))
                .giving(Answers.MODELS, Recorded.answer(engine, engine.equals("ollama") ? "v1-models" : "models"));
    }

    Server answering(String path, String body) {
        return giving(path, new Answer(200, name, body));
    }

    Server giving(String path, Answer answer) {
        answers.put(path, answer);
        return this;
    }

    Server otherwise(Answer answer) {
        otherwise = answer;
        return this;
    }

    /** What it was asked, besides the two questions that all are asked. */
    List<String> asked() {
        List<String> asked = new ArrayList<>();
        told(asked);
        return asked;
    }

    Engine engine() {
        return Recognition.engine(told());
    }

    Profile profile() {
        return engine().profile(ModelList.of(told()).orElseThrow(), told());
    }

    Served model() {
        return profile().models().getFirst();
    }

    Facts facts() {
        return profile().facts();
    }

    boolean hasLoaded() {
        return engine().hasLoaded(told());
    }

    private Answers told() {
        return told(new ArrayList<>());
    }

    private Answers told(List<String> asked) {
        Answers told = Answers.of(answer(Answers.HEALTH), answer(Answers.MODELS));
        for (Optional<String> next = Recognition.asks(told); next.isPresent(); next = Recognition.asks(told)) {
            asked.add(next.get());
            told = told.with(next.get(), answer(next.get()));
        }
        return told;
    }

    private Answer answer(String path) {
        return answers.getOrDefault(path, otherwise);
    }
}
