package dev.sluice.health;

import static dev.sluice.fixture.Streams.ASK_STREAM;
import static dev.sluice.fixture.Streams.counts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.Transports;
import dev.sluice.admission.Outcome;
import dev.sluice.backends.scripted.Call;
import dev.sluice.backends.scripted.ScriptedBackend;
import dev.sluice.backends.simulated.Engine;
import dev.sluice.backends.simulated.Fault;
import dev.sluice.backends.simulated.Preset;
import dev.sluice.backends.simulated.SimulatedBackend;
import dev.sluice.backends.simulated.llama.LlamaServer;
import dev.sluice.backends.simulated.ollama.Ollama;
import dev.sluice.backends.simulated.vllm.Vllm;
import dev.sluice.config.Alias;
import dev.sluice.config.SlotRule;
import dev.sluice.fixture.BesideOthers;
import dev.sluice.fixture.RawConnection;
import dev.sluice.fixture.WatchedBackend;
import dev.sluice.pool.Facts;
import dev.sluice.pool.Health;
import dev.sluice.pool.Served;
import dev.sluice.pool.Traits;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known of a backend on a real socket, and when it changes. */
@BesideOthers
class WatchTest {

    private static final Vertx VERTX = Transports.vertx();
    private static final Duration SOON = Duration.ofSeconds(12);

    @AfterAll
    static void close() {
        VERTX.close().await();
    }

    private static SimulatedBackend start(Engine engine) {
        return SimulatedBackend.start(VERTX, engine, 0).await();
    }

    @Test
    void aLlamaServerIsKnownForWhatItIs() {
        SimulatedBackend server = start(LlamaServer.USUAL.shared(4, 4096));
        try (var watched = WatchedBackend.up(server.url())) {
            Facts facts = watched.backend().profile().facts();
            assertThat(watched.backend().traits())
                    .extracting(Traits::engine, Traits::slots, Traits::ownNames)
                    .containsExactly("llama.cpp", 1, false);
            assertThat(facts.reportedSlots()).hasValue(4);
            assertThat(facts.build()).hasValue("b11669-simulated");
            assertThat(watched.backend().models().getFirst().context()).hasValue(4096);
        }
        server.stop().await();
    }

    @Test
    void whereItIsBelievedItHasTheSlotsThatItReports() {
        SimulatedBackend server = start(LlamaServer.USUAL.shared(4, 4096));
        try (var watched = WatchedBackend.up(server.url(), new SlotRule.Auto(), List.of())) {
            assertThat(watched.backend().traits().slots()).isEqualTo(4);
            assertThat(watched.backend().traits().pool()).hasValue(4096);
        }
        server.stop().await();
    }

    @Test
    void anAliasIsAnotherNameOfTheModelItLeadsTo() {
        SimulatedBackend server = start(Vllm.USUAL);
        List<Alias> aliases =
                List.of(new Alias("gpt-4o", "counting"), new Alias("small", "counting"), new Alias("x", "other"));
        try (var watched = WatchedBackend.up(server.url(), new SlotRule.Fixed(8), aliases)) {
            assertThat(watched.backend().models().getFirst().names()).containsExactly("counting", "gpt-4o", "small");
            assertThat(watched.backend().serves("gpt-4o").map(Served::id)).hasValue("counting");
            assertThat(watched.backend().traits().slots()).isEqualTo(8);
            assertThat(watched.backend().profile().facts().pool()).hasValue(524_288);
        }
        server.stop().await();
    }

    @Test
    void ollamaIsKnownForWhatItIs() {
        SimulatedBackend server = start(Ollama.USUAL);
        try (var watched = WatchedBackend.up(server.url())) {
            assertThat(watched.backend().traits().engine()).isEqualTo("Ollama");
            assertThat(watched.backend().serves("counting").map(Served::id)).hasValue("counting:latest");
        }
        server.stop().await();
    }

    @Test
    void whatItIsIsAskedOnceAndItsModelsAtEveryLook() throws Exception {
        Queue<String> asked = new ConcurrentLinkedQueue<>();
        try (var backend = new ScriptedBackend("somebody", counts(1), "counting")) {
            backend.probedBy(call -> recorded(call, asked, "counting"));
            try (var watched = WatchedBackend.up(backend.url())) {
                assertThat(asked).contains("GET /readyz");
                asked.clear();
                await().atMost(SOON).until(() -> asked.contains("GET /v1/models"));
                assertThat(asked).containsOnly("GET /health", "GET /v1/models");

                backend.probedBy(call -> recorded(call, asked, "other"));
                await().atMost(SOON)
                        .until(() -> watched.backend().serves("other").isPresent());
                assertThat(watched.backend().serves("counting")).isEmpty();
                assertThat(asked).contains("GET /readyz");
            }
        }
    }

