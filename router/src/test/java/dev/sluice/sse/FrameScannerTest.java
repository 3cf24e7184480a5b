package dev.sluice.sse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameScannerTest {

    private static final List<String> LINES =
            List.of("data: é…😀", "", ": note", "", "event: a", "data: b", "data", "", "");

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void eventsEndAtBlankLinesHoweverLinesEnd(String lineEnd) {
        String stream = String.join(lineEnd, LINES);
        assertThat(events(List.of(stream)))
                .containsExactly(
                        "data: é…😀" + lineEnd + lineEnd,
                        ": note" + lineEnd + lineEnd,
                        "event: a" + lineEnd + "data: b" + lineEnd + "data" + lineEnd + lineEnd);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void anyCutGivesTheSameEvents(String lineEnd) {
        byte[] stream = String.join(lineEnd, LINES).getBytes(StandardCharsets.ISO_8859_1);
        List<String> whole = strip(scan(List.of(stream)));
        for (int cut = 0; cut <= stream.length; cut++) {
            List<byte[]> chunks =
                    List.of(Arrays.copyOfRange(stream, 0, cut), Arrays.copyOfRange(stream, cut, stream.length));
            List<String> events = scan(chunks);
            assertThat(strip(events)).as("cut at %d", cut).isEqualTo(whole);
            assertThat(new String(stream, StandardCharsets.ISO_8859_1)).startsWith(String.join("", events));
        }
    }

    @Test
    void aBlankLineAloneIsAnEvent() {
        assertThat(events(List.of("\n", "\n\ndata: x\n\n"))).containsExactly("\n", "\n", "\n", "data: x\n\n");
    }

    @Test
    void anEventIsGivenAtTheCrOfACutBlankLine() {
        assertThat(events(List.of("data: x\r\n\r", "\ndata: y\r\n\r\n")))
                .containsExactly("data: x\r\n\r", "\ndata: y\r\n\r\n");
    }

    @Test
    void whatHasNotEndedIsNoEvent() {
        assertThat(events(List.of("data: x\n"))).isEmpty();
    }

    private static List<String> events(List<String> chunks) {
        return scan(chunks.stream()
                        .map(chunk -> chunk.getBytes(StandardCharsets.UTF_8))
                        .toList())
                .stream()
                .map(event -> new String(event.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
                .toList();
    }

    /** A cut inside CRLF moves the LF to the next event: the same event to whoever parses it. */
    private static List<String> strip(List<String> events) {
        return events.stream()
                .map(String::strip)
                .filter(event -> !event.isEmpty())
                .toList();
    }

    /** The complete events, bytes as ISO-8859-1. */
    private static List<String> scan(List<byte[]> chunks) {
        FrameScanner scanner = new FrameScanner();
        List<String> events = new ArrayList<>();
        StringBuilder begun = new StringBuilder();
        for (byte[] chunk : chunks) {
            int from = 0;
            for (int end = scanner.nextEnd(i -> chunk[i], from, chunk.length);
                    end != -1;
                    end = scanner.nextEnd(i -> chunk[i], from, chunk.length)) {
                events.add(begun + new String(chunk, from, end - from, StandardCharsets.ISO_8859_1));
                begun.setLength(0);
                from = end;
            }
            begun.append(new String(chunk, from, chunk.length - from, StandardCharsets.ISO_8859_1));
        }
        return events;
    }
}
