package dev.sluice.loadtest;

import dev.sluice.Transports;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Streams beside a client that posts large bodies: what their gaps come to with it and without. */
@Command(
        name = "bodies",
        description = "Streams beside a client that posts large bodies, directly and through the router.",
        mixinStandardHelpOptions = true)
final class BodiesBeside implements Callable<Integer> {

    /** Served by a backend with an event loop of its own: the streams' source has nothing to do with the bodies. */
    private static final String BODIES = "bodies";

    private static final int EVENTS = 50;

    @Mixin
    private final Setup setup = new Setup();

    @Option(names = "--streams", description = "Streams at once (default: ${DEFAULT-VALUE}).")
    private int streams = 50;

    @Option(names = "--rate", description = "Events a second of each stream (default: ${DEFAULT-VALUE}).")
    private int rate = 50;

    @Option(names = "--megabytes", description = "The size of a body (default: ${DEFAULT-VALUE}).")
    private int megabytes = 50;

    @Option(names = "--seconds", description = "How long each part of a round lasts (default: ${DEFAULT-VALUE}).")
    private int seconds = 5;

    @Option(names = "--rounds", description = "How often, with and without in turn (default: ${DEFAULT-VALUE}).")
    private int rounds = 2;

    private boolean failed;

    @Override
    public Integer call() throws IOException {
        System.out.println(Machine.describe());
        Vertx vertx = Transports.vertx();
        try (Source source = Source.start(pace(), Source.MODEL, BODIES)) {
            List<Integer> ports = source.ports();
            beside("direct", vertx, ports.getFirst(), ports.getLast());
            int port = Local.freePort();
            String second = Local.at(ports.getLast()).toString();
            try (Running router = Running.start(vertx, setup.sluice(second), port, ports.getFirst())) {
                beside("router", vertx, port, port);
                System.out.println("router: RSS " + router.residentMegabytes() + " MB");
                if (failed) {
                    router.relay().ifPresent(Child::keepLog);
                }
            }
        } finally {
            vertx.close().await();
        }
        return failed ? 1 : 0;
    }

    private Duration pace() {
        return Duration.ofSeconds(1).dividedBy(rate);
    }

    private void beside(String what, Vertx vertx, int streamsPort, int bodiesPort) {
        Tally without = new Tally();
        Tally with = new Tally();
        int accepted = 0;
        int refused = 0;
        try (LoadClient client = new LoadClient(vertx, Local.at(streamsPort), Source.MODEL)) {
            load(client);
            for (int round = 0; round < rounds; round++) {
                without.add(load(client));
                BodyPoster poster = BodyPoster.start(bodiesPort, BODIES, megabytes * 1_000_000L);
                try {
                    with.add(load(client));
                } finally {
                    poster.stop();
                }
                accepted += poster.accepted();
                refused += poster.refused();
            }
        }
        report(what, without, with);
        System.out.println(what + ": " + accepted + " bodies accepted, " + refused + " refused");
        failed |= without.failed() + with.failed() + refused > 0 || accepted == 0;
    }

    private Tally load(LoadClient client) {
        return client.streams(streams, EVENTS, pace(), (long) streams * seconds * rate / EVENTS);
    }

    private static void report(String what, Tally without, Tally with) {
        say(what + " without bodies", without);
        say(what + " with bodies", with);
        System.out.printf(
                Locale.ROOT,
                "%s: gap p99 %+.2f ms with bodies%n",
                what,
                Tally.millis(with.gap, 99) - Tally.millis(without.gap, 99));
    }

    private static void say(String what, Tally tally) {
        System.out.printf(
                Locale.ROOT,
                "%s: gap p50 %.2f, p99 %.2f, max %.1f ms; distortion p99 %.2f ms; delay p99 %.2f ms; %d events, %d"
                        + " failed %s%n",
                what,
                Tally.millis(tally.gap, 50),
                Tally.millis(tally.gap, 99),
                Tally.millis(tally.gap, 100),
                Tally.millis(tally.distortion, 99),
                Tally.millis(tally.delay, 99),
                tally.events(),
                tally.failed(),
                tally.failures);
    }
}
