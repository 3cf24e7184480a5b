package dev.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.pool.Ability;
import dev.sluice.pool.Discipline;
import dev.sluice.pool.Facts;
import dev.sluice.pool.Served;
import dev.sluice.pool.Settling;
import dev.sluice.pool.Traits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server is, by its answers: where they could be had, as real ones gave them. */
class RecognitionTest {

    private static final String ONE = "{\"object\":\"list\",\"data\":[{\"id\":\"m\",\"object\":\"model\"}]}";
    private static final String LLAMA = "{\"data\":[{\"id\":\"m\",\"owned_by\":\"llamacpp\"}]}";

    private static void assertSettles(Server server, Settling settling) {
        assertThat(server.profile().traits().settling()).isEqualTo(settling);
    }

    private static void assertOneSlot(Server server, String name, Duration coolDown) {
        assertThat(server.profile().traits())
                .isEqualTo(new Traits(
                        name, Discipline.SEQUENTIAL, 1, new Settling.CoolDown(coolDown), true, OptionalInt.empty()));
    }

    @Nested
    class LlamaServers {

        private final Server real =
                Server.recorded("llama-server").giving("/props", Recorded.answer("llama-server", "props"));

        @Test
        void aRealOneIsAskedForItsPropertiesAlone() {
            assertThat(real.asked()).containsExactly("/props");
            assertThat(real.profile().traits())
                    .isEqualTo(new Traits(
                            "llama.cpp",
                            Discipline.SEQUENTIAL,
                            1,
                            new Settling.Shown(Duration.ofSeconds(5)),
                            false,
                            OptionalInt.empty()));
        }

        @Test
        void aRealOneTellsItsBuildItsSlotsAndItsModel() {
            assertThat(real.facts())
                    .isEqualTo(new Facts(
                            Optional.of("b11669-Debian"),
                            OptionalInt.of(1),
                            OptionalInt.of(8192),
                            Optional.of(Duration.ofSeconds(5)),
                            Optional.of(true)));
            assertThat(real.model())
                    .isEqualTo(
                            new Served("counting", List.of("counting"), OptionalInt.of(8192), Set.of(Ability.VISION)));
        }

        @Test
        void itsHeaderAloneTellsWhatItIs() {
            assertThat(Server.calling("llama.cpp", ONE).profile().traits().engine())
                    .isEqualTo("llama.cpp");
        }

        @ParameterizedTest
        @CsvSource({
            "b11669-Debian, true",
            "b9146, true",
            "b9145-0a1b2c3, false",
            "b1-0a1b2c3, ",
            "0.7.0, ",
            "unknown, ",
            "b99999999999, "
        })
        void whetherItGoesOnWithAnAnswerIsKnownByItsBuild(String build, Boolean continues) {
            Server server =
                    Server.calling("llama.cpp", LLAMA).answering("/props", "{\"build_info\":\"" + build + "\"}");
            assertThat(server.facts().continues()).isEqualTo(Optional.ofNullable(continues));
        }

        @ParameterizedTest
        @CsvSource({"true, true, ''", "false, false, VISION"})
        void whetherItSeesIsSaidByItsModalities(boolean vision, boolean sees, String lacks) {
            Server server = Server.calling("llama.cpp", LLAMA)
                    .answering("/props", "{\"modalities\":{\"vision\":" + vision + "}}");
            assertThat(server.model().lacks().contains(Ability.VISION)).isEqualTo(!sees);
        }

        @Test
        void whoHidesItsSlotsShowsNoIdleness() {
            assertSettles(
                    Server.calling("llama.cpp", LLAMA).answering("/props", "{\"endpoint_slots\":false}"),
                    new Settling.CoolDown(Duration.ofSeconds(5)));
        }

        @Test
        void anOlderOneIsAskedWhetherItShowsItsSlots() {
            Server shows = Server.calling("llama.cpp", LLAMA)
                    .answering("/props", "{}")
                    .answering("/slots", "[{\"id\":0,\"is_processing\":true}]");
            assertThat(shows.asked()).containsExactly("/props", "/slots");
            assertSettles(shows, new Settling.Shown(Duration.ofSeconds(5)));
            Server hides = Server.calling("llama.cpp", LLAMA).answering("/props", "{}");
            assertSettles(hides, new Settling.CoolDown(Duration.ofSeconds(5)));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"is_sleeping\":true}",
                    "{\"is_sleeping\":true,\"endpoint_slots\":true}",
                    "{\"role\":\"router\"}"
                })
        void whoSleepsOrWouldLoadAModelForItIsNeverAskedForItsSlots(String props) {
            Server server = Server.calling("llama.cpp", LLAMA).answering("/props", props);
            assertThat(server.asked()).containsExactly("/props");
        }

        @Test
        void whoDoesNotAnswerAboutItselfIsNotAskedForItsSlots() {
            Server server = Server.calling("llama.cpp", LLAMA).giving("/props", Answer.NONE);
            assertThat(server.asked()).containsExactly("/props");
        }

