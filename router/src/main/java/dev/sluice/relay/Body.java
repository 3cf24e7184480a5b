package dev.sluice.relay;

import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * The bytes of a request, in pieces: what is large is never copied into one.
 *
 * @param pieces in order, none of them empty
 * @param length of all of them, in bytes
 */
public record Body(List<Buffer> pieces, long length) {

    /** A copy of the list, not of the bytes. */
    public Body {
        pieces = List.copyOf(pieces);
    }
}
