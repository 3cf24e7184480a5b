package dev.sluice.loadtest.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatling.http.action.sse.SseInboundMessage;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StreamedAnswerTest {

    private static final long ASKED = 1_000;
    private static final long STEP = 10;

    private static final String ROLE = chunk("\"role\":\"assistant\",\"content\":\"\"", "null");
    private static final String ONE = chunk("\"content\":\" 1\"", "null");
    private static final String TWO = chunk("\"content\":\" 2\"", "null");
    private static final String FINISH = chunk("", "\"length\"");
    private static final String DONE = "{\"data\":[DONE]}";
    private static final String ERROR = "{\"event\":\"error\",\"data\":{\"error\":{\"message\":\"gone\"}}}";

    private static final Expectation COUNTED =
            new Expectation(Optional.of("counting"), Optional.of(Expectation.count(2)));
    private static final Expectation ANYTHING = new Expectation(Optional.empty(), Optional.empty());

    @Test
    void aWholeAnswerHasTheTimesOfItsTokensAndItsEnd() {
        StreamedAnswer answer = answer(DONE, ROLE, ONE, TWO, FINISH);

        assertThat(answer.rows(COUNTED, false))
                .containsExactly(
                        Row.of(Row.TTFT, ASKED, ASKED + 2 * STEP),
                        Row.of(Row.GAP, ASKED + 2 * STEP, ASKED + 3 * STEP),
                        Row.of(Row.FINISH, ASKED, ASKED + 5 * STEP));
    }

    @Test
    void theEndMarkerIsRecognisedAsGatlingShowsIt() {
        assertThat(DONE).containsPattern(StreamedAnswer.LAST);
        assertThat(ERROR).containsPattern(StreamedAnswer.LAST);
        assertThat(ONE).doesNotContainPattern(StreamedAnswer.LAST);
        assertThat(chunk("\"content\":\"[DONE] \\\"error\\\":\"", "null")).doesNotContainPattern(StreamedAnswer.LAST);
    }

    @Test
    void onlyEventsWithContentAreContent() {
        assertThat(ONE).containsPattern(StreamedAnswer.CONTENT);
        assertThat(ROLE).doesNotContainPattern(StreamedAnswer.CONTENT);
        assertThat(FINISH).doesNotContainPattern(StreamedAnswer.CONTENT);
    }

    @Test
    void aStreamWithoutItsEndHasFailedWhateverItSaid() {
        assertThat(failure(answer("", ROLE, ONE, TWO, FINISH), ANYTHING)).contains("no [DONE]");
        assertThat(failure(answer(DONE, ROLE, ONE, TWO), ANYTHING)).contains("finish_reason");
    }

    @Test
    void aLostOrForeignTokenIsSeen() {
        assertThat(failure(answer(DONE, ROLE, ONE, FINISH), COUNTED)).contains("another text:  1");
        Expectation other = new Expectation(Optional.of("large"), Optional.empty());
        assertThat(failure(answer(DONE, ROLE, ONE, FINISH), other)).contains("asked large, answered by counting");
    }

    @Test
    void anErrorEventIsARowOfItsOwnOnlyWhereOneMayCome() {
        StreamedAnswer answer = answer(ERROR, ROLE, ONE);

        assertThat(answer.rows(COUNTED, true)).contains(Row.of(Row.ERROR, ASKED, ASKED + 3 * STEP));
        assertThat(failure(answer, COUNTED)).contains("gone");
    }

    @Test
    void aRefusalIsARowOfItsOwnOnlyWhereOneMayCome() {
        assertThat(answer("").rows(COUNTED, true)).containsExactly(Row.of(Row.REFUSED, ASKED, ASKED + STEP));
        assertThat(failure(answer(""), COUNTED)).contains("no [DONE]");
    }

    private static String failure(StreamedAnswer answer, Expectation expected) {
        Row last = answer.rows(expected, false).getLast();
        assertThat(last.name()).isEqualTo(Row.FINISH);
        return last.failure().orElse("");
    }

    /** These events, ten milliseconds apart, and then the last one. */
    private static StreamedAnswer answer(String last, String... events) {
        List<String> all = Arrays.asList(events);
        List<SseInboundMessage> messages = IntStream.range(0, all.size())
                .mapToObj(i -> new SseInboundMessage(ASKED + STEP * (i + 1), all.get(i)))
                .toList();
        return StreamedAnswer.of(ASKED, messages, last, ASKED + STEP * (all.size() + 1));
    }

    private static String chunk(String delta, String finishReason) {
        return "{\"data\":{\"model\":\"counting\",\"choices\":[{\"index\":0,\"delta\":{" + delta
                + "},\"finish_reason\":" + finishReason + "}]}}";
    }
}
