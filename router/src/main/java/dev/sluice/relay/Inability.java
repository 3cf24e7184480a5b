package dev.sluice.relay;

import dev.sluice.pool.Ability;
import dev.sluice.sse.BackendError;
import java.util.Optional;

/** Answers that show that a backend cannot do what was asked of it: not now, and not for anybody. */
final class Inability {

    private Inability() {}

    /** What it cannot do, if this answer to that request shows it. */
    static Optional<Ability> in(int status, BackendError error, Inference inference) {
        boolean seesNothing = error.says("image input is not supported") // llama-server without a projector
                || error.says("is not a multimodal model"); // vLLM
        if (seesNothing && inference.needs().abilities().contains(Ability.VISION)) {
            return Optional.of(Ability.VISION);
        }
        return knowsNoSuchPath(status, error) ? Optional.of(inference.asks()) : Optional.empty();
    }

    /** A 501 of another type, or a 404 with an error of an engine, is about this one request. */
    private static boolean knowsNoSuchPath(int status, BackendError error) {
        return switch (status) {
            case 404, 405 -> error.isOfAFramework();
            case 501 -> error.type().equals("not_supported_error");
            default -> false;
        };
    }
}
