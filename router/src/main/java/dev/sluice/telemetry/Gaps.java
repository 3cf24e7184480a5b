package dev.sluice.telemetry;

import java.time.Duration;

/** The times between the events of one stream, without those in which we read nothing ourselves. */
final class Gaps {

    // Mutable state, of one event loop.
    private int events;
    private int gaps;
    private long sum;
    private long longest;
    private long last;
    private boolean interrupted = true;

    /** So many events have come at once. The time since those before them, negative if nobody knows it. */
    long take(int more, long now) {
        long gap = interrupted ? -1 : now - last;
        events += more;
        gaps += interrupted ? more - 1 : more;
        sum += Math.max(0, gap);
        longest = Math.max(longest, gap);
        last = now;
        interrupted = false;
        return gap;
    }

    /** The time until the next one says nothing. */
    void interrupt() {
        interrupted = true;
    }

    int events() {
        return events;
    }

    Account.Pace pace() {
        return events == 0
                ? Account.Pace.NONE
                : new Account.Pace(events, Duration.ofNanos(longest), Duration.ofNanos(gaps == 0 ? 0 : sum / gaps));
    }
}
