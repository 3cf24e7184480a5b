package dev.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlotsMarkTest {

    /** As a llama-server (b11669) tells of a slot that never had a task, and of one that had. */
    private static final String NEW = "{\"id\":1,\"n_ctx\":8192,\"speculative\":false,\"is_processing\":false}";

    private static final String RESTS = slot(false, 7, 0, 0);

    private final ProgressSign sign = new SlotsMark();

    private static String slot(boolean works, int task, int prompt, int decoded) {
        return "{\"id\":0,\"n_ctx\":8192,\"speculative\":false,\"is_processing\":" + works + ",\"id_task\":" + task
                + ",\"n_prompt_tokens\":" + (prompt + 64) + ",\"n_prompt_tokens_processed\":" + prompt
                + ",\"n_prompt_tokens_cache\":0,\"params\":{\"seed\":4294967295,\"lora\":[]},\"next_token\":["
                + "{\"has_next_token\":true,\"has_new_line\":false,\"n_remain\":30,\"n_decoded\":" + decoded + "}]}";
    }

    private String mark(String... slots) {
        return sign.mark(200, "[" + String.join(",", slots) + "]").orElseThrow();
    }

    @Test
    void itsSlotsAreAsked() {
        assertThat(sign.path()).isEqualTo("/slots");
    }

    @ParameterizedTest
    @CsvSource({"7, 128, 0", "7, 64, 1", "8, 64, 0"})
    void itMovesWithThePromptTheAnswerAndTheTask(int task, int prompt, int decoded) {
        assertThat(mark(slot(true, task, prompt, decoded))).isNotEqualTo(mark(slot(true, 7, 64, 0)));
    }

    @Test
    void itStandsStillWhileNothingOfTheseMoves() {
        assertThat(mark(slot(true, 7, 64, 0))).isEqualTo(mark(slot(true, 7, 64, 0)));
    }

    @Test
    void oneSlotThatMovesIsEnough() {
        assertThat(mark(slot(true, 7, 64, 0), slot(true, 8, 64, 1)))
                .isNotEqualTo(mark(slot(true, 7, 64, 0), slot(true, 8, 64, 0)));
    }

    @Test
    void whereNoSlotWorksTheMarkIsTheSameWhateverTheyDidBefore() {
        assertThat(mark(RESTS)).isEqualTo(mark(NEW)).isEqualTo(mark(RESTS, NEW)).isEqualTo(mark(slot(false, 9, 5, 3)));
    }

    @Test
    void whoStopsWorkingHasMoved() {
        assertThat(mark(RESTS)).isNotEqualTo(mark(slot(true, 7, 64, 0)));
    }

    /** As llama.cpp's own README shows it. */
    @Test
    void theNextTokenMayStandByItself() {
        String alone =
                slot(true, 7, 64, 5).replace("[{\"has_next", "{\"has_next").replace("}]}", "}}");
        assertThat(mark(alone)).isEqualTo(mark(slot(true, 7, 64, 5)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "null",
                "[]",
                "{}",
                "[1]",
                "[{\"id\":0}]",
                "[{\"id\":0,\"is_processing\":\"true\"}]",
                "[{\"id\":0,\"is_processing\":true}]",
                "[{\"id\":0,\"is_processing\":true,\"n_prompt_tokens_processed\":5}]",
                "[{\"id\":0,\"is_processing\":true,\"next_token\":[{\"n_decoded\":5}]}]",
                "[{\"id\":0,\"is_processing\":true,\"n_prompt_tokens_processed\":null,\"next_token\":[{\"n_decoded\":5}]}]",
                "[{\"id\":0,\"is_processing\":true,\"n_prompt_tokens_processed\":5,\"next_token\":[]}]",
                "[{\"id\":0,\"is_processing\":false}"
            })
    void whatDoesNotTellIsNoMark(String body) {
        assertThat(sign.mark(200, body)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 404, 500, 501, 503})
    void anErrorIsNoMarkWhateverItSays(int status) {
        assertThat(sign.mark(status, "[" + RESTS + "]")).isEmpty();
    }
}
