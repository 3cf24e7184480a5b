package dev.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelListTest {

    /** As llama-server writes it, shortened. */
    private static final String LLAMA_SERVER =
            "{\"models\":[{\"name\":\"counting\"}],\"object\":\"list\",\"data\":[{\"id\":\"counting\",\"object\":\"model\","
                    + "\"created\":1763000000,\"owned_by\":\"llamacpp\",\"meta\":{\"n_ctx_train\":4096}}]}";

    @Test
    void theIdsAreTheModelsInTheirOrder() {
        String two = "{\"data\":[{\"id\":\"meta-llama/Llama-2-7b-hf\",\"owned_by\":\"vllm\"},{\"id\":\"lora\"}]}";
        assertThat(ModelList.of(200, two))
                .hasValueSatisfying(
                        list -> assertThat(list.models()).containsExactly("meta-llama/Llama-2-7b-hf", "lora"));
    }

    @Test
    void theOwnerOfTheFirstTellsTheEngine() {
        assertThat(ModelList.of(200, LLAMA_SERVER))
                .hasValueSatisfying(
                        list -> assertThat(list.engine().traits().engine()).isEqualTo("llama.cpp"));
    }

    @Test
    void aModelWithoutAnIdIsPassedOver() {
        assertThat(ModelList.of(200, "{\"data\":[{\"object\":\"model\"},{\"id\":\"\"},{\"id\":\"a\"}]}"))
                .hasValueSatisfying(list -> assertThat(list.models()).containsExactly("a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "[]",
                "null",
                "{}",
                "{\"data\":null}",
                "{\"data\":[]}",
                "{\"data\":\"a\"}",
                "{\"data\":[\"a\"]}",
                "{\"data\":[{\"id\":null}]}"
            })
    void whatNamesNoModelIsNoList(String body) {
        assertThat(ModelList.of(200, body)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 404, 500, 503})
    void anErrorIsNoListWhateverItSays(int status) {
        assertThat(ModelList.of(status, LLAMA_SERVER)).isEmpty();
    }
}
