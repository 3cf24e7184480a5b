package dev.sluice.loadtest;

import dev.sluice.Transports;
import dev.sluice.loadtest.FlakyBackend.Way;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What it costs a client that the first backend of its request refuses or resets the connection. */
@Command(
        name = "failover",
        description = "The time to the first content when the first backend refuses or resets the connection.",
        mixinStandardHelpOptions = true)
final class FailoverCost implements Callable<Integer> {

    @Mixin
    private final Setup setup = new Setup();

    @Option(names = "--requests", description = "Requests of each sort (default: ${DEFAULT-VALUE}).")
    private int requests = 1_000;

    @Option(
            names = "--backends",
            description = "Backends that fail in turn; each is back in service before its next turn (default:"
                    + " ${DEFAULT-VALUE}).")
    private int backends = 50;

    @Override
    public Integer call() throws IOException {
        System.out.println(Machine.describe());
        Vertx vertx = Transports.vertx();
        try {
            List<FlakyBackend> flaky = IntStream.range(0, backends)
                    .mapToObj(i -> new FlakyBackend(vertx, "model-" + i))
                    .toList();
            flaky.forEach(FlakyBackend::serve);
            SteadyBackend steady = new SteadyBackend(vertx);
            try (Running router = start(vertx, flaky, steady)) {
                boolean passed = false;
                try {
                    passed = measure(router.client(), flaky, steady);
                } finally {
                    if (!passed) {
                        router.relay().ifPresent(Child::keepLog);
                    }
                }
                return passed ? 0 : 1;
            }
        } finally {
            vertx.close().await();
        }
    }

    /** The steady one is named last: between equals a router takes the first. */
    private Running start(Vertx vertx, List<FlakyBackend> flaky, SteadyBackend steady) throws IOException {
        String[] first = flaky.stream()
                .map(backend -> Local.at(backend.port()).toString())
                .toArray(String[]::new);
        return Running.start(vertx, setup.sluice(first), steady.port());
    }

    private boolean measure(LoadClient client, List<FlakyBackend> flaky, SteadyBackend steady) throws IOException {
        Failovers failovers = new Failovers(client, flaky);
        failovers.warmUp();
        steady.serve(flaky.stream().map(FlakyBackend::model).toList());
        Tally direct = steady.measure(requests);
        failovers.untilSteady();
        Histogram refused = failovers.measure(Way.REFUSED, requests);
        Histogram reset = failovers.measure(Way.RESET, requests);
        double usual = Tally.millis(direct.first, 50);
        say("direct", direct.first, usual);
        say("router, no failure", failovers.undisturbed(), usual);
        say("router, refused", refused, usual);
        say("router, reset", reset, usual);
        Tally calls = failovers.calls();
        System.out.println("failed: " + direct.failures + " " + calls.failures);
        return direct.failed() + calls.failed() == 0;
    }

    private static void say(String what, Histogram times, double usual) {
        System.out.printf(
                Locale.ROOT,
                "%s: %d requests, TTFT p50 %.2f, p99 %.2f, max %.2f ms; added to the direct median: p50 %+.2f, p99"
                        + " %+.2f ms%n",
                what,
                times.getTotalCount(),
                Tally.millis(times, 50),
                Tally.millis(times, 99),
                Tally.millis(times, 100),
                Tally.millis(times, 50) - usual,
                Tally.millis(times, 99) - usual);
    }
}