    @Test
    void oneThatComesBackMayBeAnother() throws Exception {
        try (var backend = new ScriptedBackend("somebody", counts(1), "counting");
                var watched = WatchedBackend.up(backend.url())) {
            assertThat(watched.backend().traits().engine()).isEqualTo("OpenAI");
            backend.die();
            await().atMost(SOON).until(() -> watched.health() == Health.DOWN);
            backend.probedBy(call -> {
                if (call.line().equals("GET /info")) {
                    call.answer(200, "{\"router\":\"tgi\",\"model_id\":\"counting\"}");
                } else {
                    recorded(call, new ConcurrentLinkedQueue<>(), "counting");
                }
            });
            backend.revive();
            await().atMost(SOON).until(() -> watched.health() == Health.UP);
            assertThat(watched.backend().traits().engine()).isEqualTo("TGI");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void aKeyThatIsRefusedIsSaidToBe(int status) throws Exception {
        try (var backend = new ScriptedBackend(counts(1))) {
            backend.probedBy(call -> {
                boolean open = call.line().equals("GET /health");
                call.answer(open ? 200 : status, open ? "{\"status\":\"ok\"}" : "{\"error\":\"Unauthorized\"}");
            });
            try (var watched = WatchedBackend.watching(backend.url())) {
                await().atMost(SOON).until(() -> watched.health() == Health.DOWN);
                assertThat(watched.backend().condition().why())
                        .isEqualTo("it refused the router's key (" + status + "): check --key");
            }
        }
    }

    @Test
    void aServerOfPagesIsNotUp() throws Exception {
        try (var backend = new ScriptedBackend(counts(1))) {
            backend.probedBy(call -> call.answer(200, "<html>Welcome!</html>"));
            try (var watched = WatchedBackend.watching(backend.url())) {
                await().atMost(SOON).until(() -> watched.health() == Health.DOWN);
                assertThat(watched.backend().condition().why()).contains("names no model");
            }
        }
    }

    @Test
    void localAiIsNotUpWhileItStarts() throws Exception {
        try (var backend = new ScriptedBackend("", counts(1), "counting")) {
            backend.probedBy(call -> {
                if (call.line().equals("GET /readyz")) {
                    call.answer(503, "{\"status\":\"starting\"}");
                } else {
                    recorded(call, new ConcurrentLinkedQueue<>(), "counting");
                }
            });
            try (var watched = WatchedBackend.watching(backend.url())) {
                await().atMost(SOON).until(() -> watched.health() == Health.LOADING);
                backend.probedBy(call -> recorded(call, new ConcurrentLinkedQueue<>(), "counting"));
                await().atMost(SOON).until(() -> watched.health() == Health.UP);
            }
        }
    }

    @Test
    void oneThatLoadsAndOneThatRefusesAreToldApart() {
        SimulatedBackend loads = start(LlamaServer.USUAL.loading(Duration.ofHours(1)));
        SimulatedBackend refuses = start(Vllm.USUAL);
        refuses.begin(Fault.parse("refuse")).await();
        try (var loading = WatchedBackend.watching(loads.url());
                var down = WatchedBackend.watching(refuses.url())) {
            await().atMost(SOON).until(() -> loading.health() == Health.LOADING);
            await().atMost(SOON).until(() -> down.health() == Health.DOWN);
            assertThat(down.backend().condition().why()).isEqualTo("it refuses connections");
            refuses.end(Fault.Kind.REFUSE).await();
            await().atMost(SOON).until(() -> down.health() == Health.UP);
        }
        loads.stop().await();
        refuses.stop().await();
    }

    @Test
    void aVllmThatHungIsUpAgainWhenItsEngineGetsOn() throws Exception {
        SimulatedBackend server = start(Vllm.USUAL.at(Preset.TINYLLAMA_CPU.speed()));
        try (var watched = WatchedBackend.up(server.url());
                var client = asking(server)) {
            client.readUntil("data:");
            server.begin(Fault.parse("hang")).await();
            watched.endOne(Outcome.HUNG);
            client.reset();
            await().until(() -> watched.health() == Health.HUNG);
            server.end(Fault.Kind.HANG).await();
            await().atMost(SOON).until(() -> watched.health() == Health.UP);
        }
        server.stop().await();
    }

    @Test
    void aVllmInWhichRequestsFindNoRoomGetsFewer() throws Exception {
        SimulatedBackend server = start(Vllm.USUAL.slots(1).at(Preset.TINYLLAMA_CPU.speed()));
        try (var watched = WatchedBackend.up(server.url())) {
            assertThat(watched.use().limit()).isEqualTo(64);
            try (var runs = asking(server);
                    var waits = asking(server)) {
                runs.readUntil("data:");
                waits.readUntil("200 OK");
                await().atMost(SOON).until(() -> watched.use().limit() < 64);
            }
        }
        server.stop().await();
    }

    private static RawConnection asking(SimulatedBackend server) throws IOException {
        String ask = ASK_STREAM.replace("true", "true,\"max_tokens\":900");
        return new RawConnection(URI.create(server.url()).getPort()).ask(ask);
    }

    private static void recorded(Call call, Queue<String> asked, String model) throws IOException {
        asked.add(call.line());
        switch (call.line()) {
            case "GET /health" -> call.answer(200, "{\"status\":\"ok\"}");
            case "GET /v1/models" -> call.answer(200, "{\"data\":[{\"id\":\"" + model + "\"}]}");
            default -> call.answer(404, "{}");
        }
    }
}
