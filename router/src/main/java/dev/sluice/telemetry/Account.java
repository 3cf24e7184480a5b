package dev.sluice.telemetry;

import dev.sluice.pool.BackendId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Everything about one request that has ended, but for its content.
 *
 * @param at when it ended
 * @param id under which client, router and backend log it
 * @param route the path it asked, if it is one of those that ask for an answer; else {@link #ELSEWHERE}
 * @param model the model of the pool that was to serve it, as far as it came to that
 * @param stream whether it asked for a stream
 * @param backend the one that had it last
 * @param attempts how many backends have had it
 * @param queued how long it has waited in the queue, all together
 * @param firstContent from its arrival to the first content of its stream
 * @param total from its arrival to its end
 * @param overhead what of that, from its last byte on, was neither queue nor backend
 * @param promptTokens as the engine counted them
 * @param outputTokens of all its answers: as the engine counted them, else the events that carried them
 * @param pace how the content of its stream came
 * @param error why it did not end well, if it did not
 * @param status the status that the client was sent; {@link #NO_STATUS} if it left before
 * @param bytesIn of its body
 * @param bytesOut of the body of its answer
 */
public record Account(
        Instant at,
        String id,
        String route,
        Optional<String> model,
        boolean stream,
        Optional<BackendId> backend,
        int attempts,
        Duration queued,
        Optional<Duration> firstContent,
        Duration total,
        Duration overhead,
        OptionalInt promptTokens,
        OptionalInt outputTokens,
        Pace pace,
        ErrorType error,
        int status,
        long bytesIn,
        long bytesOut) {

    /** A path that asks for no answer of a model. */
    public static final String ELSEWHERE = "other";

    /** What many proxies log for a client that left before it was sent a status. */
    public static final int NO_STATUS = 499;

    /**
     * How the content of a stream came.
     *
     * @param events how many events carried it
     * @param longest the longest time between two of them
     * @param mean the mean of these times
     */
    public record Pace(int events, Duration longest, Duration mean) {

        static final Pace NONE = new Pace(0, Duration.ZERO, Duration.ZERO);
    }

    public Ended ended() {
        return error.ended();
    }
}
