package dev.sluice.sse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sse.Reading.Failure;
import dev.sluice.sse.Reading.Plain;
import dev.sluice.sse.Reading.Rewritten;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamJudgeTest {

    private static final String TOKEN = chunk("{\"index\":0,\"delta\":{\"content\":\" 1\"},\"finish_reason\":null}");
    private static final String STOP = chunk("{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}");

    private final StreamJudge judge = new StreamJudge(1);

    @Nested
    class OneEvent {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    ": ping",
                    ": a line separator \u2028 ends no line",
                    ":",
                    "",
                    "retry: 3000",
                    "id: 7",
                    "event: ping",
                    "event: ping\ndata:",
                    "data:",
                    "data: ",
                    "data"
                })
        void nothing(String event) {
            assertThat(first(event)).isEqualTo(Plain.NOTHING);
            assertThat(later(event)).isEqualTo(Plain.NOTHING);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":null},\"finish_reason\":null}]}",
                    "{\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}",
                    "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"},\"finish_reason\":\"\"}]}",
                    "{\"choices\":[],\"usage\":{\"prompt_tokens\":3}}"
                })
        void nothingOfTheAnswerYet(String data) {
            assertThat(first("data: " + data)).isEqualTo(Plain.PRELUDE);
            assertThat(later("data: " + data)).isEqualTo(Plain.CONTENT);
        }

        @Test
        void progressThatTheClientAskedFor() {
            String progress = "data: {\"choices\":[],\"prompt_progress\":{\"total\":9,\"processed\":3}}";
            assertThat(first(progress)).isEqualTo(Plain.PROGRESS);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "data: {\"choices\":[{\"delta\":{\"content\":\" 1\"}}]}",
                    "data:{\"choices\":[{\"delta\":{\"content\":\" 1\"}}]}",
                    "data: {\"choices\":[{\"delta\":{\"reasoning_content\":\"hm\"}}]}",
                    "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0}]}}]}",
                    "data: {\"choices\":[{\"text\":\" 1\"}]}",
                    "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}",
                    "data: not json",
                    "data: {\"object\":\"something else\"}",
                    "data: {\"choices\":[{\"delta\":{\"content\":\"data: [DONE]\"}}]}",
                    "data: {\"choices\":[{\"delta\":{\"content\":\"{\\\"error\\\":{}}\"}}]}",
                    "data: {\"choices\":[{\"delta\":{\"error\":\"as a field of the model's own\"}}]}",
                    "data: {\"choices\":\ndata: [{\"delta\":{\"content\":\" 1\"}}]}",
                    "what is this?"
                })
        void partOfTheAnswer(String event) {
            assertThat(first(event)).isEqualTo(Plain.CONTENT);
            assertThat(later(event)).isEqualTo(Plain.CONTENT);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "data: {\"error\":{\"code\":500,\"message\":\"No room.\"}} | No room.",
                    "data: {\"error\": {\"message\": \"No room.\", \"code\": 500}} | No room.",
                    "data: { \"error\": {\"code\":500}} | an error without a message",
                    "data: {\"error\":\"No room.\"} | No room.",
                    "data:{\"error\":{\"message\":\"No room.\",\"http_status_code\":422}} | No room.",
                    "data: {\"choices\":[],\"error\":{\"message\":\"No room.\"}} | No room.",
                    "event: error;data: {\"message\":\"No room.\"} | No room.",
                    "data: {\"message\":\"No room.\"};event: error | No room.",
                    "error: {\"code\":500} | an error without a message",
                    "id: 7;data: {\"error\":{}} | an error without a message"
                })
        void theBackendSaysThatItFailed(String event, String words) {
            Failure failure = new Failure("it reported an error: " + words);
            assertThat(first(event.replace(';', '\n'))).isEqualTo(failure);
            assertThat(later(event.replace(';', '\n'))).isEqualTo(failure);
        }

        @Test
        void onlyTheFirstEventMayBeginWithAByteOrderMark() {
            assertThat(judge("\uFEFF" + TOKEN)).isEqualTo(Plain.CONTENT);
            assertThat(judge("\uFEFF" + STOP)).isEqualTo(Plain.CONTENT);
            assertThat(judge("data: [DONE]")).isInstanceOf(Failure.class);
        }

        @Test
        void aCommentLineIsCutOutOfItsEvent() {
            Rewritten rewritten = (Rewritten) later(": keep-alive\r\n" + TOKEN + "\n:");
            assertThat(StandardCharsets.UTF_8.decode(rewritten.event()).toString())
                    .isEqualTo(TOKEN + "\n\n");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "{\"error\":null,\"a\":1} | {\"a\":1}",
                    "{\"a\":1,\"error\":null} | {\"a\":1}",
                    "{\"a\": [1, {\"error\":null}] , \"error\" : null, \"b\":\"é\\u00e9\"} | {\"a\": [1, {\"error\":null}],\"b\":\"é\\u00e9\"}",
                    "{\"__verbose\":{\"prompt\":\"secret\"},\"a\":1.50} | {\"a\":1.50}",
                    "{\"error\":null} | {}"
                })
        void whatNoClientBearsIsCutOutAndNothingElse(String data, String kept) {
            Rewritten rewritten = (Rewritten) later("data: " + data);
            assertThat(StandardCharsets.UTF_8.decode(rewritten.event()).toString())
                    .isEqualTo("data: " + kept + "\n\n");
            assertThat(rewritten.kind()).isEqualTo(Plain.CONTENT);
        }
    }

    @Nested
    class TheEnd {

        @ParameterizedTest
        @ValueSource(strings = {"data: [DONE]", "data:[DONE]", "id: 7\ndata: [DONE]", "\ndata: [DONE]"})
        void isGoodAfterAReason(String end) {
            judge(TOKEN);
            judge(STOP);
            assertThat(judge(end)).isEqualTo(Plain.END);
        }

        @ParameterizedTest
        @ValueSource(strings = {"stop", "length", "tool_calls", "repetition", "eos_token", "whatever"})
        void isGoodForEveryReasonThatIsNoFailure(String reason) {
            judge(STOP.replace("stop", reason));
            assertThat(judge("data: [DONE]")).isEqualTo(Plain.END);
        }

        @ParameterizedTest
        @ValueSource(strings = {"abort", "error", "cancelled"})
        void isNoneWhereTheReasonIsAFailure(String reason) {
            judge(TOKEN);
            assertThat(judge(STOP.replace("stop", reason)))
                    .isEqualTo(new Failure("it ended the answer with the reason '" + reason + "'"));
        }

        @Test
        void isNoneWithoutAReason() {
            assertThat(judge("data: [DONE]")).isInstanceOf(Failure.class);
            judge(TOKEN);
            judge(TOKEN.replace("null", "\"\""));
            assertThat(judge("data: [DONE]")).isEqualTo(new Failure("it ended the answer without a reason"));
        }

        @Test
        void isGoodWhenTextAndReasonShareAnEvent() {
            judge(TOKEN.replace("null", "\"length\",\"stop_reason\":null"));
            assertThat(judge("data: [DONE]")).isEqualTo(Plain.END);
        }
    }

    @Nested
    class SeveralChoices {

        private final StreamJudge two = new StreamJudge(2);

        @Test
        void mustAllEnd() {
            begin(0);
            begin(1);
            end(1);
            assertThat(read(two, "data: [DONE]")).isInstanceOf(Failure.class);
            end(0);
            assertThat(read(two, "data: [DONE]")).isEqualTo(Plain.END);
        }

        @Test
        void areOneWhereTheEngineMakesOnlyOne() {
            begin(0);
            end(0);
            assertThat(read(two, "data: [DONE]")).isEqualTo(Plain.END);
        }

        private void begin(int index) {
            read(two, TOKEN.replace("\"index\":0", "\"index\":" + index));
        }

        private void end(int index) {
            read(two, STOP.replace("\"index\":0", "\"index\":" + index));
        }
    }

    @Nested
    class Told {

        @Test
        void tokensStandInTheChunkThatEndsTheAnswerOrBehindIt() {
            judge(TOKEN);
            judge(STOP.replace(
                    "]}", "],\"timings\":{\"cache_n\":2,\"prompt_n\":5,\"predicted_n\":3,\"prompt_per_second\":9.5}}"));
            assertThat(judge.usage().promptTokens()).hasValue(7);
            assertThat(judge.usage().cachedTokens()).hasValue(2);
            assertThat(judge.usage().outputTokens()).hasValue(3);
            assertThat(judge.usage().prefillRate()).hasValue(9.5);
            judge("data: {\"choices\":[],\"usage\":{\"prompt_tokens\":8,\"completion_tokens\":4,"
                    + "\"prompt_tokens_details\":{\"cached_tokens\":1},\"completion_tokens_details\":null}}");
            assertThat(judge.usage().promptTokens()).hasValue(8);
            assertThat(judge.usage().cachedTokens()).hasValue(1);
            assertThat(judge.usage().outputTokens()).hasValue(4);
            assertThat(judge.usage().decodeRate()).isEmpty();
        }

        /** A plain part of an answer is not parsed for it. */
        @Test
        void whatStandsInAPartOfTheAnswerIsLeftThere() {
            judge(TOKEN);
            judge(TOKEN.replace("]}", "],\"usage\":{\"prompt_tokens\":8}}"));
            assertThat(judge.usage().promptTokens()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"null", "-1", "1e400", "\"5\"", "[5]", "{}"})
        void nonsenseIsNothing(String number) {
            judge("data: {\"choices\":[],\"usage\":{\"prompt_tokens\":" + number
                    + "},\"timings\":{\"prompt_per_second\":" + number + "}}");
            assertThat(judge.usage().promptTokens()).isEmpty();
            assertThat(judge.usage().prefillRate()).isEmpty();
        }

        @Test
        void onlyEventsWithTextCountAsTokens() {
            judge(chunk("{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}"));
            judge(TOKEN);
            judge(TOKEN);
            judge(TOKEN.replace("null", "\"length\""));
            judge(STOP);
            judge("data: {\"choices\":[],\"usage\":{}}");
            judge("data: [DONE]");
            assertThat(judge.events()).isEqualTo(3);
        }
    }

    @Nested
    class Pieces {

        private static final String LARGE =
                "data: {\"choices\":[{\"delta\":{\"content\":\"\\\"finish_reason\\\":\\\"abort\\\"\"},\"finish_reason\" : \"stop\"}]}\n\n";

        @Test
        void showTheirReasonWhereverTheyAreCut() {
            for (int cut = 0; cut <= LARGE.length(); cut++) {
                StreamJudge judge = new StreamJudge(1);
                assertThat(piece(judge, LARGE.substring(0, cut))).isEqualTo(Plain.CONTENT);
                assertThat(piece(judge, LARGE.substring(cut))).isEqualTo(Plain.CONTENT);
                assertThat(read(judge, "data: [DONE]")).as("cut at %d", cut).isEqualTo(Plain.END);
            }
        }

        @Test
        void showAFailure() {
            assertThat(piece(judge, LARGE.replace("stop", "abort"))).isInstanceOf(Failure.class);
        }

        @Test
        void withoutAReasonEndNothing() {
            piece(judge, LARGE.replace("\"stop\"", "null"));
            assertThat(read(judge, "data: [DONE]")).isInstanceOf(Failure.class);
        }

        private static Reading piece(StreamJudge judge, String piece) {
            byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
            return judge.judgePiece(i -> bytes[i], 0, bytes.length);
        }
    }

    private static Reading first(String event) {
        return read(new StreamJudge(1), event);
    }

    private static Reading later(String event) {
        StreamJudge later = new StreamJudge(1);
        read(later, TOKEN);
        return read(later, event);
    }

    private Reading judge(String event) {
        return read(judge, event);
    }

    /** Inside other bytes, as it lies in a chunk. */
    private static Reading read(StreamJudge judge, String event) {
        byte[] before = "data: before\n\n".getBytes(StandardCharsets.UTF_8);
        byte[] bytes = ("data: before\n\n" + event + "\n\ndata: [DONE]\n\n").getBytes(StandardCharsets.UTF_8);
        int to = bytes.length - "data: [DONE]\n\n".length();
        boolean oneLine = !event.isEmpty() && event.lines().count() == 1;
        return judge.judge(i -> bytes[i], before.length, to, oneLine);
    }

    private static String chunk(String choice) {
        return "data: {\"choices\":[" + choice + "]}";
    }
}