        @Test
        void oneWithManyModelsTakesARequestOnlyUnderTheirNames() {
            Server server = Server.calling(
                            "llama.cpp",
                            "{\"data\":[{\"id\":\"a\",\"owned_by\":\"llamacpp\",\"context_length\":4096,"
                                    + "\"status\":{\"value\":\"unloaded\"}},{\"id\":\"b\"}]}")
                    .answering("/props", "{\"role\":\"router\",\"max_instances\":4}");
            assertOneSlot(server, "llama.cpp router", Duration.ofSeconds(5));
            assertThat(server.model().context()).hasValue(4096);
            assertThat(server.engine().idleProof()).isEmpty();
            assertThat(server.engine().progressSigns()).isEmpty();
        }

        @Test
        void whereItIsBelievedItsSlotsShareTheContextOfOne() {
            Server server = Server.calling("llama.cpp", LLAMA)
                    .answering("/props", "{\"total_slots\":4,\"default_generation_settings\":{\"n_ctx\":4096}}");
            Traits trusted = server.engine().trusted(server.profile());
            assertThat(trusted.slots()).isEqualTo(4);
            assertThat(trusted.pool()).hasValue(4096);
            assertThat(trusted.discipline()).isEqualTo(Discipline.SEQUENTIAL);
        }

        @Test
        void whatItDoesNotTellIsNotBelieved() {
            Server server = Server.calling("llama.cpp", LLAMA).answering("/props", "{\"total_slots\":4}");
            assertThat(server.engine().trusted(server.profile()))
                    .isEqualTo(server.profile().traits());
        }

