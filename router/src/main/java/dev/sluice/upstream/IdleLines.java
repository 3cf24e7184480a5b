package dev.sluice.upstream;

import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The connections of one event loop on which nothing runs, by backend, the newest on top. */
final class IdleLines {

    /** As many as a batching backend has slots unless it is told otherwise; more would be a burst of long ago. */
    static final int MOST = 64;

    private static final long NANOS_PER_MS = 1_000_000;

    private record Idle(Line line, long until) {}

    private final Vertx vertx;
    private final Duration longest;

    // Mutable state, on the event loop only.
    private final Map<URI, Deque<Idle>> byBackend = new HashMap<>();
    private boolean timed;

    /**
     * With none.
     *
     * @param longest how long a connection may be idle
     */
    IdleLines(Vertx vertx, Duration longest) {
        this.vertx = vertx;
        this.longest = longest;
    }

    /** Keeps this one for another request; the one that is idle for longest gives way if there are too many. */
    void keep(URI backend, Line line) {
        Deque<Idle> lines = byBackend.computeIfAbsent(backend, first -> new ArrayDeque<>());
        lines.push(new Idle(line, System.nanoTime() + longest.toNanos()));
        if (lines.size() > MOST) {
            lines.removeLast().line().hangUp();
        }
        if (!timed) {
            sweepIn(longest.toNanos());
        }
    }

    /** The one that has been idle for the shortest time; none that was closed or has been idle for too long. */
    Optional<Line> take(URI backend) {
        Deque<Idle> lines = byBackend.getOrDefault(backend, new ArrayDeque<>());
        while (!lines.isEmpty()) {
            Idle newest = lines.pop();
            if (newest.until() - System.nanoTime() > 0 && newest.line().free()) {
                return Optional.of(newest.line().again());
            }
            newest.line().hangUp();
        }
        return Optional.empty();
    }

    /** There is a timer only while there is something to close. */
    private void sweepIn(long nanos) {
        timed = true;
        vertx.setTimer(Math.max(1, Math.ceilDiv(nanos, NANOS_PER_MS)), id -> sweep());
    }

    private void sweep() {
        timed = false;
        long now = System.nanoTime();
        byBackend.values().forEach(lines -> hangUpExpired(lines, now));
        byBackend.values().removeIf(Deque::isEmpty);
        byBackend.values().stream()
                .mapToLong(lines -> lines.getLast().until() - now)
                .min()
                .ifPresent(this::sweepIn);
    }

    private static void hangUpExpired(Deque<Idle> lines, long now) {
        while (!lines.isEmpty() && lines.getLast().until() - now <= 0) {
            lines.removeLast().line().hangUp();
        }
    }
}
