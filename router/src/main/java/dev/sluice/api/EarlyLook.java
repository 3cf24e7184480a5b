package dev.sluice.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Looks into a body while it arrives, so that little is left to do when its end has come.
 *
 * <p>It gives up on a body that is not as it should be, or too large for an event loop: {@link RequestBody#read} has
 * the last word on those.
 */
final class EarlyLook {

    /** Looking through this much takes half a millisecond; more is done elsewhere, so that the loop goes on. */
    static final int MOST = 256 * 1024;

    /**
     * Not fed without what follows them: where its input ends in one, the non-blocking parser of Jackson 2.22 overlooks
     * a comma too many, or a zero in front of a number.
     */
    private static final String HELD_BACK = ", \t\r\n0123456789";

    private final BodyTokens tokens = new BodyTokens();
    private final JsonParser json;

    // Mutable state, of one body.
    private long arrived;
    private Buffer heldBack = Buffer.buffer();
    private boolean givenUp;

    /** At a body of which nothing has come. */
    EarlyLook() {
        try {
            json = RequestBody.JSON.createNonBlockingByteArrayParser();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // it reads nothing: cannot happen
        }
    }

    /** More of it has come. */
    void more(Buffer chunk) {
        arrived += chunk.length();
        if (arrived > MOST) {
            giveUp();
        } else if (!givenUp) {
            feedUntil(lastTold(chunk), chunk);
        }
    }

    /** The index behind the last byte that is not held back. */
    private static int lastTold(Buffer chunk) {
        int end = chunk.length();
        while (end > 0 && HELD_BACK.indexOf(chunk.getByte(end - 1)) >= 0) {
            end--;
        }
        return end;
    }

    private void feedUntil(int end, Buffer chunk) {
        if (end == 0) {
            heldBack.appendBuffer(chunk);
        } else {
            byte[] told = heldBack.appendBuffer(chunk, 0, end).getBytes();
            heldBack = chunk.getBuffer(end, chunk.length());
            feed(told);
        }
    }

    /** What was seen, now that the body is whole; empty if it gave up. */
    Optional<RequestBody> end() {
        if (!givenUp) {
            feed(heldBack.getBytes());
        }
        if (givenUp) {
            return Optional.empty();
        }
        try {
            feeder().endOfInput();
            tokens.takeAll(json);
            return Optional.of(tokens.seen());
        } catch (IOException | Refused e) {
            return Optional.empty();
        } finally {
            giveUp();
        }
    }

    private void feed(byte[] bytes) {
        try {
            feeder().feedInput(bytes, 0, bytes.length);
            tokens.takeAll(json);
        } catch (IOException | Refused e) {
            giveUp();
        }
    }

    private ByteArrayFeeder feeder() {
        return (ByteArrayFeeder) json.getNonBlockingInputFeeder();
    }

    private void giveUp() {
        givenUp = true;
        heldBack = Buffer.buffer();
        try {
            json.close(); // others may use its buffers
        } catch (IOException e) {
            throw new UncheckedIOException(e); // it reads nothing: cannot happen
        }
    }
}
