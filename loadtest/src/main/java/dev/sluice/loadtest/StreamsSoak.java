package dev.sluice.loadtest;

import dev.sluice.Transports;
import dev.sluice.upstream.Dialer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Many streams at once, each compared with what the source sent; afterwards the router must be as it was before. */
@Command(
        name = "soak",
        description = "Many streams at once through the router: all whole, all in time, nothing left behind.",
        mixinStandardHelpOptions = true)
final class StreamsSoak implements Callable<Integer> {

    private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** A probe may be under way at either count. */
    private static final long DESCRIPTORS_OF_PROBES = 2;

    /** Longer than a router keeps a connection on which nothing runs. */
    private static final Duration LONGEST_KEPT = Dialer.LONGEST_IDLE.plusSeconds(2);

    /** The length of the run without a router, to compare with, and of the one that warms a router up. */
    private static final int DIRECT_SECONDS = 10;

    @Mixin
    private final Setup setup = new Setup();

    @Option(names = "--streams", description = "Streams at once (default: ${DEFAULT-VALUE}).")
    private int streams = 2_000;

    @Option(names = "--rate", description = "Events a second of each stream (default: ${DEFAULT-VALUE}).")
    private int rate = 5;

    @Option(names = "--seconds", description = "How long each stream lasts (default: ${DEFAULT-VALUE}).")
    private int seconds = 10;

    @Option(names = "--begin", description = "In how many seconds the streams begin (default: ${DEFAULT-VALUE}).")
    private int begin = 5;

    @Override
    public Integer call() throws IOException {
        System.out.println(Machine.describe());
        Vertx vertx = Transports.vertx();
        Duration pace = Duration.ofSeconds(1).dividedBy(rate);
        try (Source source = Source.start(pace, Source.MODEL, Source.MODEL)) {
            try (LoadClient client = new LoadClient(vertx, Local.at(source.port()), Source.MODEL)) {
                load(client, DIRECT_SECONDS); // client and source warm up
                say("direct", load(client, DIRECT_SECONDS));
            }
            return throughRouter(vertx, source) ? 0 : 1;
        } finally {
            vertx.close().await();
        }
    }

    private boolean throughRouter(Vertx vertx, Source source) throws IOException {
        int port = Local.freePort();
        List<Integer> sources = source.ports();
        try (Child router =
                Child.java(setup.jvm(), ObservedRouter.class, port, streams, sources.getFirst(), sources.getLast())) {
            Patiently.untilServes(Local.at(port));
            Tally cold = load(vertx, port, DIRECT_SECONDS);
            say("router, just started", cold);
            long before = descriptorsAtRest(router);
            Tally warm = load(vertx, port, seconds);
            say("router", warm);
            boolean passed = isAsBefore(router, before) && cold.failed() + warm.failed() == 0;
            if (!passed) {
                router.keepLog();
            }
            return passed;
        }
    }

    private Tally load(Vertx vertx, int port, int seconds) {
        try (LoadClient client = new LoadClient(vertx, Local.at(port), Source.MODEL)) {
            return load(client, seconds);
        }
    }

    /** The fewest that it holds until it has closed the connections that it keeps for a while. */
    private static long descriptorsAtRest(Child router) throws IOException {
        Patiently.until(() -> router.ask("").equals(ObservedRouter.QUIET));
        long end = System.nanoTime() + LONGEST_KEPT.toNanos();
        LongSummaryStatistics seen = new LongSummaryStatistics();
        Patiently.until(() -> {
            seen.accept(router.descriptors());
            return System.nanoTime() - end > 0;
        });
        return seen.getMin();
    }

    private Tally load(LoadClient client, int seconds) {
        return client.streams(streams, rate * seconds, streams, Duration.ofSeconds(begin));
    }

    private static boolean isAsBefore(Child router, long before) throws IOException {
        boolean quiet = Patiently.until(() -> router.ask("").equals(ObservedRouter.QUIET));
        boolean closed = Patiently.until(() -> Math.abs(router.descriptors() - before) <= DESCRIPTORS_OF_PROBES);
        System.out.printf(
                Locale.ROOT,
                "after it: %s; %d descriptors, before it %d; CPU %.1f s, RSS %d MB%n",
                router.ask(""),
                router.descriptors(),
                before,
                router.cpu().toMillis() / 1e3,
                router.residentMegabytes());
        return quiet && closed;
    }

    private static void say(String what, Tally tally) {
        System.out.printf(
                Locale.ROOT,
                "%s: %d streams whole, %d failed; %d events, %.3f %% later than 50 ms; delay p50 %.2f, p99 %.2f,"
                        + " max %.1f ms; TTFT p50 %.1f, p99 %.1f ms%n",
                what,
                tally.complete(),
                tally.failed(),
                tally.events(),
                100 * tally.shareLaterThan(LATE_NANOS),
                Tally.millis(tally.delay, 50),
                Tally.millis(tally.delay, 99),
                Tally.millis(tally.delay, 100),
                Tally.millis(tally.first, 50),
                Tally.millis(tally.first, 99));
        tally.failures.forEach((why, count) -> System.out.println("  " + count + " × " + why));
    }
}
