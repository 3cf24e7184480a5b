package dev.sluice.telemetry;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.function.Supplier;

/**
 * The metrics as text. They are written on a worker, once at a time: who asks meanwhile gets the same text. All calls
 * come from one event loop.
 */
public final class Scrape implements Supplier<Future<Buffer>> {

    /** Of the text format that every Prometheus reads. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final Vertx vertx;
    private final Telemetry telemetry;
    private Future<Buffer> text = Future.succeededFuture(Buffer.buffer());

    public Scrape(Vertx vertx, Telemetry telemetry) {
        this.vertx = vertx;
        this.telemetry = telemetry;
    }

    @Override
    public Future<Buffer> get() {
        if (text.isComplete()) {
            text = vertx.executeBlocking(() -> Buffer.buffer(telemetry.text()), false);
        }
        return text;
    }
}
