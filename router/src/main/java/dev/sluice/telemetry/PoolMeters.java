package dev.sluice.telemetry;

import dev.sluice.admission.Snapshot;
import dev.sluice.pool.Health;
import dev.sluice.pool.Rates;
import dev.sluice.pool.Served;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** What the snapshot shows, read when somebody asks: it costs no event anything, and who has left is not shown. */
final class PoolMeters implements MultiCollector {

    private final Supplier<Snapshot> snapshot;
    private final LongSupplier clock;

    /** Of these snapshots, in that time. */
    PoolMeters(Supplier<Snapshot> snapshot, LongSupplier clock) {
        this.snapshot = snapshot;
        this.clock = clock;
    }

    @Override
    public MetricSnapshots collect() {
        Snapshot now = snapshot.get();
        long time = clock.getAsLong();
        return MetricSnapshots.of(
                health(now).gauge("sluice_backend_health", "1 for the health that it is in, 0 for the others."),
                each(now, use -> (double) use.changes())
                        .counter("sluice_backend_health_changes", "Changes of its health."),
                each(now, Snapshot.Use::leased).gauge("sluice_backend_inflight", "Slots with a running request."),
                each(now, Snapshot.Use::limit).gauge("sluice_backend_slots_limit", "Slots that it may use now."),
                each(now, Snapshot.Use::settling)
                        .gauge("sluice_backend_slots_settling", "Slots that may still work on what was cut or lost."),
                each(now, Snapshot.Use::quarantined)
                        .gauge("sluice_backend_slots_quarantined", "Slots that settle for too long already."),
                rates(now, learnt -> learnt.prefill().at(time))
                        .gauge("sluice_backend_prefill_tokens_per_second", "How fast it reads a prompt, as learnt."),
                rates(now, learnt -> learnt.decode().at(time))
                        .gauge("sluice_backend_decode_tokens_per_second", "How fast it writes an answer, as learnt."),
                new Points()
                        .put(Labels.EMPTY, (double) now.stale())
                        .counter("sluice_stale_messages", "Messages about leases that had ended. Each is a bug."));
    }

    private static Points health(Snapshot now) {
        Points points = new Points();
        for (Snapshot.Use use : now.backends()) {
            for (Health health : Health.values()) {
                Labels labels = Labels.of("backend", id(use), "health", Words.of(health));
                points.put(labels, use.backend().health() == health ? 1 : 0);
            }
        }
        return points;
    }

    private static Points each(Snapshot now, ToDoubleFunction<Snapshot.Use> value) {
        Points points = new Points();
        now.backends().forEach(use -> points.put(Labels.of("backend", id(use)), value.applyAsDouble(use)));
        return points;
    }

    private static Points rates(Snapshot now, ToDoubleFunction<Rates> rate) {
        Points points = new Points();
        for (Snapshot.Use use : now.backends()) {
            for (Served model : use.backend().models()) {
                Rates learnt = use.rates().get(model.id());
                if (learnt != null) {
                    points.put(Labels.of("backend", id(use), "model", model.id()), rate.applyAsDouble(learnt));
                }
            }
        }
        return points;
    }

    private static String id(Snapshot.Use use) {
        return use.backend().id().value();
    }
}
