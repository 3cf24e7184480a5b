package dev.sluice.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.Transports;
import dev.sluice.admission.Admission;
import dev.sluice.admission.Bounds;
import dev.sluice.config.BackendConfig;
import dev.sluice.config.SlotRule;
import dev.sluice.fixture.EventLoops;
import dev.sluice.owner.Owner;
import dev.sluice.pool.Backend;
import dev.sluice.pool.BackendId;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One of two backends leaves, and neither is up, so that both are looked at often. */
class LeavingTest {

    private final Vertx vertx = Transports.vertx();
    private final Context own = EventLoops.next(vertx);
    private final AtomicInteger looksAtLeaving = new AtomicInteger();
    private final AtomicInteger looksAtStaying = new AtomicInteger();
    private final BackendConfig leaving = backend("leaving", looksAtLeaving);
    private final BackendConfig staying = backend("staying", looksAtStaying);
    private final CompletableFuture<HealthMonitor> monitor = new CompletableFuture<>();
    private final Owner owner = new Owner(vertx, own, new Admission(Bounds.ofLength(10)), it -> {
        HealthMonitor made = new HealthMonitor(vertx, List::of, it);
        monitor.complete(made);
        return made;
    });

    private BackendConfig backend(String name, AtomicInteger looks) {
        int port = vertx.createHttpServer()
                .requestHandler(look -> {
                    looks.incrementAndGet();
                    look.response().setStatusCode(503).end();
                })
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
        URI url = URI.create("http://127.0.0.1:" + port);
        return new BackendConfig(new BackendId(name), url, new SlotRule.Usual(), 0, Optional.empty(), "127.0.0.1");
    }

    @BeforeEach
    void start() {
        own.runOnContext(v -> {
            monitor.join().watch(leaving);
            monitor.join().watch(staying);
        });
        await().until(() -> looksAtLeaving.get() > 0 && known().size() == 2);
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void itIsLookedAtNoMore() {
        leave();
        othersAreLookedAt();
        int before = looksAtLeaving.get();
        othersAreLookedAt();
        assertThat(looksAtLeaving).hasValue(before);
    }

    /** Somebody may ask for it who does not know yet. */
    @Test
    void whatIsAskedOfItIsAnsweredWithNothingBad() {
        leave();
        assertThat(owner.listens(leaving.id()).await()).isTrue();
        assertThat(owner.progress(leaving.id()).await()).isEmpty();
    }

    @Test
    void whenItJoinsAgainItIsLookedAtAgain() {
        leave();
        othersAreLookedAt();
        int before = looksAtLeaving.get();
        own.runOnContext(v -> monitor.join().watch(leaving));
        await().until(() -> looksAtLeaving.get() > before + 2);
        assertThat(known()).containsExactly(staying.id(), leaving.id());
    }

    @Test
    void oneThatIsThereIsKnownAsItIsConfiguredNow() {
        own.runOnContext(v -> monitor.join()
                .watch(new BackendConfig(
                        staying.id(), staying.url(), staying.slots(), 3, Optional.empty(), "127.0.0.1")));
        await().until(() ->
                owner.snapshot().known().stream().map(Backend::tier).toList().equals(List.of(0, 3)));
        othersAreLookedAt();
    }

    private void leave() {
        owner.leave(leaving.id());
        await().until(() -> known().equals(List.of(staying.id())));
    }

    private void othersAreLookedAt() {
        int before = looksAtStaying.get();
        await().until(() -> looksAtStaying.get() > before + 2);
    }

    private List<BackendId> known() {
        return owner.snapshot().known().stream().map(Backend::id).toList();
    }
}
