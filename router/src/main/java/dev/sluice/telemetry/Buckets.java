package dev.sluice.telemetry;

import java.time.Duration;
import java.util.stream.DoubleStream;

/** The boundaries of our histograms, in seconds. */
final class Buckets {

    /**
     * Those of OpenTelemetry's {@code gen_ai.server.time_to_first_token}, which end at 10 s, and on to 320 s: so long may
     * a CPU read a prompt, or a queue be.
     */
    static final Duration[] FIRST_CONTENT =
            seconds(.001, .005, .01, .02, .04, .06, .08, .1, .25, .5, .75, 1, 2.5, 5, 7.5, 10, 20, 40, 80, 160, 320);

    /** The same: to a client, waiting is waiting. */
    static final Duration[] QUEUE = FIRST_CONTENT;

    /**
     * Those of OpenTelemetry's {@code gen_ai.server.time_per_output_token}, 10 ms to 2.5 s, with finer ones for GPUs, and
     * coarser ones for a stream that has stalled.
     */
    static final Duration[] GAP =
            seconds(.001, .0025, .005, .01, .025, .05, .075, .1, .15, .2, .3, .4, .5, .75, 1, 2.5, 5, 10, 30, 60);

    /** From what a proxy should take to what nobody should. */
    static final Duration[] OVERHEAD =
            seconds(.0001, .00025, .0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5);

    private Buckets() {}

    private static Duration[] seconds(double... bounds) {
        return DoubleStream.of(bounds)
                .mapToObj(bound -> Duration.ofNanos(Math.round(bound * 1e9)))
                .toArray(Duration[]::new);
    }
}
