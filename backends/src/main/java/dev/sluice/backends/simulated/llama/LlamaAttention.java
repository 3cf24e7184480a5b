package dev.sluice.backends.simulated.llama;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/**
 * When llama-server looks whether a silent client is still there: after a second in which nothing was made for anybody,
 * be it a token of another's stream or an answer of {@code /slots}.
 */
final class LlamaAttention {

    private static final long SILENCE = TimeUnit.SECONDS.toNanos(1);

    private final Vertx vertx;
    private long made = System.nanoTime();

    LlamaAttention(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Something was made for somebody. */
    void made() {
        made = System.nanoTime();
    }

    /** Does this when it looks next. */
    void afterSilence(Runnable look) {
        long left = SILENCE - (System.nanoTime() - made);
        if (left <= 0) {
            look.run();
        } else {
            vertx.setTimer(Math.ceilDiv(left, TimeUnit.MILLISECONDS.toNanos(1)), later -> afterSilence(look));
        }
    }
}
