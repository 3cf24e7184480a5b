package dev.sluice.loadtest;

import dev.sluice.loadtest.Lanes.Lane;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.PoolOptions;
import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;

/** Calls one address, on one event loop, over connections that it keeps until it is closed. */
final class LoadClient implements AutoCloseable {

    private static final int CONNECTIONS = 10_000;

    private final Context context;
    private final HttpClient client;
    private final URI target;
    private final String model;
    private long ids;

    /** Calls this model at that address. */
    LoadClient(Vertx vertx, URI target, String model) {
        this.context = vertx.getOrCreateContext();
        this.client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(CONNECTIONS));
        this.target = target;
        this.model = model;
    }

    /**
     * So many streams at once, until so many calls have ended. The first begin one after the other within the length of
     * a stream, so that they do not end together either.
     *
     * @param pace the time between two events at the source
     */
    Tally streams(int streams, int events, Duration pace, long calls) {
        return streams(streams, events, calls, pace.multipliedBy(events));
    }

    /** The same, but the first begin within this time. */
    Tally streams(int streams, int events, long calls, Duration begin) {
        return run(streams, calls, begin, true, events);
    }

    /**
     * So many streams of numbers side by side, from 1 to {@code events} each. They begin within this time.
     *
     * @param pace the time between two numbers
     */
    Tally numbers(int streams, int events, Duration pace, Duration begin) {
        Tally tally = new Tally();
        Ask ask = new Ask(model, "load", true, events);
        return run(
                streams,
                streams,
                begin,
                tally,
                () -> new Call<>(client, ask, new Numbers(events, pace, tally), tally).send(target));
    }

    /** Whole answers over so many connections; each asks again as soon as it has its answer. */
    Tally answers(int connections, long calls) {
        return run(connections, calls, Duration.ZERO, false, 1);
    }

    /** One stream of another model, by itself; what went wrong is in the tally. */
    Answer stream(String model, int events, Tally tally) {
        return onContext(() -> call(new Ask(model, nextId(), true, events), tally));
    }

    /** Closes its connections. */
    @Override
    public void close() {
        client.close().await();
    }

    private Tally run(int lanes, long calls, Duration begin, boolean stream, int events) {
        Tally tally = new Tally();
        return run(lanes, calls, begin, tally, () -> call(new Ask(model, nextId(), stream, events), tally));
    }

    private Tally run(int lanes, long calls, Duration begin, Tally tally, Lane lane) {
        onContext(() -> new Lanes(calls, lane).run(lanes, begin));
        return tally;
    }

    private Future<Answer> call(Ask ask, Tally tally) {
        return new Call<>(client, ask, new Answer(ask, tally), tally).send(target);
    }

    private String nextId() {
        return "load-" + ids++;
    }

    private <T> T onContext(Supplier<Future<T>> work) {
        Promise<T> result = Promise.promise();
        context.runOnContext(v -> work.get().onComplete(result));
        return result.future().await();
    }
}
