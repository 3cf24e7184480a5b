package dev.sluice.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** What is counted for each model. */
final class ModelMeters {

    private final String name;
    private final LongAdder waiting = new LongAdder();
    private final Timer queueWait;
    private final Timer firstContent;
    private final Timer gap;
    private final Counter promptTokens;
    private final Counter outputTokens;

    ModelMeters(MeterRegistry registry, String name) {
        this.name = name;
        Tags model = Tags.of("model", name);
        Gauge.builder("sluice.queue.depth", waiting, LongAdder::sum)
                .tags(model)
                .description("Requests in the queue.")
                .register(registry);
        queueWait = timer(registry, model, "sluice.queue.wait", "Times in the queue.", Buckets.QUEUE);
        firstContent = timer(
                registry,
                model,
                "sluice.time.to.first.token",
                "From the head of a request to the first content of its stream.",
                Buckets.FIRST_CONTENT);
        gap = timer(registry, model, "sluice.inter.token", "Between two events of content of a stream.", Buckets.GAP);
        promptTokens = tokens(registry, model.and("type", "prompt"));
        outputTokens = tokens(registry, model.and("type", "completion"));
    }

    private static Timer timer(MeterRegistry registry, Tags tags, String name, String what, Duration... bounds) {
        return Timer.builder(name)
                .tags(tags)
                .description(what)
                .serviceLevelObjectives(bounds)
                .register(registry);
    }

    private static Counter tokens(MeterRegistry registry, Tags tags) {
        return Counter.builder("sluice.tokens")
                .tags(tags)
                .description("Tokens as engines counted them, else the events that carried them.")
                .register(registry);
    }

    String name() {
        return name;
    }

    void waits() {
        waiting.increment();
    }

    void waited(long nanos) {
        waiting.decrement();
        queueWait.record(nanos, TimeUnit.NANOSECONDS);
    }

    void began(long nanos) {
        firstContent.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** So many events came together, so long after those before them, or at an unknown time after them. */
    void came(long nanos, int events) {
        if (nanos >= 0) {
            gap.record(nanos, TimeUnit.NANOSECONDS);
        }
        for (int together = 1; together < events; together++) {
            gap.record(0, TimeUnit.NANOSECONDS);
        }
    }

    void count(OptionalInt prompt, OptionalInt output) {
        promptTokens.increment(prompt.orElse(0));
        outputTokens.increment(output.orElse(0));
    }
}
