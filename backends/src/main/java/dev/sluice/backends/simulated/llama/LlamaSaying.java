package dev.sluice.backends.simulated.llama;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.backends.batch.Happening;
import dev.sluice.backends.language.Utterance;
import dev.sluice.backends.language.Utterance.Finish;
import dev.sluice.backends.simulated.Generation.Choice;
import dev.sluice.backends.simulated.Json;
import java.util.concurrent.TimeUnit;

/** One choice of an answer, as far as it has got, and what it took. */
final class LlamaSaying {

    private static final ObjectNode SETTINGS = Json.resource(LlamaSaying.class, "generation-settings.json");
    private static final double NANOS_IN_MS = TimeUnit.MILLISECONDS.toNanos(1);

    private final LlamaServer server;
    private final LlamaAsk ask;
    private final Choice choice;
    private final String id;
    private final int index;
    private int slot;
    private int cached;
    private int read;
    private int said;
    private long startedAt;
    private long readAt;
    private long saidAt;

    LlamaSaying(LlamaServer server, LlamaAsk ask, String id, int index) {
        this.server = server;
        this.ask = ask;
        this.choice = ask.choices().get(index);
        this.id = id;
        this.index = index;
    }

    void started(Happening.Started started) {
        slot = started.slot();
        cached = started.cached();
        read = cached;
        startedAt = started.at();
    }

    void read(Happening.Read now) {
        read = now.tokens();
        readAt = now.at();
        saidAt = now.at();
    }

    void said(Happening.Said now) {
        said = now.position() + 1;
        saidAt = now.at();
    }

    LlamaServer server() {
        return server;
    }

    String id() {
        return id;
    }

    int index() {
        return index;
    }

    int said() {
        return said;
    }

    int promptTokens() {
        return choice.prompt().size();
    }

    Utterance answer() {
        return choice.answer();
    }

    /** Seconds since 1970: each event has its own. */
    long now() {
        return TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis());
    }

    /** All that has been said, with what the client had already. */
    String whole() {
        return ask.begun() + answer().text(said);
    }

    String finish() {
        return answer().finish() instanceof Finish.Length ? "length" : "stop";
    }

    ArrayNode lastToken() {
        return Json.array().add(said == 0 ? 0 : answer().tokens().at(said - 1));
    }

    ObjectNode usage() {
        return Json.object()
                .put("completion_tokens", said)
                .put("prompt_tokens", promptTokens())
                .put("total_tokens", promptTokens() + said)
                .set("prompt_tokens_details", Json.object().put("cached_tokens", cached));
    }

    ObjectNode progress() {
        return Json.object()
                .put("total", promptTokens())
                .put("cache", cached)
                .put("processed", read)
                .put("time_ms", Math.round(Math.max(0, readAt - startedAt) / NANOS_IN_MS));
    }

    ObjectNode timings() {
        int fresh = promptTokens() - cached;
        double prompt = (readAt - startedAt) / NANOS_IN_MS;
        double predicted = (saidAt - readAt) / NANOS_IN_MS;
        ObjectNode timings = Json.object().put("cache_n", cached).put("prompt_n", fresh);
        put(timings, "prompt", fresh, prompt);
        timings.put("predicted_n", said);
        put(timings, "predicted", said, predicted);
        return timings;
    }

    private static void put(ObjectNode timings, String name, int tokens, double ms) {
        double took = Math.max(ms, 0.001);
        timings.put(name + "_ms", took)
                .put(name + "_per_token_ms", took / Math.max(1, tokens))
                .put(name + "_per_second", tokens / took * 1000);
    }

    /** What ends an answer in llama-server's own form. */
    ObjectNode nativeEnd(String content) {
        Finish finish = answer().finish();
        ArrayNode tokens = Json.array();
        if (ask.wants("return_tokens")) {
            for (int i = 0; i < said; i++) {
                tokens.add(answer().tokens().at(i));
            }
        }
        ObjectNode end = Json.object()
                .put("index", index)
                .put("content", content)
                .<ObjectNode>set("tokens", tokens)
                .put("id_slot", slot)
                .put("stop", true)
                .put("model", server.model())
                .put("tokens_predicted", said)
                .put("tokens_evaluated", promptTokens())
                .<ObjectNode>set("generation_settings", settings())
                .put("prompt", ask.prompt())
                .put("has_new_line", whole().contains("\n"))
                .put("truncated", truncated());
        return end.put(
                        "stop_type",
                        switch (finish) {
                            case Finish.Length length -> "limit";
                            case Finish.Natural natural -> "eos";
                            case Finish.Stopped stopped -> "word";
                        })
                .put("stopping_word", finish instanceof Finish.Stopped(String text) ? text : "")
                .put("tokens_cached", promptTokens() + said - 1);
    }

    /** Whether it ended because its slot was full. */
    private boolean truncated() {
        return answer().finish() instanceof Finish.Length && promptTokens() + said >= server.slotContext();
    }

    private ObjectNode settings() {
        ObjectNode settings = SETTINGS.deepCopy();
        ArrayNode stops = Json.array();
        ask.stops().forEach(stops::add);
        settings.set("stop", stops);
        return settings.put("max_tokens", ask.limit())
                .put("n_predict", ask.limit())
                .put("stream", ask.streamed())
                .put("timings_per_token", ask.wants("timings_per_token"));
    }
}
