package dev.sluice.telemetry;

import dev.sluice.admission.Outcome;
import dev.sluice.admission.Rejection;
import dev.sluice.pool.BackendId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** What is counted as requests come and go. What has not happened yet is there as 0 where all that can is known. */
final class Meters {

    /** Requests that came to no model of the pool. */
    static final String NO_MODEL = "_other";

    /** No pool has as many names; a backend that names its models ever anew does not make us remember them all. */
    private static final int MOST_MODELS = 1_000;

    private final MeterRegistry registry;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Map<String, ModelMeters> models = new ConcurrentHashMap<>();
    private final ModelMeters unserved;
    private final MeterProvider<Counter> requests;
    private final MeterProvider<Counter> attempts;
    private final Map<Rejection, Counter> rejected;
    private final Map<Ended, Counter> streamsEnded;
    private final Counter beforeStatus;
    private final Counter beforeContent;
    private final Timer overhead;

    Meters(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("sluice.inflight.requests", inFlight, AtomicInteger::get)
                .description("Requests that ask for an answer and have not ended.")
                .register(registry);
        unserved = new ModelMeters(registry, NO_MODEL);
        requests = Counter.builder("sluice.requests")
                .description("Requests that have ended.")
                .withRegistry(registry);
        attempts = Counter.builder("sluice.attempts")
                .description("Tries of a request on a backend, by what is known of its slots after them.")
                .withRegistry(registry);
        rejected = counters(
                Rejection.class,
                why -> counter(
                        "sluice.queue.rejected", "reason", Words.of(why), "Requests that the queue turned away."));
        streamsEnded = counters(
                Ended.class,
                how -> counter(
                        "sluice.streams.ended", "reason", how.word(), "Streams that have ended once they began."));
        beforeStatus = failovers("pre_status");
        beforeContent = failovers("pre_content");
        overhead = Timer.builder("sluice.overhead")
                .description("Of requests served: from their last byte to their end, without queue and backend.")
                .serviceLevelObjectives(Buckets.OVERHEAD)
                .register(registry);
    }

    private Counter failovers(String phase) {
        return counter("sluice.failovers", "phase", phase, "Requests that a backend failed, and another got.");
    }

    private Counter counter(String name, String label, String value, String what) {
        return Counter.builder(name).tag(label, value).description(what).register(registry);
    }

    private static <E extends Enum<E>> Map<E, Counter> counters(Class<E> all, Function<E, Counter> counter) {
        Map<E, Counter> counters = new EnumMap<>(all);
        for (E one : all.getEnumConstants()) {
            counters.put(one, counter.apply(one));
        }
        return counters;
    }

    private static <E> void increment(Map<E, Counter> counters, E of) {
        Objects.requireNonNull(counters.get(of)).increment();
    }

    int inFlight() {
        return inFlight.get();
    }

    void arrived() {
        inFlight.incrementAndGet();
    }

    void left() {
        inFlight.decrementAndGet();
    }

    /** Of requests for no model of the pool. */
    ModelMeters unserved() {
        return unserved;
    }

    /** Of this model of the pool. */
    ModelMeters of(String model) {
        ModelMeters known = models.get(model);
        if (known != null) {
            return known;
        }
        return models.size() < MOST_MODELS
                ? models.computeIfAbsent(model, name -> new ModelMeters(registry, name))
                : unserved;
    }

    void rejected(Rejection why) {
        increment(rejected, why);
    }

    void attempted(BackendId backend, Outcome outcome) {
        attempts.withTags("backend", backend.value(), "outcome", Words.of(outcome))
                .increment();
    }

    void failedOver(boolean statusLeft) {
        (statusLeft ? beforeContent : beforeStatus).increment();
    }

    void take(Account account, ModelMeters model) {
        requests.withTags(
                        "model",
                        model.name(),
                        "status",
                        String.valueOf(account.status()),
                        "error_type",
                        account.error().word())
                .increment();
        model.count(account.promptTokens(), account.outputTokens());
        if (account.stream() && account.status() == 200) {
            increment(streamsEnded, account.ended());
        }
        if (account.ended() == Ended.COMPLETE) {
            overhead.record(account.overhead());
        }
    }
}
