package dev.sluice.engine;

import dev.sluice.pool.Discipline;
import dev.sluice.pool.Facts;
import dev.sluice.pool.Settling;
import dev.sluice.pool.Traits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** vLLM: batches continuously, and drops a request within a step or two after its connection closes. */
final class Vllm implements Engine {

    private static final String VERSION = "/version";

    private static final Traits TRAITS =
            new Traits("vLLM", Discipline.BATCHING, 64, new Settling.AtOnce(), true, OptionalInt.empty());

    private static final Duration KEEP_ALIVE = Duration.ofSeconds(5);

    /**
     * The counters of tokens, and the share of memory in use: in the middle of a long prompt that is done in pieces
     * only the latter moves (seen on 0.32.0), as no counter hears of a prompt before its end.
     */
    private static final ProgressSign PROGRESS =
            MetricsMark.of("vllm:prompt_tokens_total", "vllm:generation_tokens_total", "vllm:kv_cache_usage_perc");

    @Override
    public Optional<String> asks(Answers told) {
        return is(told) ? told.unlessAsked(VERSION).or(() -> told.unlessAsked(Metrics.PATH)) : Optional.empty();
    }

    @Override
    public boolean is(Answers told) {
        return told.owner().equals("vllm");
    }

    @Override
    public Traits traits(Answers told) {
        return TRAITS;
    }

    @Override
    public Facts facts(Answers told) {
        return new Facts(
                Json.text(told.to(VERSION).json().path("version")),
                OptionalInt.empty(),
                pool(Metrics.in(told.to(Metrics.PATH))),
                Optional.of(KEEP_ALIVE),
                Optional.of(true));
    }

    /** The blocks of all its engines. */
    private static OptionalInt pool(Metrics metrics) {
        List<Metrics.Sample> engines = metrics.of("vllm:cache_config_info");
        long tokens = 0;
        for (Metrics.Sample engine : engines) {
            long blocks = engine.number("num_gpu_blocks").orElse(0);
            tokens += blocks * engine.number("block_size").orElse(0);
        }
        return tokens > 0 && tokens <= Integer.MAX_VALUE ? OptionalInt.of((int) tokens) : OptionalInt.empty();
    }

    @Override
    public List<ProgressSign> progressSigns() {
        return List.of(PROGRESS);
    }

    @Override
    public Optional<CrowdSign> crowdSign() {
        return Optional.of(new NoRoom());
    }

    /** It waits for other reasons too, which are no sign of that. */
    private record NoRoom() implements CrowdSign {

        @Override
        public String path() {
            return Metrics.PATH;
        }

        @Override
        public OptionalInt waiting(Answer answer) {
            List<Metrics.Sample> waiting = Metrics.in(answer).of("vllm:num_requests_waiting_by_reason").stream()
                    .filter(sample -> sample.label("reason").equals(Optional.of("capacity")))
                    .toList();
            double sum = waiting.stream().mapToDouble(Metrics.Sample::value).sum();
            return waiting.isEmpty() || Double.isNaN(sum) ? OptionalInt.empty() : OptionalInt.of((int) sum);
        }
    }
}
