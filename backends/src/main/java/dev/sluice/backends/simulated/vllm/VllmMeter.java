package dev.sluice.backends.simulated.vllm;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.backends.batch.Occupancy;
import dev.sluice.backends.simulated.Clockwork;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What vLLM counts, and how it tells Prometheus. What a simulated one does not know stays at zero. */
final class VllmMeter {

    /** All metrics; what changes is a name in braces. */
    private static final String TEXT = resource("metrics.txt");

    private static final Pattern NAME = Pattern.compile("\\$\\{([a-z_]+)}");

    private final Vllm server;
    private final Clockwork clockwork;
    private final long started = VllmStamp.now();
    private final Map<String, Long> counts = new HashMap<>();

    VllmMeter(Vllm server, Clockwork clockwork) {
        this.server = server;
        this.clockwork = clockwork;
    }

    /** A prompt is looked up. */
    void started(int prompt, int cached) {
        count("queries", prompt);
        count("hits", cached);
    }

    void preempted() {
        count("preemptions", 1);
    }

    /** A token is there; with the first, its prompt has been read. */
    void said(VllmSaying saying) {
        count("said", 1);
        if (saying.said() == 1) {
            count("prompts", saying.prompt().tokens().size());
            count("computed", saying.fresh());
        }
    }

    void ended(VllmSaying saying) {
        count("length".equals(saying.finish()) ? "ended_length" : "ended_stop", 1);
    }

    /** One that ran is given up. */
    void aborted() {
        count("ended_abort", 1);
    }

    void failed() {
        count("ended_error", 1);
    }

    void rejected() {
        count("rejected", 1);
    }

    /** What a load balancer is told that asks for it in this format. */
    Optional<String> load(@Nullable String format) {
        Occupancy now = clockwork.occupancy();
        return switch (format) {
            case "JSON" ->
                Optional.of("JSON {\"named_metrics\": {\"num_requests_waiting\": " + (double) now.waiting()
                        + ", \"kv_cache_usage_perc\": " + now.kv() + "}}");
            case "TEXT" ->
                Optional.of("TEXT named_metrics.num_requests_waiting=" + (double) now.waiting()
                        + ", named_metrics.kv_cache_usage_perc=" + now.kv());
            case null, default -> Optional.empty();
        };
    }

    String metrics() {
        Occupancy now = clockwork.occupancy();
        Map<String, String> values = new HashMap<>(Map.of(
                "model", server.model(),
                "created", started + ".0",
                "running", now.running().size() + ".0",
                "waiting", now.waiting() + ".0",
                "kv", String.valueOf(now.kv()),
                "block", String.valueOf(server.kv().block()),
                "blocks", String.valueOf(server.kv().tokens() / server.kv().block()),
                "tokens", String.valueOf(server.kv().tokens())));
        counts.forEach((name, count) -> values.put(name, count + ".0"));
        return NAME.matcher(TEXT)
                .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), "0.0")));
    }

    private void count(String name, long more) {
        counts.merge(name, more, Long::sum);
    }

    private static String resource(String name) {
        try (InputStream in = VllmMeter.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
