package dev.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.relay.Body;
import io.vertx.core.buffer.Buffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class GrowingBodyTest {

    @Test
    void piecesHoldWhatCame() {
        Random random = new Random(7);
        GrowingBody growing = new GrowingBody();
        Buffer all = Buffer.buffer();
        for (int i = 0; i < 1_000; i++) {
            byte[] chunk = new byte[random.nextInt(i % 3 == 0 ? 3 * GrowingBody.SMALLEST : 100)];
            random.nextBytes(chunk);
            growing.add(Buffer.buffer(chunk));
            all.appendBytes(chunk);
        }
        Body body = growing.body();
        Buffer joined = Buffer.buffer();
        body.pieces().forEach(joined::appendBuffer);
        assertThat(joined).isEqualTo(all);
        assertThat(body.length()).isEqualTo(all.length()).isEqualTo(growing.length());
        assertThat(body.pieces()).noneMatch(piece -> piece.length() == 0);
    }

    /** A client that sends byte by byte must not make us hold an object for each. */
    @Test
    void smallChunksShareAPiece() {
        GrowingBody growing = new GrowingBody();
        for (int i = 0; i < 1 + 2 * GrowingBody.SMALLEST; i++) {
            growing.add(Buffer.buffer("a"));
        }
        assertThat(growing.body().pieces()).hasSize(3);
    }

    @Test
    void nothingIsNoPiece() {
        GrowingBody growing = new GrowingBody();
        growing.add(Buffer.buffer());
        assertThat(growing.body().pieces()).isEmpty();
    }
}
