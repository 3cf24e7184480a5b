package dev.sluice.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameAssemblerTest {

    private static final String FIRST = "data: é 1\n\n";
    private static final String SECOND = "event: a\ndata: 2\n\n";
    private static final String STREAM = FIRST + ": note\n\n" + SECOND + "data: [DONE]\n\n";
    private static final String TOO_LARGE = "data: " + "A".repeat(3 * FrameAssembler.LARGEST_WHOLE) + "\n\n";

    private final Seen seen = new Seen();
    private final FrameAssembler assembler = new FrameAssembler(seen);

    @Test
    void anyCutGivesTheSameEvents() {
        Buffer stream = Buffer.buffer(STREAM);
        for (int cut = 0; cut <= stream.length(); cut++) {
            Seen cutSeen = new Seen();
            FrameAssembler cutAssembler = new FrameAssembler(cutSeen);
            cutAssembler.feed(stream.slice(0, cut));
            cutAssembler.feed(stream.slice(cut, stream.length()));
            assertThat(cutSeen.events)
                    .as("cut at %d", cut)
                    .containsExactly(FIRST, ": note\n\n", SECOND, "data: [DONE]\n\n");
            assertThat(cutSeen.pieces).isEmpty();
        }
    }

    @Test
    void singleBytesGiveTheSameEvents() {
        feed(STREAM, 1);
        assertThat(seen.events).containsExactly(FIRST, ": note\n\n", SECOND, "data: [DONE]\n\n");
    }

    @Test
    void anEventIsGivenAsSoonAsItEnds() {
        assembler.feed(Buffer.buffer(FIRST + "data: 2"));
        assertThat(seen.events).containsExactly(FIRST);
        assembler.feed(Buffer.buffer("\n\n"));
        assertThat(seen.events).containsExactly(FIRST, "data: 2\n\n");
    }

    @Test
    void whatHasNotEndedIsNotGiven() {
        assembler.feed(Buffer.buffer("data: 1\n"));
        assertThat(seen.all()).isEmpty();
        assertThat(assembler.inPieces()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 4_096, 65_536})
    void anEventThatIsTooLargeGoesOnInPieces(int chunk) {
        feed(FIRST + TOO_LARGE + SECOND, chunk);
        assertThat(seen.events).containsExactly(FIRST, SECOND);
        assertThat(seen.pieces).hasSizeGreaterThan(1);
        assertThat(seen.all()).isEqualTo(FIRST + TOO_LARGE + SECOND);
        assertThat(assembler.inPieces()).isFalse();
    }

    @Test
    void noMoreThanTheLargestEventAndAChunkIsHeld() {
        feed("A".repeat(FrameAssembler.LARGEST_WHOLE), 1_000);
        assertThat(seen.all()).isEmpty();
        assembler.feed(Buffer.buffer("A"));
        assertThat(seen.all()).hasSize(FrameAssembler.LARGEST_WHOLE + 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 33})
    void ofALineOfManyMegabytesLittleIsHeld(int megabytes) {
        Counted counted = new Counted();
        FrameAssembler counting = new FrameAssembler(counted);
        Buffer chunk = Buffer.buffer("A".repeat(16 * 1024));
        int chunks = megabytes * 64;
        for (int i = 0; i < chunks; i++) {
            counting.feed(chunk);
            assertThat(counting.begun().length()).isLessThanOrEqualTo(FrameAssembler.LARGEST_WHOLE);
        }
        counting.feed(Buffer.buffer("\n\n"));
        assertThat(counted.bytes).isEqualTo(chunks * 16L * 1024 + 2);
        assertThat(counted.largest).isLessThanOrEqualTo(FrameAssembler.LARGEST_WHOLE + chunk.length());
    }

    @Test
    void itIsInPiecesUntilTheEventEnds() {
        assembler.feed(Buffer.buffer(TOO_LARGE.stripTrailing()));
        assertThat(assembler.inPieces()).isTrue();
        assembler.feed(Buffer.buffer("\n"));
        assertThat(assembler.inPieces()).isTrue();
        assembler.feed(Buffer.buffer("\n"));
        assertThat(assembler.inPieces()).isFalse();
        assertThat(seen.events).isEmpty();
        assertThat(seen.all()).isEqualTo(TOO_LARGE);
    }

    @Test
    void anEventThatComesWholeIsGivenWholeHoweverLarge() {
        assembler.feed(Buffer.buffer(TOO_LARGE));
        assertThat(seen.events).containsExactly(TOO_LARGE);
        assertThat(seen.pieces).isEmpty();
    }

    private void feed(String stream, int chunk) {
        Buffer bytes = Buffer.buffer(stream);
        for (int from = 0; from < bytes.length(); from += chunk) {
            assembler.feed(bytes.slice(from, Math.min(from + chunk, bytes.length())));
        }
    }

    /** What remembers nothing of what was given but its size. */
    private static final class Counted implements FrameAssembler.Sink {

        private long bytes;
        private int largest;

        @Override
        public void event(Buffer buffer, int from, int to, boolean oneLine) {
            piece(buffer, from, to);
        }

        @Override
        public void piece(Buffer buffer, int from, int to) {
            bytes += to - from;
            largest = Math.max(largest, to - from);
        }
    }

    private static final class Seen implements FrameAssembler.Sink {

        private final List<String> events = new ArrayList<>();
        private final List<String> pieces = new ArrayList<>();
        private final Buffer all = Buffer.buffer();

        @Override
        public void event(Buffer bytes, int from, int to, boolean oneLine) {
            Buffer event = bytes.slice(from, to);
            events.add(event.toString());
            all.appendBuffer(event);
            assertThat(oneLine)
                    .isEqualTo(event.toString().stripTrailing().lines().count() == 1);
        }

        @Override
        public void piece(Buffer bytes, int from, int to) {
            Buffer piece = bytes.slice(from, to);
            pieces.add(piece.toString());
            all.appendBuffer(piece);
        }

        /** Everything that was given, in order. */
        String all() {
            return all.toString();
        }
    }
}
