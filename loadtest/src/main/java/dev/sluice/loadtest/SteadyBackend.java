package dev.sluice.loadtest;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A backend in this process that never fails. It is slower to end its answers than a {@link FlakyBackend}, so that a
 * router prefers that one while it is up.
 */
final class SteadyBackend {

    /** What it is called, and a model that only it serves. */
    static final String NAME = "steady";

    /** Of how many events its answers are. */
    static final int EVENTS = 3;

    /** An answer lasts twice as long then, and one of a flaky backend a millisecond or two. */
    private static final Duration PACE = Duration.ofMillis(20);

    private static final int WARM_UP = 200;

    private final Vertx vertx;
    private final int port = Local.freePort();

    SteadyBackend(Vertx vertx) {
        this.vertx = vertx;
    }

    int port() {
        return port;
    }

    /** From now on it serves these models, and its own. */
    void serve(List<String> models) {
        List<String> all = Stream.concat(models.stream(), Stream.of(NAME)).toList();
        vertx.createHttpServer()
                .requestHandler(new PacedAnswers(vertx, NAME, all, PACE))
                .listen(port, Local.HOST)
                .await();
    }

    /** So many calls without a router, after some that warm up. */
    Tally measure(int requests) {
        try (LoadClient client = new LoadClient(vertx, Local.at(port), NAME)) {
            Tally warmUp = client.streams(1, EVENTS, WARM_UP, Duration.ZERO);
            Tally measured = client.streams(1, EVENTS, requests, Duration.ZERO);
            warmUp.failures.forEach((why, count) -> measured.failures.merge(why, count, Integer::sum));
            return measured;
        }
    }
}
