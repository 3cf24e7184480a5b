package dev.sluice.relay;

import io.vertx.core.Vertx;

/**
 * What one connection may take of its event loop before the others have their turn ({@code
 * docs/decisions/0008-large-bodies-in-turns.md}).
 */
public final class Turn {

    /** Read, looked at or sent in a third of a millisecond or so. */
    public static final int BYTES = 512 * 1024;

    private Turn() {}

    /**
     * Goes on when the others had theirs. By a timer: Netty 4.2 carries out what is handed to its loop, and what that
     * hands to it in turn, for up to a second before it looks at any connection again.
     */
    public static void next(Vertx vertx, Runnable work) {
        vertx.setTimer(1, due -> work.run());
    }
}
