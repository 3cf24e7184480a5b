package dev.sluice.loadtest;

import java.time.Duration;

/**
 * A stream that counts from 1 at an even pace. The earliest of its events, each compared with its place, sets the clock
 * by which the others are due.
 */
final class Numbers implements Received {

    private static final String FINISH = "\"finish_reason\":\"length\"";

    private final long[] arrivals;
    private final long pace;
    private final Tally tally;
    private final Events coming = new Events(this::event);
    private int events;
    private boolean miscounted;
    private boolean finished;
    private boolean done;
    private long sent;
    private long arrival;

    /** To this number. */
    Numbers(int last, Duration pace, Tally tally) {
        this.arrivals = new long[last];
        this.pace = pace.toNanos();
        this.tally = tally;
    }

    @Override
    public void sent(long now) {
        sent = now;
    }

    @Override
    public void take(String chunk, long now) {
        arrival = now;
        coming.take(chunk);
    }

    @Override
    public String judge(long now) {
        if (!done || !finished) {
            return "no end";
        }
        if (miscounted || events != arrivals.length) {
            return "another text";
        }
        compare();
        return "";
    }

    @Override
    public int events() {
        return events;
    }

    private void event(String event) {
        done |= event.equals(Wire.END);
        finished |= event.contains(FINISH);
        String content = Wire.contentOf(event);
        if (content.isEmpty()) {
            return;
        }
        if (events == arrivals.length || !content.equals(" " + (events + 1))) {
            miscounted = true;
        } else {
            arrivals[events++] = arrival;
        }
    }

    private void compare() {
        tally.first.recordValue(arrivals[0] - sent);
        long clock = Long.MAX_VALUE;
        for (int i = 0; i < events; i++) {
            clock = Math.min(clock, arrivals[i] - i * pace);
        }
        for (int i = 0; i < events; i++) {
            tally.delay.recordValue(arrivals[i] - i * pace - clock);
        }
    }
}
