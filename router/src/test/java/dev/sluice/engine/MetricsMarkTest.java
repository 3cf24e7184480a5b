package dev.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsMarkTest {

    /** As vLLM 0.32.0 writes it, shortened. */
    private static final String VLLM = """
            # HELP vllm:num_requests_running Number of requests in model execution batches.
            # TYPE vllm:num_requests_running gauge
            vllm:num_requests_running{engine="0",model_name="counting"} 1.0
            # HELP vllm:kv_cache_usage_perc KV-cache usage. 1 means 100 percent usage.
            # TYPE vllm:kv_cache_usage_perc gauge
            vllm:kv_cache_usage_perc{engine="0",model_name="counting"} 0.0001220852154804053
            # HELP vllm:prompt_tokens_total Number of prefill tokens processed.
            # TYPE vllm:prompt_tokens_total counter
            vllm:prompt_tokens_total{engine="0",model_name="counting"} 1991.0
            # TYPE vllm:prompt_tokens_created gauge
            vllm:prompt_tokens_created{engine="0",model_name="counting"} 1.7952764015460644e+09
            vllm:prompt_tokens_by_source_total{engine="0",model_name="counting",source="local_compute"} 1991.0
            # HELP vllm:generation_tokens_total Number of generation tokens processed.
            # TYPE vllm:generation_tokens_total counter
            vllm:generation_tokens_total{engine="0",model_name="counting"} 78.0
            """;

    /** As llama-server (b11669) writes it, shortened. */
    private static final String LLAMA_SERVER = """
            # HELP llamacpp:n_decode_total Total number of llama_decode() calls
            # TYPE llamacpp:n_decode_total counter
            llamacpp:n_decode_total 92
            # TYPE llamacpp:spec_decode_num_drafts_total counter
            llamacpp:spec_decode_num_drafts_total 0
            # TYPE llamacpp:prompt_tokens_seconds gauge
            llamacpp:prompt_tokens_seconds 341.9
            """;

    private static ProgressSign sign(String owner) {
        return (owner.equals("vllm") ? new Vllm() : new LlamaCpp())
                .progressSigns()
                .getLast();
    }

    private static String mark(String owner, String body) {
        return sign(owner).mark(200, body).orElseThrow();
    }

    @Test
    void theMetricsAreAsked() {
        assertThat(sign("vllm").path()).isEqualTo("/metrics");
        assertThat(sign("llamacpp").path()).isEqualTo("/metrics");
    }

    /** The last is all that moves in the middle of a long prompt. */
    @ParameterizedTest
    @ValueSource(strings = {"1991.0\n# TYPE vllm:prompt_tokens_created", "78.0", "0.0001220852154804053"})
    void vllmsMarkMovesWithEachOfItsMetrics(String value) {
        assertThat(VLLM).contains(value);
        assertThat(mark("vllm", VLLM.replace(value, "2" + value))).isNotEqualTo(mark("vllm", VLLM));
    }

    @ParameterizedTest
    @ValueSource(strings = {"92", "drafts_total 0"})
    void llamaServersMarkMovesWithEachStep(String value) {
        assertThat(mark("llamacpp", LLAMA_SERVER.replace(value, value + "1")))
                .isNotEqualTo(mark("llamacpp", LLAMA_SERVER));
    }

    @Test
    void itStandsStillWhileOnlyOtherMetricsMove() {
        String others = VLLM.replace("running{engine=\"0\",model_name=\"counting\"} 1.0", "running{engine=\"0\"} 5.0")
                .replace("1.7952764015460644e+09", "1.8e+09")
                .replace("\"local_compute\"} 1991.0", "\"local_compute\"} 2000.0");
        assertThat(others).isNotEqualTo(VLLM);
        assertThat(mark("vllm", others)).isEqualTo(mark("vllm", VLLM));
        assertThat(mark("llamacpp", LLAMA_SERVER.replace("341.9", "0"))).isEqualTo(mark("llamacpp", LLAMA_SERVER));
    }

    @Test
    void ofSeveralEnginesBehindOneAddressEachCountsAndTheirOrderDoesNot() {
        List<String> two = VLLM.lines()
                .flatMap(line -> List.of(line, line.replace("engine=\"0\"", "engine=\"1\"")).stream())
                .toList();
        String body = String.join("\n", two);
        assertThat(mark("vllm", String.join("\n", two.reversed()))).isEqualTo(mark("vllm", body));
        String moved = body.replace(
                "generation_tokens_total{engine=\"1\",model_name=\"counting\"} 78.0",
                "generation_tokens_total{engine=\"1\",model_name=\"counting\"} 79.0");
        assertThat(mark("vllm", moved)).isNotEqualTo(mark("vllm", body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"vllm:prompt_tokens_total", "vllm:generation_tokens_total", "vllm:kv_cache_usage_perc"})
    void whatIsAbsentIsUnknownAndNotZero(String name) {
        assertThat(sign("vllm").mark(200, VLLM.replace(name + "{", "renamed{"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "{\"vllm:prompt_tokens_total\":5}",
                "vllm:prompt_tokens_total",
                "llamacpp:n_decode_total"
            })
    void whatIsNotMetricsIsNoMark(String body) {
        assertThat(sign("vllm").mark(200, body)).isEmpty();
        assertThat(sign("llamacpp").mark(200, body)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 404, 500, 501, 503})
    void anErrorIsNoMarkWhateverItSays(int status) {
        assertThat(sign("vllm").mark(status, VLLM)).isEmpty();
    }
}
