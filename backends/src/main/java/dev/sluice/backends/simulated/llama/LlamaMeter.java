package dev.sluice.backends.simulated.llama;

import dev.sluice.backends.batch.Occupancy;
import dev.sluice.backends.simulated.Clockwork;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** What llama-server counts, and how it tells Prometheus. */
final class LlamaMeter {

    private final long started = TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis());
    private double promptTokens;
    private double cachedTokens;
    private double promptSeconds;
    private double saidTokens;
    private double saidSeconds;
    private int longest;
    private long answers;

    /** An answer is over. */
    void ended(LlamaSaying saying) {
        var timings = saying.timings();
        cachedTokens += timings.get("cache_n").asInt();
        promptTokens += timings.get("prompt_n").asInt();
        promptSeconds += timings.get("prompt_ms").asDouble() / 1000;
        saidTokens += saying.said();
        saidSeconds += timings.get("predicted_ms").asDouble() / 1000;
        longest = Math.max(longest, saying.promptTokens() + saying.said());
        answers++;
    }

    /** Seconds since 1970. */
    long started() {
        return started;
    }

    String metrics(Clockwork clockwork) {
        Occupancy now = clockwork.occupancy();
        StringBuilder text = new StringBuilder();
        counter(
                text,
                "prompt_tokens_total",
                "Number of prompt tokens processed, excluding cached tokens",
                promptTokens);
        counter(text, "prompt_tokens_cached_total", "Number of prompt tokens reused from the cache", cachedTokens);
        counter(text, "prompt_seconds_total", "Total time spent processing prompts", promptSeconds);
        counter(text, "tokens_predicted_total", "Number of generation tokens processed", saidTokens);
        counter(text, "tokens_predicted_seconds_total", "Total time spent generating tokens", saidSeconds);
        counter(
                text,
                "n_decode_total",
                "Total number of llama_decode() calls, excluding speculative decoding and multimodal decoding",
                (double) clockwork.steps());
        counter(text, "n_tokens_max", "Largest observed sequence length (prompt + generation)", longest);
        counter(text, "spec_decode_num_draft_tokens_total", "Speculative: Total draft tokens generated", 0);
        counter(
                text,
                "spec_decode_num_accepted_tokens_total",
                "Speculative: Total draft tokens accepted by the target model",
                0);
        counter(text, "spec_decode_num_drafts_total", "Speculative: Total speculative decoding verification steps", 0);
        gauge(
                text,
                "prompt_tokens_seconds",
                "Average prompt throughput in tokens/s",
                rate(promptTokens, promptSeconds));
        gauge(
                text,
                "predicted_tokens_seconds",
                "Average generation throughput in tokens/s",
                rate(saidTokens, saidSeconds));
        gauge(
                text,
                "requests_processing",
                "Number of requests processing",
                now.running().size());
        gauge(text, "requests_deferred", "Number of requests deferred", now.waiting());
        gauge(
                text,
                "n_busy_slots_per_decode",
                "Average number of busy slots per llama_decode() call",
                answers == 0 ? 0 : saidTokens / Math.max(1, (double) clockwork.steps()));
        return text.toString();
    }

    private static double rate(double tokens, double seconds) {
        return seconds == 0 ? 0 : tokens / seconds;
    }

    private static void counter(StringBuilder text, String name, String help, double value) {
        sample(text, name, help, "counter", value);
    }

    private static void gauge(StringBuilder text, String name, String help, double value) {
        sample(text, name, help, "gauge", value);
    }

    private static void sample(StringBuilder text, String name, String help, String type, double value) {
        text.append("# HELP llamacpp:").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE llamacpp:").append(name).append(' ').append(type).append('\n');
        text.append("llamacpp:").append(name).append(' ');
        text.append(String.format(Locale.ROOT, "%.6f", value)).append('\n');
    }
}
