package dev.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.pool.Ability;
import dev.sluice.pool.Served;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelListTest {

    /** As llama-server writes it, shortened. */
    private static final String LLAMA_SERVER =
            "{\"models\":[{\"name\":\"counting\"}],\"object\":\"list\",\"data\":[{\"id\":\"counting\",\"object\":\"model\","
                    + "\"created\":1763000000,\"owned_by\":\"llamacpp\",\"meta\":{\"n_ctx_train\":4096}}]}";

    private static Optional<ModelList> list(int status, String body) {
        return ModelList.of(Answers.of(Answer.NONE, new Answer(status, "", body)));
    }

    private static List<String> ids(ModelList list) {
        return list.models().stream().map(Listed::id).toList();
    }

    @Test
    void theIdsAreTheModelsInTheirOrder() {
        String two = "{\"data\":[{\"id\":\"meta-llama/Llama-2-7b-hf\",\"owned_by\":\"vllm\"},{\"id\":\"lora\"}]}";
        assertThat(list(200, two))
                .hasValueSatisfying(list -> assertThat(ids(list)).containsExactly("meta-llama/Llama-2-7b-hf", "lora"));
    }

    @Test
    void theOwnerOfTheFirstIsKept() {
        assertThat(list(200, LLAMA_SERVER))
                .hasValueSatisfying(list -> assertThat(list.owner()).isEqualTo("llamacpp"));
    }

    /** vLLM writes a new time, and a new permission, into each answer. */
    @Test
    void twoThatDifferInTheirTimesAloneAreEqual() {
        assertThat(list(200, LLAMA_SERVER.replace("1763000000", "1763000005"))).isEqualTo(list(200, LLAMA_SERVER));
        assertThat(list(200, LLAMA_SERVER.replace("counting", "other"))).isNotEqualTo(list(200, LLAMA_SERVER));
    }

    @Test
    void aModelMayHaveOtherNamesAndALengthAndLackSomething() {
        String told = "{\"models\":[{\"model\":\"a\",\"capabilities\":[\"embedding\"]}],\"data\":[{\"id\":\"a\","
                + "\"aliases\":[\"a\",\"b\",\"\"],\"max_model_len\":2048,"
                + "\"architecture\":{\"input_modalities\":[\"text\"]}}]}";
        assertThat(list(200, told).orElseThrow().models().getFirst().served())
                .isEqualTo(new Served(
                        "a",
                        List.of("a", "b"),
                        OptionalInt.of(2048),
                        Set.of(Ability.CHAT, Ability.COMPLETION, Ability.VISION)));
    }

    @Test
    void whatIsNotSaidIsNotLacking() {
        String told = "{\"data\":[{\"id\":\"a\",\"max_model_len\":null,\"architecture\":{\"input_modalities\":[]}}]}";
        assertThat(list(200, told).orElseThrow().models().getFirst().served()).isEqualTo(Served.of("a"));
    }

    @Test
    void aModelWithoutAnIdIsPassedOver() {
        assertThat(list(200, "{\"data\":[{\"object\":\"model\"},{\"id\":\"\"},{\"id\":\"a\"}]}"))
                .hasValueSatisfying(list -> assertThat(ids(list)).containsExactly("a"));
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
        assertThat(list(200, body)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 404, 500, 503})
    void anErrorIsNoListWhateverItSays(int status) {
        assertThat(list(status, LLAMA_SERVER)).isEmpty();
    }
}
