package dev.sluice.health;

import static dev.sluice.fixture.Streams.counts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.admission.Outcome;
import dev.sluice.backends.scripted.ScriptedBackend;
import dev.sluice.fixture.BesideOthers;
import dev.sluice.fixture.WatchedBackend;
import dev.sluice.pool.Health;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A llama-server that works on, or does not, after its request was given up. */
@BesideOthers
class AfterTheEndTest {

    private static final Duration SOON = Duration.ofSeconds(15);

    private final AtomicInteger decoded = new AtomicInteger();
    private final AtomicInteger slotsAsked = new AtomicInteger();
    private volatile String state = "\"is_processing\":false";
    private volatile boolean asleep;
    private final ScriptedBackend backend = new ScriptedBackend(counts(1));
    private final WatchedBackend watched;

    AfterTheEndTest() {
        backend.probedBy(call -> {
            switch (call.line()) {
                case "GET /health" -> call.answer(200, "{\"status\":\"ok\"}");
                case "GET /v1/models" ->
                    call.answer(200, "{\"data\":[{\"id\":\"counting\",\"owned_by\":\"llamacpp\"}]}");
                case "GET /props" -> call.answer(200, "{\"endpoint_slots\":true,\"is_sleeping\":" + asleep + "}");
                case "GET /slots" -> {
                    slotsAsked.incrementAndGet();
                    call.answer(
                            200,
                            "[{\"id\":0," + state + ",\"n_prompt_tokens_processed\":7,\"next_token\":["
                                    + "{\"n_decoded\":" + decoded.get() + "}]}]");
                }
                default -> call.answer(404, "{}");
            }
        });
        watched = WatchedBackend.up(backend.url());
    }

    @AfterEach
    void close() {
        watched.close();
        backend.close();
    }

    private void works(boolean now) {
        state = "\"is_processing\":" + now;
    }

    private void awaitAskedForSlots(int times) {
        int before = slotsAsked.get();
        await().atMost(SOON).until(() -> slotsAsked.get() >= before + times);
    }

    @Test
    void whoHangsIsUpAgainWhenItGetsOnAndNoSooner() {
        works(true);
        watched.endOne(Outcome.HUNG);
        await().until(() -> watched.health() == Health.HUNG);
        awaitAskedForSlots(3);
        assertThat(watched.health()).isEqualTo(Health.HUNG);
        decoded.incrementAndGet();
        await().atMost(SOON).until(() -> watched.health() == Health.UP);
        assertThat(watched.backend().condition().trial()).isTrue();
    }

    @Test
    void whoEndsWhatItHungOnHasWorkedToo() {
        works(true);
        watched.endOne(Outcome.HUNG);
        await().until(() -> watched.health() == Health.HUNG);
        awaitAskedForSlots(2);
        works(false);
        await().atMost(SOON)
                .until(() -> watched.health() == Health.UP
                        && watched.owner().snapshot().quiet());
    }

    @Test
    void whoWorksOnPastTheBoundIsAskedUntilItIsThrough() {
        works(true);
        watched.endOne(Outcome.CUT);
        await().atMost(SOON).until(() -> watched.use().quarantined() == 1);
        works(false);
        await().atMost(SOON).until(() -> watched.owner().snapshot().quiet());
    }

    @Test
    void whoDiesBeforeItIsThroughIsAskedAgainWhenItIsBack() throws Exception {
        works(true);
        watched.endOne(Outcome.CUT);
        awaitAskedForSlots(1);
        backend.die();
        await().atMost(SOON).until(() -> !watched.listens().await());
        assertThat(watched.health()).isEqualTo(Health.DOWN);
        works(false);
        backend.revive();
        await().atMost(SOON)
                .until(() -> watched.health() == Health.UP
                        && watched.owner().snapshot().quiet());
    }

    @Test
    void whoSleepsIsLeftAsleep() {
        asleep = true;
        works(true);
        int before = slotsAsked.get();
        watched.endOne(Outcome.CUT);
        await().atMost(SOON).until(() -> watched.owner().snapshot().quiet());
        assertThat(slotsAsked).hasValue(before);
    }
}
