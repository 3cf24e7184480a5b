package dev.sluice.loadtest;

import dev.sluice.Transports;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a simulated engine costs that holds many streams: it must leave the machine to what is tested with it. */
@Command(
        name = "simulator",
        description = "Many streams at once from one simulated vLLM: what its process costs, all whole, all in time.",
        mixinStandardHelpOptions = true)
final class SimulatorCost implements Callable<Integer> {

    private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** The length of the run that warms both processes up. */
    private static final int WARM_UP_SECONDS = 10;

    @Mixin
    private final Setup setup = new Setup();

    @Option(names = "--streams", description = "Streams at once (default: ${DEFAULT-VALUE}).")
    private int streams = 2_000;

    @Option(names = "--rate", description = "Events a second of each stream (default: ${DEFAULT-VALUE}).")
    private int rate = 5;

    @Option(names = "--seconds", description = "How long all streams are looked at (default: ${DEFAULT-VALUE}).")
    private int seconds = 10;

    @Option(names = "--begin", description = "In how many seconds the streams begin (default: ${DEFAULT-VALUE}).")
    private int begin = 5;

    @Override
    public Integer call() throws IOException {
        System.out.println(Machine.describe());
        Vertx vertx = Transports.vertx();
        int port = Local.freePort();
        try (Child engine = Child.java(setup.jvm(), SimulatedEngine.class, port, streams, rate)) {
            Patiently.untilServes(Local.at(port));
            try (LoadClient client = new LoadClient(vertx, Local.at(port), SimulatedEngine.MODEL)) {
                Tally warmUp = load(client, WARM_UP_SECONDS);
                Machine.Use machine = Machine.Use.begin(List.of(engine));
                Future<Duration> cost = cost(vertx, engine);
                Tally tally = load(client, seconds);
                say(tally, cost.await(), machine.others(), engine.residentMegabytes());
                return warmUp.failed() + tally.failed() == 0 ? 0 : 1;
            }
        } finally {
            vertx.close().await();
        }
    }

    /** Each stream lasts until the first has been looked at for long enough since the last one began. */
    private Tally load(LoadClient client, int seconds) {
        Duration pace = Duration.ofSeconds(1).dividedBy(rate);
        return client.numbers(streams, rate * (begin + seconds + 1), pace, Duration.ofSeconds(begin));
    }

    /** The CPU time of the engine's process while all streams run. */
    private Future<Duration> cost(Vertx vertx, Child engine) {
        return vertx.timer(begin, TimeUnit.SECONDS)
                .map(begun -> engine.cpu())
                .compose(before -> vertx.timer(seconds, TimeUnit.SECONDS)
                        .map(over -> engine.cpu().minus(before)));
    }

    private void say(Tally tally, Duration cost, double others, int megabytes) {
        double events = (double) streams * rate * seconds;
        System.out.printf(
                Locale.ROOT,
                "%d streams whole, %d failed; %d events, %.3f %% later than 50 ms; late p50 %.2f, p99 %.2f, max %.1f ms;"
                        + " TTFT p50 %.1f, p99 %.1f ms%n"
                        + "the engine's process, while all ran: %.3f of a core, %.1f µs an event; RSS %d MB;"
                        + " others used %.2f cores%n",
                tally.complete(),
                tally.failed(),
                tally.events(),
                100 * tally.shareLaterThan(LATE_NANOS),
                Tally.millis(tally.delay, 50),
                Tally.millis(tally.delay, 99),
                Tally.millis(tally.delay, 100),
                Tally.millis(tally.first, 50),
                Tally.millis(tally.first, 99),
                cost.toNanos() / 1e9 / seconds,
                cost.toNanos() / 1e3 / events,
                megabytes,
                others);
        tally.failures.forEach((why, count) -> System.out.println("  " + count + " × " + why));
    }
}
