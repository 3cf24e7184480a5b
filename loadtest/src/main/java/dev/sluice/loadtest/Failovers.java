package dev.sluice.loadtest;

import dev.sluice.loadtest.FlakyBackend.Way;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Makes requests whose first backend fails.
 *
 * <p>Each model has a flaky backend of its own, and the steady one. A backend is made to fail only after it has answered
 * a request itself: what the router knows of it then is that it serves.
 */
final class Failovers {

    /** By then a router that learns how long answers take has forgotten what it believed in the beginning. */
    private static final int FIRST_CALLS = 40;

    private final LoadClient client;
    private final List<FlakyBackend> flaky;
    private final Tally calls = new Tally();
    private final Histogram undisturbed = histogram();

    Failovers(LoadClient client, List<FlakyBackend> flaky) {
        this.client = client;
        this.flaky = flaky;
    }

    /** Lets the router come to know the flaky backends; the steady one must not serve yet. */
    void warmUp() throws IOException {
        for (FlakyBackend backend : flaky) {
            until("uses " + backend.model(), () -> speaker(backend.model()).equals(backend.model()));
            for (int i = 0; i < FIRST_CALLS; i++) {
                call(backend.model());
            }
        }
    }

    /** Waits until the router uses the steady backend. */
    void untilSteady() throws IOException {
        until("uses the steady backend", () -> speaker(SteadyBackend.NAME).equals(SteadyBackend.NAME));
    }

    /** So many requests whose first backend fails in this way: their times to the first content, in nanoseconds. */
    Histogram measure(Way way, int requests) throws IOException {
        Histogram times = histogram();
        for (int i = 0; i < requests; i++) {
            FlakyBackend backend = flaky.get(i % flaky.size());
            until("uses " + backend.model() + " again", () -> servesItself(backend));
            backend.fail(way);
            Answer answer = call(backend.model());
            if (answer.speaker().equals(SteadyBackend.NAME)) {
                times.recordValue(answer.firstAfter());
            }
            backend.serve();
        }
        return times;
    }

    /** The times of requests that met no failure. */
    Histogram undisturbed() {
        return undisturbed;
    }

    /** All calls that should have ended well. */
    Tally calls() {
        return calls;
    }

    private boolean servesItself(FlakyBackend backend) {
        Answer answer = call(backend.model());
        boolean itself = answer.speaker().equals(backend.model());
        if (itself) {
            undisturbed.recordValue(answer.firstAfter());
        }
        return itself;
    }

    private Answer call(String model) {
        return client.stream(model, SteadyBackend.EVENTS, calls);
    }

    /** Who answers for this model; empty while nobody does. */
    private String speaker(String model) {
        return client.stream(model, SteadyBackend.EVENTS, new Tally()).speaker();
    }

    private static void until(String what, Patiently.Condition condition) throws IOException {
        if (!Patiently.until(condition)) {
            throw new IOException("it has been in vain to wait until the router " + what);
        }
    }

    private static Histogram histogram() {
        return new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
    }
}
