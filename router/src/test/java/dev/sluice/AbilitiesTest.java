package dev.sluice;

import static dev.sluice.fixture.Streams.ASK_STREAM;
import static dev.sluice.fixture.Streams.ASK_WHOLE;
import static dev.sluice.fixture.Streams.WHOLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.admission.Snapshot;
import dev.sluice.backends.scripted.Call;
import dev.sluice.backends.scripted.Script;
import dev.sluice.backends.scripted.ScriptedBackend;
import dev.sluice.backends.simulated.Engine;
import dev.sluice.backends.simulated.SimulatedBackend;
import dev.sluice.backends.simulated.llama.LlamaServer;
import dev.sluice.backends.simulated.vllm.Vllm;
import dev.sluice.config.Limits;
import dev.sluice.fixture.RunningRouter;
import dev.sluice.pool.Backend;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one backend cannot do, another does; and a backend that has shown that it cannot is not asked again. */
class AbilitiesTest {

    private static final String EMBED = "{\"model\":\"counting\",\"input\":[\"one\",\"two\"],\"stream\":true}";

    private static final String VECTORS =
            "{\"object\":\"list\",\"data\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":[0.5,-1]}],"
                    + "\"model\":\"counting\",\"usage\":{\"prompt_tokens\":2,\"total_tokens\":2}}";

    private static final String LOOK = ASK_WHOLE.replace(
            "\"Hello!\"", "[{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,iVBO\"}}]");

    private static final String BLIND = "{\"error\":{\"code\":500,\"message\":\"image input is not supported - hint: if"
            + " this is unexpected, you may need to provide the mmproj\",\"type\":\"server_error\"}}";

    private static final String NO_EMBEDDINGS = "{\"error\":{\"code\":501,\"message\":\"This server does not support"
            + " embeddings. Start it with `--embeddings`\",\"type\":\"not_supported_error\"}}";

    static final List<Engine> ENGINES = List.of(LlamaServer.USUAL, Vllm.USUAL);

    @ParameterizedTest
    @ValueSource(strings = {"/v1/embeddings", "/embeddings"})
    void embeddingsPassUnchanged(String path) throws Exception {
        try (var backend = new ScriptedBackend(call -> call.answer(200, VECTORS));
                var router = RunningRouter.inFrontOf(backend)) {
            HttpResponse<String> answer = router.post(path, EMBED);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
            assertThat(answer.body()).isEqualTo(VECTORS);
            assertThat(backend.calls()).singleElement().satisfies(call -> {
                assertThat(call.line()).isEqualTo("POST /v1/embeddings");
                assertThat(call.body()).isEqualTo(EMBED);
            });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\":[]}",
                "{\"object\":\"list\"}",
                "{\"data\":[{}],\"error\":{\"message\":\"no\"}}",
                "[{\"embedding\":[1]}]",
                "{\"data\":[{\"embedding\":[1]}",
                "{\"choices\":[{\"finish_reason\":\"stop\"}]}"
            })
    void whatIsNoEmbeddingIsAFailureOfTheBackend(String nonsense) throws Exception {
        try (var backend = new ScriptedBackend(call -> call.answer(200, nonsense));
                var router = RunningRouter.inFrontOf(backend)) {
            HttpResponse<String> answer = router.post("/v1/embeddings", EMBED);
            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(answer.body()).contains("\"code\":\"backend_failed\"");
        }
    }

    /** The engines as they are: one answers 501, the other knows no such path. */
    @ParameterizedTest
    @FieldSource("ENGINES")
    void anEngineThatMakesNoneIsAskedOnce(Engine engine) throws Exception {
        Vertx vertx = Vertx.vertx();
        SimulatedBackend without = SimulatedBackend.start(vertx, engine, 0).await();
        try (var with = new ScriptedBackend(call -> call.answer(200, VECTORS));
                var router = RunningRouter.start(Limits.DEFAULT, List.of(without.url(), with.url()))) {
            router.awaitUp(2);
            for (int i = 0; i < 3; i++) {
                assertThat(router.post("/v1/embeddings", EMBED).body()).isEqualTo(VECTORS);
                router.awaitQuiet();
            }
            assertThat(with.calls()).hasSize(3);
            assertThat(router.snapshot().backends())
                    .extracting(Snapshot.Use::served)
                    .containsExactly(0L, 3L);
        } finally {
            vertx.close().await();
        }
    }

    @Test
    void whereNobodyMakesThemTheClientIsToldSoAndNobodyIsAskedAgain() throws Exception {
        try (var backend = new ScriptedBackend(
                        only("POST /v1/chat/completions", WHOLE, call -> call.answer(501, NO_EMBEDDINGS)));
                var router = RunningRouter.inFrontOf(backend)) {
            for (int i = 0; i < 3; i++) {
                assertUnsupported(
                        router.post("/v1/embeddings", EMBED), "No backend that serves 'counting' makes embeddings.");
            }
            assertThat(backend.calls()).hasSize(1);
            assertThat(router.chat(ASK_WHOLE).body()).isEqualTo(WHOLE);
        }
    }

    @Test
    void aBackendWithoutEyesIsReplacedAndKeepsItsChats() throws Exception {
        Script blind = call -> call.answer(call.body().contains("image_url") ? 500 : 200, blindOr(call));
        try (var without = new ScriptedBackend("vllm", blind, "counting");
                var with = new ScriptedBackend(call -> call.answer(200, WHOLE.replace(" 1", " a cat")));
                var router = RunningRouter.inFrontOf(without, with)) {
            for (int i = 0; i < 3; i++) {
                assertThat(router.chat(LOOK).body()).contains("a cat");
                router.awaitQuiet();
            }
            assertThat(without.calls()).hasSizeLessThanOrEqualTo(1);
            assertThat(with.calls()).hasSize(3);
        }
    }

    @Test
    void whereNobodySeesPicturesTheClientIsToldSo() throws Exception {
        try (var backend = new ScriptedBackend(
                        call -> call.answer(call.body().contains("image_url") ? 500 : 200, blindOr(call)));
                var router = RunningRouter.inFrontOf(backend)) {
            for (int i = 0; i < 2; i++) {
                assertUnsupported(router.chat(LOOK), "No backend that serves 'counting' sees pictures.");
            }
            assertThat(backend.calls()).hasSize(1);
            assertThat(router.chat(ASK_WHOLE).body()).isEqualTo(WHOLE);
        }
    }

    /** A proxy has a page, and an engine an error that says which model. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><head><title>404 Not Found</title></head></html>",
                "",
                "{\"error\":{\"message\":\"The model `counting` does not exist.\",\"type\":\"NotFoundError\"}}",
                "{\"error\":\"Cannot find an appropriate cached snapshot folder\"}"
            })
    void notEvery404SaysWhatABackendCannotDo(String body) throws Exception {
        try (var backend = new ScriptedBackend(call -> call.answer(404, body));
                var router = RunningRouter.inFrontOf(backend)) {
            assertThat(router.chat(ASK_STREAM).statusCode()).isEqualTo(404);
            assertThat(router.chat(ASK_STREAM).statusCode()).isEqualTo(404);
            assertThat(router.snapshot().known()).allMatch(known -> lacks(known).isEmpty());
        }
    }

    private static String blindOr(Call call) {
        return call.body().contains("image_url") ? BLIND : WHOLE;
    }

    private static Script only(String line, String answer, Script otherwise) {
        return call -> {
            if (call.line().equals(line)) {
                call.answer(200, answer);
            } else {
                otherwise.answer(call);
            }
        };
    }

    private static Set<?> lacks(Backend backend) {
        return backend.serves("counting").orElseThrow().lacks();
    }

    private static void assertUnsupported(HttpResponse<String> answer, String message) {
        assertThat(answer.statusCode()).isEqualTo(400);
        JsonObject error = new JsonObject(answer.body()).getJsonObject("error");
        assertThat(error.getString("code")).isEqualTo("unsupported");
        assertThat(error.getString("type")).isEqualTo("invalid_request_error");
        assertThat(error.getString("message")).isEqualTo(message);
    }
}
