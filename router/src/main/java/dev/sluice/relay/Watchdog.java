package dev.sluice.relay;

import dev.sluice.config.Patience;
import java.util.OptionalLong;

/**
 * When to look after a request that runs, in whatever time it is given. Nothing is scheduled here: a sign of life moves
 * one field, and whoever asks {@link #due} late learns the later time.
 */
final class Watchdog {

    /** What has fallen due. */
    enum Look {
        /** Nothing yet. */
        NOTHING,
        /** It has been silent for a while: does the backend still accept connections? */
        LISTENING,
        /** Note how far the engine is, to compare with later. */
        FIRST_MARK,
        /** It has been silent for too long, unless the engine has worked since the first mark. */
        LAST_MARK,
        /** It has taken all the time there is. */
        TOTAL
    }

    /** The first mark is taken when so much of the silence has passed: early, so that slow work shows by the last. */
    private static final int FIRST_MARK_PART = 4;

    private static final long NEVER = Long.MIN_VALUE;

    private final long listening;
    private final long betweenEvents;
    private final long total;
    private long allowed;
    private volatile long heardAt = NEVER; // written by the loop alone
    private long silentSince;
    private long looks;
    private boolean marked;
    private long markedAt;
    private boolean judged;
    private boolean paused;

    /** From {@code now} on, when the request is sent. */
    Watchdog(Patience patience, long now) {
        listening = patience.listening().toNanos();
        betweenEvents = patience.betweenEvents().toNanos();
        total = now + patience.total().toNanos();
        allowed = patience.firstEvent().toNanos();
        silentSince = now;
    }

    /** Something came. */
    void heard(long now) {
        allowed = betweenEvents;
        heardAt = now;
        begin(now);
    }

    /** The engine has worked, though nothing came: the silence begins anew, with the last mark for its first. */
    void progressed(long now) {
        begin(now);
        mark(now);
    }

    /** We stopped reading ourselves: from now on silence means nothing. */
    void pause() {
        paused = true;
    }

    /** Whether we have stopped reading. */
    boolean paused() {
        return paused;
    }

    /** We read again. */
    void resume(long now) {
        paused = false;
        begin(now);
    }

    /** When the silence began that lasts now: with something heard, or with what we did ourselves. */
    long silentSince() {
        return silentSince;
    }

    /** When something came last, if anything has come. From any thread. */
    OptionalLong lastHeard() {
        long at = heardAt;
        return at == NEVER ? OptionalLong.empty() : OptionalLong.of(at);
    }

    /** When to ask next for what has fallen due. */
    long due() {
        if (paused) {
            return total;
        }
        long next = Math.min(total, silentSince + (looks + 1) * listening);
        if (!marked) {
            return Math.min(next, silentSince + allowed / FIRST_MARK_PART);
        }
        return judged ? next : Math.min(next, judgement());
    }

    /** What has fallen due by {@code now}, once. */
    Look look(long now) {
        if (now >= total) {
            return Look.TOTAL;
        }
        if (paused) {
            return Look.NOTHING;
        }
        if (!marked && now >= silentSince + allowed / FIRST_MARK_PART) {
            mark(now);
            return Look.FIRST_MARK;
        }
        if (!judged && now >= judgement()) {
            judged = true;
            return Look.LAST_MARK;
        }
        if (now >= silentSince + (looks + 1) * listening) {
            looks = (now - silentSince) / listening;
            return Look.LISTENING;
        }
        return Look.NOTHING;
    }

    /** Two marks right after each other would show nothing: a first one that came late puts the last one off. */
    private long judgement() {
        return Math.max(silentSince + allowed, markedAt + allowed / 2);
    }

    private void mark(long now) {
        marked = true;
        markedAt = now;
    }

    private void begin(long now) {
        silentSince = now;
        looks = 0;
        marked = false;
        judged = false;
    }
}
