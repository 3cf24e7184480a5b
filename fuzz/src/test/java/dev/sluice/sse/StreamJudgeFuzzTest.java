package dev.sluice.sse;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sluice.fuzz.FuzzedStream;
import dev.sluice.sse.Reading.Failure;
import dev.sluice.sse.Reading.Plain;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A glance and a search in pieces see what reading everything sees. */
class StreamJudgeFuzzTest {

    private static final byte[] TOKEN = ascii("data: {\"choices\":[{\"delta\":{\"content\":\" 1\"}}]}\n\n");
    private static final byte[] DONE = ascii("data: [DONE]\n\n");

    @FuzzTest
    void whatAGlancePassesOverIsContentAndEndsNothing(FuzzedDataProvider input) {
        byte[] stream = FuzzedStream.rest(input, 100);
        FrameScanner scanner = new FrameScanner();
        StreamJudge judge = new StreamJudge(1);
        int from = 0;
        for (int end = scanner.nextEnd(i -> stream[i], from, stream.length);
                end != -1;
                end = scanner.nextEnd(i -> stream[i], from, stream.length)) {
            checkGlance(stream, from, end, scanner.oneLine());
            judge.judge(i -> stream[i], from, end, scanner.oneLine());
            from = end;
        }
    }

    private static void checkGlance(byte[] stream, int from, int to, boolean oneLine) {
        StreamJudge reader = new StreamJudge(1);
        read(reader, TOKEN);
        Reading reading = reader.judge(i -> stream[i], from, to, false);
        boolean escaped = new String(stream, from, to - from, StandardCharsets.ISO_8859_1).contains("\\u00");
        if (oneLine && !escaped && !EventGlance.mustBeRead(i -> stream[i], from, to)) {
            assertThat(reading).isEqualTo(Plain.CONTENT);
            assertThat(read(reader, DONE)).isInstanceOf(Failure.class);
        }
    }

    @FuzzTest
    void reasonsAreFoundWhereverAnEventIsCut(FuzzedDataProvider input) {
        int cuts = input.consumeInt();
        byte[] stream = FuzzedStream.rest(input, 100);
        assertThat(reasons(stream, FuzzedStream.cuts(cuts, stream.length)))
                .isEqualTo(reasons(stream, List.of(stream.length)));
    }

    private static List<String> reasons(byte[] stream, List<Integer> cuts) {
        FinishSpotter spotter = new FinishSpotter();
        List<String> reasons = new ArrayList<>();
        int from = 0;
        for (int to : cuts) {
            for (int at = spotter.nextEnd(i -> stream[i], from, to);
                    at != -1;
                    at = spotter.nextEnd(i -> stream[i], at, to)) {
                reasons.add(spotter.reason());
            }
            from = to;
        }
        return reasons;
    }

    private static Reading read(StreamJudge judge, byte[] event) {
        return judge.judge(i -> event[i], 0, event.length, true);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
