package dev.sluice.admin;

import dev.sluice.admission.Snapshot;
import dev.sluice.pool.Accuracy;
import dev.sluice.pool.Backend;
import dev.sluice.pool.Condition;
import dev.sluice.pool.Facts;
import dev.sluice.pool.Rates;
import dev.sluice.pool.Served;
import dev.sluice.telemetry.Words;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** All that is known and learnt of the backends, as JSON. What is not known is null; times are in seconds. */
final class BackendsView {

    private static final double NANOS = 1e9;

    private final Snapshot snapshot;
    private final long now;

    /** Of this snapshot, at {@code now} in the owner's time. */
    BackendsView(Snapshot snapshot, long now) {
        this.snapshot = snapshot;
        this.now = now;
    }

    JsonObject json() {
        JsonArray backends = new JsonArray();
        snapshot.backends().forEach(use -> backends.add(backend(use)));
        return new JsonObject().put("backends", backends).put("queue", new QueuesView(snapshot, now).all());
    }

    private JsonObject backend(Snapshot.Use use) {
        Backend backend = use.backend();
        Condition condition = backend.condition();
        Facts facts = backend.profile().facts();
        return new JsonObject()
                .put("id", backend.id().value())
                .put("url", backend.url().toString())
                .put("host", backend.host())
                .put("tier", backend.tier())
                .put("engine", backend.traits().engine())
                .put("build", orNull(facts.build()))
                .put("health", Words.of(condition.health()))
                .put("why", condition.why())
                .put("admin", Words.of(backend.admin()))
                .put("since_seconds", age(condition.since()))
                .put("on_trial", condition.trial())
                .put("health_changes", use.changes())
                .put("slots", slots(use, facts))
                .put("models", models(use))
                .put("keep_alive_seconds", orNull(facts.keepAlive().map(BackendsView::seconds)))
                .put("can_continue", orNull(facts.continues()))
                .put("kv_tokens", orNull(facts.pool()))
                .put("cool_down_seconds", seconds(use.coolDown()))
                .put("served", use.served())
                .put("actual_over_predicted", accuracy(use.accuracy()));
    }

    private static JsonObject slots(Snapshot.Use use, Facts facts) {
        return new JsonObject()
                .put("limit", use.limit())
                .put("reported", orNull(facts.reportedSlots()))
                .put("leased", use.leased())
                .put("settling", use.settling())
                .put("quarantined", use.quarantined());
    }

    private JsonArray models(Snapshot.Use use) {
        JsonArray models = new JsonArray();
        use.backend().models().forEach(model -> models.add(model(model, use)));
        return models;
    }

    private JsonObject model(Served model, Snapshot.Use use) {
        JsonArray lacks = new JsonArray();
        model.lacks().stream().sorted().forEach(ability -> lacks.add(Words.of(ability)));
        Rates rates = use.rates()
                .getOrDefault(model.id(), Rates.prior(use.backend().traits().discipline(), now));
        return new JsonObject()
                .put("id", model.id())
                .put("names", new JsonArray(model.names()))
                .put("context_tokens", orNull(model.context()))
                .put("lacks", lacks)
                .put("learnt", use.rates().containsKey(model.id()))
                .put("prefill_tokens_per_second", rates.prefill().at(now))
                .put("decode_tokens_per_second", rates.decode().at(now))
                .put("bytes_per_token", rates.bytesPerToken().at(now));
    }

    private static JsonObject accuracy(Accuracy accuracy) {
        return new JsonObject()
                .put("requests", accuracy.count())
                .put("p10", accuracy.quantile(0.1))
                .put("p50", accuracy.quantile(0.5))
                .put("p90", accuracy.quantile(0.9));
    }

    private double age(long since) {
        return (now - since) / NANOS;
    }

    private static double seconds(Duration time) {
        return time.toNanos() / NANOS;
    }

    private static @Nullable Object orNull(Optional<?> value) {
        return value.orElse(null);
    }

    private static @Nullable Object orNull(OptionalInt value) {
        return value.isPresent() ? value.getAsInt() : null;
    }
}