        @Test
        void ikLlamaCppCountsItsSlotsInItsHealth() {
            Server server = Server.calling("", LLAMA)
                    .answering("/health", "{\"status\":\"ok\",\"slots_idle\":1,\"slots_processing\":0}")
                    .answering("/props", "{\"total_slots\":2}");
            assertOneSlot(server, "ik_llama.cpp", Duration.ofSeconds(5));
            assertThat(server.facts().reportedSlots()).hasValue(2);
        }
    }

    @Nested
    class OfVllm {

        private final Server real = Server.recorded("vllm")
                .giving("/version", Recorded.answer("vllm", "version"))
                .answering(
                        "/metrics",
                        "vllm:cache_config_info{_block_size_resolved=\"True\",block_size=\"128\",engine=\"0\","
                                + "num_cpu_blocks=\"None\",num_gpu_blocks=\"8192\",num_gpu_blocks_override=\"5\"} 1.0\n");

        @Test
        void aRealOneTellsItsVersionItsMemoryAndItsLength() {
            assertThat(real.asked()).containsExactly("/version", "/metrics");
            assertThat(real.profile().traits())
                    .isEqualTo(new Traits(
                            "vLLM", Discipline.BATCHING, 64, new Settling.AtOnce(), true, OptionalInt.empty()));
            assertThat(real.facts())
                    .isEqualTo(new Facts(
                            Optional.of("0.32.0"),
                            OptionalInt.empty(),
                            OptionalInt.of(1_048_576),
                            Optional.of(Duration.ofSeconds(5)),
                            Optional.of(true)));
            assertThat(real.model())
                    .isEqualTo(new Served("counting", List.of("counting"), OptionalInt.of(2048), Set.of()));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "vllm:cache_config_info{block_size=\"16\",num_gpu_blocks=\"None\"} 1.0"})
        void memoryOfWhichItSaysNothingIsUnknown(String metrics) {
            assertThat(real.answering("/metrics", metrics).facts().pool()).isEmpty();
        }

        @Test
        void whoWaitsForRoomInAnyOfItsEnginesIsCounted() {
            assertThat(crowd("""
                    # TYPE vllm:num_requests_waiting_by_reason gauge
                    vllm:num_requests_waiting_by_reason{engine="0",model_name="m",reason="capacity"} 6.0
                    vllm:num_requests_waiting_by_reason{engine="0",model_name="m",reason="deferred"} 9.0
                    vllm:num_requests_waiting_by_reason{engine="1",model_name="m",reason="capacity"} 1.0
                    """)).hasValue(7);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "vllm:num_requests_waiting{engine=\"0\"} 3.0",
                    "vllm:num_requests_waiting_by_reason{engine=\"0\",reason=\"deferred\"} 9.0",
                    "vllm:num_requests_waiting_by_reason{engine=\"0\",reason=\"capacity\"} NaN"
                })
        void whatIsAbsentIsUnknownAndNotZero(String metrics) {
            assertThat(crowd(metrics)).isEmpty();
        }

        private OptionalInt crowd(String metrics) {
            return new Vllm().crowdSign().orElseThrow().waiting(new Answer(200, "uvicorn", metrics));
        }
    }

    @Nested
    class OfOllama {

        private final Server real =
                Server.recorded("ollama").giving("/api/version", Recorded.answer("ollama", "version"));

        @Test
        void aRealOneIsKnownByItsVersion() {
            assertThat(real.asked()).containsExactly("/api/version", "/api/ps");
            assertOneSlot(real, "Ollama", Duration.ofSeconds(1));
            assertThat(real.facts().build()).hasValue("0.17.4");
        }

        @Test
        void theUsualTagMayBeLeftOut() {
            assertThat(real.model().names()).containsExactly("counting:latest", "counting");
            assertThat(real.model().context()).isEmpty();
        }

        @Test
        void ofAModelThatIsLoadedTheContextIsKnown() {
            real.giving("/api/ps", Recorded.answer("ollama", "ps"));
            assertThat(real.model().context()).hasValue(4096);
        }

        @Test
        void oneWithoutAModelOfTheLibrarySaysWhatItIs() {
            Server server = Server.calling("", "{\"data\":[{\"id\":\"me/m:q4\",\"owned_by\":\"me\"}]}")
                    .answering("/api/version", "{\"version\":\"0.17.4\"}")
                    .giving("/", Recorded.answer("ollama", "root"));
            assertOneSlot(server, "Ollama", Duration.ofSeconds(1));
            assertThat(server.model().names()).containsExactly("me/m:q4");
        }
    }

    @Nested
    class Others {

        @Test
        void mlxIsKnownByTheWebServerOfPython() {
            Server server = Server.calling("BaseHTTP/0.6 Python/3.11.7", ONE);
            assertThat(server.asked()).isEmpty();
            assertOneSlot(server, "MLX", Duration.ofSeconds(1));
            assertThat(server.facts().continues()).hasValue(false);
        }

        @Test
        void tgiTellsWhatItTakes() {
            Server server = Server.calling("", ONE)
                    .answering(
                            "/info",
                            "{\"model_id\":\"org/m\",\"router\":\"text-generation-router\",\"version\":\"3.3.5\","
                                    + "\"max_concurrent_requests\":128,\"max_input_tokens\":4095,"
                                    + "\"max_total_tokens\":4096}");
            assertOneSlot(server, "TGI", Duration.ofSeconds(5));
            assertThat(server.facts().reportedSlots()).hasValue(128);
            assertThat(server.model())
                    .isEqualTo(new Served("m", List.of("m", "org/m"), OptionalInt.of(4096), Set.of()));
        }

        @Test
        void lmStudioTellsWhichModelsAreLoaded() {
            assertOneSlot(
                    Server.calling("", ONE)
                            .answering("/api/v0/models", "{\"data\":[{\"id\":\"m\",\"state\":\"not-loaded\"}]}"),
                    "LM Studio",
                    Duration.ofSeconds(5));
            Server newer = Server.calling("", ONE)
                    .answering(
                            "/api/v1/models",
                            "{\"models\":[{\"key\":\"m\",\"loaded_instances\":["
                                    + "{\"id\":\"m\",\"config\":{\"parallel\":4}}]}]}");
            assertOneSlot(newer, "LM Studio", Duration.ofSeconds(5));
            assertThat(newer.facts().reportedSlots()).hasValue(4);
        }

        @Test
        void localAiLoadsUntilItSaysThatItIsReady() {
            Server server = Server.calling("", ONE).answering("/readyz", "");
            assertOneSlot(server, "LocalAI", Duration.ofSeconds(5));
            assertThat(server.hasLoaded()).isTrue();
            server.giving("/readyz", new Answer(503, "", "{\"status\":\"starting\",\"pending\":2}"));
            assertOneSlot(server, "LocalAI", Duration.ofSeconds(5));
            assertThat(server.hasLoaded()).isFalse();
        }

        @Test
        void whoHasAModelAndIsNoneOfTheseSpeaksOpenAisProtocol() {
            Server server = Server.calling("", ONE);
            assertThat(server.asked())
                    .containsExactly("/api/version", "/info", "/api/v0/models", "/api/v1/models", "/readyz");
            assertOneSlot(server, "OpenAI", Duration.ofSeconds(5));
            assertThat(server.facts()).isEqualTo(Facts.NONE);
        }

        /** As KoboldCpp does, and servers of pages. */
        @ParameterizedTest
        @ValueSource(strings = {"<!DOCTYPE html><html></html>", "  <html>"})
        void whoAnswersEverythingWithAPageIsNoneOfThese(String page) {
            Server server = Server.calling("", ONE).otherwise(new Answer(200, "", page));
            assertOneSlot(server, "OpenAI", Duration.ofSeconds(5));
        }

        @Test
        void whoDoesNotAnswerIsAskedEachQuestionOnce() {
            Server server = Server.calling("", ONE).otherwise(Answer.NONE);
            assertThat(server.asked()).doesNotHaveDuplicates();
            assertOneSlot(server, "OpenAI", Duration.ofSeconds(5));
        }
    }

    @Test
    void whatIsAskedForASignOfProgressInThisOrder() {
        assertThat(new LlamaCpp().progressSigns())
                .extracting(ProgressSign::path)
                .containsExactly("/slots", "/metrics");
        assertThat(new Vllm().progressSigns()).extracting(ProgressSign::path).containsExactly("/metrics");
        assertThat(Recognition.unknown().progressSigns()).isEmpty();
    }
}
