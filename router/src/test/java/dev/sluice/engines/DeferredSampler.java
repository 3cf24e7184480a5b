package dev.sluice.engines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.backends.engines.LlamaServer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Asks servers every 50 ms how many requests wait inside them. */
final class DeferredSampler implements AutoCloseable {

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Future<?> sampling;
    private final List<Double> deferred = new CopyOnWriteArrayList<>();

    DeferredSampler(List<LlamaServer> servers) {
        sampling = clock.scheduleAtFixedRate(
                () -> servers.forEach(server -> deferred.add(server.metric("llamacpp:requests_deferred"))),
                0,
                50,
                TimeUnit.MILLISECONDS);
    }

    void assertNeverDeferred() {
        assertThat(sampling).as("a failed sample ends the sampling").isNotDone();
        assertThat(deferred).isNotEmpty().allMatch(count -> count == 0);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
