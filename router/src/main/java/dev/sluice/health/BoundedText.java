package dev.sluice.health;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Takes in a body as long as it is of the size of an answer to a probe: a backend may send anything. */
final class BoundedText implements WriteStream<Buffer> {

    private static final int MOST = 1024 * 1024;

    private final Buffer text = Buffer.buffer();

    @Override
    public Future<Void> write(Buffer data) {
        if (text.length() + data.length() > MOST) {
            return Future.failedFuture("it answers a probe with more than " + MOST + " bytes");
        }
        text.appendBuffer(data);
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> end() {
        return Future.succeededFuture();
    }

    @Override
    public boolean writeQueueFull() {
        return false;
    }

    @Override
    public WriteStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
        return this;
    }

    @Override
    public WriteStream<Buffer> setWriteQueueMaxSize(int maxSize) {
        return this;
    }

    @Override
    public WriteStream<Buffer> drainHandler(@Nullable Handler<Void> handler) {
        return this;
    }

    @Override
    public String toString() {
        return text.toString(StandardCharsets.UTF_8);
    }
}
