package dev.sluice.loadtest;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** What the calls of one run came to. Times are in nanoseconds; a call that failed is in {@link #failures} alone. */
final class Tally {

    /** Of the highest value that is told apart, more than any client waits. */
    private static final long LONGEST = TimeUnit.MINUTES.toNanos(10);

    private static final int DIGITS = 3;

    /** From sending a request to its first content, or to its whole answer if it is not a stream. */
    final Histogram first = histogram();
    /** From the emission of an event to its arrival; where emissions are not told, from when it was due. */
    final Histogram delay = histogram();
    /** From one event of a stream to the next, at the client. */
    final Histogram gap = histogram();
    /** By how much such a gap is longer or shorter than it was at the source. */
    final Histogram distortion = histogram();

    final Map<String, Integer> failures = new TreeMap<>();
    private long events;
    private long complete;

    /** A call ended well, with so many events. */
    void complete(int events) {
        this.events += events;
        complete++;
    }

    void failed(String why) {
        failures.merge(why, 1, Integer::sum);
    }

    /** Content events of complete streams. */
    long events() {
        return events;
    }

    /** Calls that ended well. */
    long complete() {
        return complete;
    }

    /** Calls that did not. */
    int failed() {
        return failures.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Events that arrived later than this after their emission, as a share of all. */
    double shareLaterThan(long nanos) {
        long late = delay.getTotalCount() - delay.getCountBetweenValues(0, nanos);
        return (double) late / Math.max(1, delay.getTotalCount());
    }

    void add(Tally other) {
        first.add(other.first);
        delay.add(other.delay);
        gap.add(other.gap);
        distortion.add(other.distortion);
        other.failures.forEach((why, count) -> failures.merge(why, count, Integer::sum));
        events += other.events;
        complete += other.complete;
    }

    /** This percentile, in milliseconds. */
    static double millis(Histogram histogram, double percentile) {
        return histogram.getValueAtPercentile(percentile) / 1e6;
    }

    private static Histogram histogram() {
        return new Histogram(LONGEST, DIGITS);
    }
}
