package dev.sluice.loadtest;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** One stream at work: a role and the first event at once, the others at their own times, whatever the client does. */
final class PacedStream {

    private final Vertx vertx;
    private final HttpServerResponse response;
    private final Ask ask;
    private final String speaker;
    private final Duration pace;
    private final Fingerprint fingerprint;
    private final long begun = System.nanoTime();
    private int said;

    PacedStream(Vertx vertx, HttpServerResponse response, Ask ask, String speaker, Duration pace) {
        this.vertx = vertx;
        this.response = response;
        this.ask = ask;
        this.speaker = speaker;
        this.pace = pace;
        this.fingerprint = new Fingerprint(ask.id());
    }

    void start() {
        response.setChunked(true).putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream; charset=utf-8");
        response.write(Wire.role(ask.id(), speaker));
        say();
    }

    private void say() {
        if (response.closed()) {
            return;
        }
        String content = Wire.stamped();
        fingerprint.add(content);
        response.write(Wire.content(ask.id(), speaker, content));
        said++;
        if (said < ask.events()) {
            vertx.timer(untilNext(), TimeUnit.NANOSECONDS).onSuccess(tick -> say());
        } else {
            response.write(Wire.finish(ask.id(), speaker, fingerprint.end()));
            response.end(Wire.END);
        }
    }

    private long untilNext() {
        long due = begun + said * pace.toNanos();
        return Math.max(1, due - System.nanoTime());
    }
}
