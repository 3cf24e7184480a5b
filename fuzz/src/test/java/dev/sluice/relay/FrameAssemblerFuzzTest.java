package dev.sluice.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sluice.fuzz.FuzzedStream;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Whatever a backend sends, and however the network cuts it. */
class FrameAssemblerFuzzTest {

    @FuzzTest
    void anyCutGivesTheSameEventsAndHoldsLittle(FuzzedDataProvider input) {
        int cuts = input.consumeInt();
        byte[] stream = FuzzedStream.rest(input, FrameAssembler.LARGEST_WHOLE / 2);
        Buffer bytes = Buffer.buffer(stream);
        Seen seen = new Seen();
        int from = 0;
        for (int end : FuzzedStream.cuts(cuts, stream.length)) {
            seen.assembler.feed(bytes.slice(from, end));
            assertThat(seen.assembler.begun().length()).isLessThanOrEqualTo(FrameAssembler.LARGEST_WHOLE);
            from = end;
        }
        String text = new String(stream, StandardCharsets.ISO_8859_1);
        assertThat(seen.all() + latin1(seen.assembler.begun())).isEqualTo(text);
        assertThat(seen.events()).isEqualTo(events(text));
    }

    /** The events as the HTML standard has them, each as its lines; whatever ends with a blank line is one. */
    private static List<List<String>> events(String stream) {
        List<List<String>> events = new ArrayList<>();
        List<String> event = new ArrayList<>();
        int from = 0;
        for (int at = 0; at < stream.length(); at++) {
            if (stream.charAt(at) != '\n' && stream.charAt(at) != '\r') {
                continue;
            }
            event.add(stream.substring(from, at));
            if (at == from) {
                events.add(event);
                event = new ArrayList<>();
            }
            at += stream.startsWith("\r\n", at) ? 1 : 0;
            from = at + 1;
        }
        return events;
    }

    private static String latin1(Buffer bytes) {
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    /** What was given, the pieces of an event put together, bytes as ISO-8859-1. */
    private static final class Seen implements FrameAssembler.Sink {

        private final FrameAssembler assembler = new FrameAssembler(this);
        private final List<String> given = new ArrayList<>();
        private final StringBuilder pieces = new StringBuilder();

        @Override
        public void event(Buffer bytes, int from, int to, boolean oneLine) {
            assertThat(pieces).isEmpty();
            String event = latin1(bytes.slice(from, to));
            given.add(event);
            assertThat(oneLine).isEqualTo(lines(given.size() - 1).size() == 2);
        }

        @Override
        public void piece(Buffer bytes, int from, int to) {
            pieces.append(latin1(bytes.slice(from, to)));
            if (!assembler.inPieces()) {
                given.add(pieces.toString());
                pieces.setLength(0);
            }
        }

        String all() {
            return String.join("", given) + pieces;
        }

        List<List<String>> events() {
            List<List<String>> events = new ArrayList<>();
            for (int i = 0; i < given.size(); i++) {
                events.add(lines(i));
            }
            return events;
        }

        /** The LF of a CRLF that was cut comes first in the next event, where it is no line. */
        private List<String> lines(int index) {
            String event = given.get(index);
            boolean cut = index > 0 && given.get(index - 1).endsWith("\r") && event.startsWith("\n");
            List<List<String>> events = FrameAssemblerFuzzTest.events(cut ? event.substring(1) : event);
            assertThat(events).hasSize(1);
            return events.getFirst();
        }
    }
}
