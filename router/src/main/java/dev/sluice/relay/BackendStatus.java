package dev.sluice.relay;

import dev.sluice.admission.Outcome;
import dev.sluice.sse.BackendError;
import dev.sluice.sse.ContextOverflow;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** What an answer means that is not 200. */
final class BackendStatus {

    private BackendStatus() {}

    /**
     * A refusal of the router's own key is none of the client's business; what else is wrong with the request is the
     * client's alone. 503 is what an engine says that loads, or has too much to do.
     */
    static Verdict judge(int status, Buffer body, Inference inference) {
        BackendError error = BackendError.in(body.getBytes());
        return switch (status) {
            case 401, 403, 407 -> failed("it refused the router's key (" + status + ")");
            case 424 -> failed("its generation failed" + error.asEnd()); // TGI; the request was in order
            case 429 -> busy(error);
            case 503 -> unavailable(error);
            default -> refusedOrFailed(status, body, error, inference);
        };
    }

    private static Verdict refusedOrFailed(int status, Buffer body, BackendError error, Inference inference) {
        boolean refused = status >= 400 && status < 500;
        Optional<ContextOverflow> overflow = ContextOverflow.in(status, error);
        if (overflow.isPresent()) {
            int told = refused ? status : 400; // what was a 500 is the request's own fault all the same
            return new Verdict.Overflowed(told, body, overflow.get().promptTokens());
        }
        return Inability.in(status, error, inference)
                .<Verdict>map(Verdict.Unable::new)
                .orElseGet(() ->
                        refused ? new Verdict.Refused(status, body) : failed("it answered " + status + error.asEnd()));
    }

    private static Verdict unavailable(BackendError error) {
        return error.type().equals("unavailable_error")
                ? new Verdict.Failed(Breakdown.broke(Outcome.UNAVAILABLE, "it is not ready" + error.asEnd()))
                : busy(error);
    }

    private static Verdict busy(BackendError error) {
        return new Verdict.Failed(Breakdown.busy("it has too much to do" + error.asEnd()));
    }

    private static Verdict failed(String why) {
        return new Verdict.Failed(Breakdown.broke(Outcome.FAILED, why));
    }
}
