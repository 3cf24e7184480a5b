package dev.sluice.sse;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What an engine tells of the tokens of an answer, in {@code usage} and, as llama-server does, in {@code timings}. What
 * it does not tell is unknown, and so is what makes no sense. Immutable.
 */
public final class Usage {

    /** The members that hold it, each an object. */
    public static final List<String> MEMBERS = List.of("usage", "timings");

    /** Before anything was told. */
    public static final Usage NONE = new Usage(Map.of());

    private final Map<String, Double> told;

    private Usage(Map<String, Double> told) {
        this.told = told;
    }

    /** With what this chunk tells besides. */
    Usage and(JsonNode chunk) {
        Usage all = this;
        for (String member : MEMBERS) {
            JsonNode object = chunk.path(member);
            if (object.isObject()) {
                try (JsonParser json = object.traverse()) {
                    json.nextToken();
                    all = all.and(json);
                } catch (IOException e) {
                    throw new UncheckedIOException(e); // from memory: cannot happen
                }
            }
        }
        return all;
    }

    /** With what is told in the object that begins where the parser is; then it is at its end. */
    public Usage and(JsonParser json) throws IOException {
        Map<String, Double> more = new HashMap<>(told);
        for (int depth = 1; depth > 0; ) {
            JsonToken token = json.nextToken();
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (token.isNumeric() && json.currentName() != null && isKnown(json.currentName())) {
                more.put(json.currentName(), json.getDoubleValue());
            }
        }
        return new Usage(more);
    }

    private static boolean isKnown(String name) {
        return switch (name) {
            case "prompt_tokens", "completion_tokens", "cached_tokens" -> true;
            case "prompt_n", "cache_n", "predicted_n", "prompt_per_second", "predicted_per_second" -> true;
            default -> false;
        };
    }

    /** The tokens of the prompt, those from a cache included. */
    public OptionalInt promptTokens() {
        OptionalInt read = count("prompt_n");
        OptionalInt both = read.isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(Math.addExact(read.getAsInt(), count("cache_n").orElse(0)));
        return or(count("prompt_tokens"), both);
    }

    /** Those of them that came from a cache. */
    public OptionalInt cachedTokens() {
        return or(count("cached_tokens"), count("cache_n"));
    }

    /** The tokens of all answers together. */
    public OptionalInt outputTokens() {
        return or(count("completion_tokens"), count("predicted_n"));
    }

    /** Prompt tokens a second. */
    public OptionalDouble prefillRate() {
        return rate("prompt_per_second");
    }

    /** Output tokens a second. */
    public OptionalDouble decodeRate() {
        return rate("predicted_per_second");
    }

    private static OptionalInt or(OptionalInt first, OptionalInt second) {
        return first.isPresent() ? first : second;
    }

    /** No prompt or answer has a thousand million tokens. */
    private OptionalInt count(String name) {
        double value = told.getOrDefault(name, -1.0);
        return value >= 0 && value < 1e9 ? OptionalInt.of((int) value) : OptionalInt.empty();
    }

    private OptionalDouble rate(String name) {
        double value = told.getOrDefault(name, -1.0);
        return value > 0 && Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }
}
