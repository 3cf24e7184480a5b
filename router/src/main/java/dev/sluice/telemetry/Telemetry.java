package dev.sluice.telemetry;

import dev.sluice.admission.Snapshot;
import dev.sluice.config.AccessLog;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Puts metrics and access log together, for all event loops of one router. */
public final class Telemetry implements AutoCloseable {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Meters meters = new Meters(registry);
    private final Machine machine = new Machine(registry);
    private final Optional<AccessJournal> journal;
    private final Consumer<Account> ledger;

    /** With metrics, and an access log in this form. */
    public Telemetry(AccessLog log) {
        this(log, account -> {});
    }

    /** The same, and these hear of every account, on the event loop of its request. */
    public Telemetry(AccessLog log, Consumer<Account> others) {
        journal = journal(log);
        ledger = journal.<Consumer<Account>>map(it -> it.andThen(others)).orElse(others);
        FunctionCounter.builder("sluice.access.log.dropped", this, Telemetry::dropped)
                .description("Lines of the access log that were left out because it could not be written as fast.")
                .register(registry);
    }

    private static Optional<AccessJournal> journal(AccessLog log) {
        return switch (log) {
            case OFF -> Optional.empty();
            case LOGFMT -> Optional.of(new AccessJournal(LineFormat.LOGFMT));
            case JSON -> Optional.of(new AccessJournal(LineFormat.JSON));
        };
    }

    private double dropped() {
        return journal.map(AccessJournal::dropped).orElse(0L);
    }

    /** Lets a Vert.x with these options, which is about to be made, count here too. */
    public VertxBuilder measure(VertxBuilder builder, VertxOptions options) {
        return VertxMeters.bind(builder, options, registry);
    }

    /** Also shows the state of the pool. */
    public void watch(Supplier<Snapshot> snapshot, LongSupplier clock) {
        registry.getPrometheusRegistry().register(new PoolMeters(snapshot, clock));
    }

    /**
     * A request has come.
     *
     * @param client of which status and bytes are read when it has ended
     * @param route one of few, or {@link Account#ELSEWHERE}
     */
    public Visit visit(HttpServerResponse client, String route) {
        return new Visit(meters, ledger, client, route);
    }

    /** How many requests have come and not ended. */
    public int inFlight() {
        return meters.inFlight();
    }

    /** All metrics, as {@link Scrape#CONTENT_TYPE}. Takes some milliseconds. From any thread. */
    public String text() {
        return registry.scrape(Scrape.CONTENT_TYPE);
    }

    @Override
    public void close() {
        journal.ifPresent(AccessJournal::close);
        machine.close();
        registry.close();
    }
}
