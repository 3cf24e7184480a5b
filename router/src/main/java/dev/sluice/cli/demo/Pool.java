package dev.sluice.cli.demo;

import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.sluice.backends.batch.Speed;
import dev.sluice.backends.language.Counting;
import dev.sluice.backends.language.Language;
import dev.sluice.backends.simulated.Engine;
import dev.sluice.backends.simulated.Preset;
import dev.sluice.backends.simulated.llama.LlamaServer;
import dev.sluice.backends.simulated.vllm.Vllm;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The backends of the demo, in the order in which the router numbers them. */
final class Pool {

    private static final Logger LOG = LoggerFactory.getLogger(Pool.class);

    /** Few enough that a burst has to wait; a real vLLM gets more at once. */
    private static final OptionalInt BATCH = OptionalInt.of(4);

    /** Twice as fast as a small model on an old CPU box is, so that nobody is bored. */
    private static final Speed CPU = Preset.TINYLLAMA_CPU.times(2).speed();

    /** Slow for a GPU, so that one sees its streams run. */
    private static final Speed GPU =
            new Speed(0, MILLISECONDS.toNanos(48), MICROSECONDS.toNanos(200), MICROSECONDS.toNanos(350));

    /** An answer that nobody has limited is over in seconds. */
    private static final Language WORDS = Counting.upTo(50);

    /** Long enough to be seen. */
    private static final Duration LOADING = Duration.ofSeconds(1);

    private final List<DemoBackend> backends;

    /** What was last done to each, so that keys pressed in a hurry act one after the other. */
    private final List<Future<Void>> last;

    Pool(List<DemoBackend> backends) {
        this.backends = List.copyOf(backends);
        this.last = new ArrayList<>(
                backends.stream().map(backend -> Future.<Void>succeededFuture()).toList());
    }

    /** Two that take one request at a time, one that batches, and these. */
    static Future<Pool> mixed(Vertx vertx, List<DemoBackend> more) {
        return Future.all(sequential(vertx), sequential(vertx), batching(vertx))
                .map(started -> new Pool(Stream.concat(started.<DemoBackend>list().stream(), more.stream())
                        .toList()));
    }

    private static Future<DemoBackend> sequential(Vertx vertx) {
        Engine engine = LlamaServer.USUAL.at(CPU).loading(LOADING).saying(WORDS);
        return InProcess.start(
                vertx, engine, "a simulated llama-server: one at a time, 5 numbers a second", OptionalInt.empty());
    }

    private static Future<DemoBackend> batching(Vertx vertx) {
        Engine engine = Vllm.USUAL.at(GPU).loading(LOADING).saying(WORDS);
        return InProcess.start(vertx, engine, "a simulated vLLM: many at once, 20 numbers a second", BATCH);
    }

    List<DemoBackend> backends() {
        return backends;
    }

    List<String> urls() {
        return backends.stream().map(DemoBackend::url).toList();
    }

    /** By address, the slots of those that get another number than is usual. */
    Map<String, Integer> slots() {
        Map<String, Integer> slots = new LinkedHashMap<>();
        backends.forEach(backend -> backend.slots().ifPresent(count -> slots.put(backend.url(), count)));
        return slots;
    }

    /** Kills this one, 1 for the first, or revives it if it is dead; there may be none of this number. */
    synchronized Future<Void> toggle(int number) {
        if (number > backends.size()) {
            return Future.succeededFuture();
        }
        DemoBackend backend = backends.get(number - 1);
        Future<Void> done = last.get(number - 1)
                .transform(before -> backend.alive() ? backend.kill() : backend.revive())
                .onFailure(cause -> LOG.warn("b{} {}: {}", number, backend.url(), cause.getMessage()));
        last.set(number - 1, done);
        return done;
    }
}
