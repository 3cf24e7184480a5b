package dev.sluice.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a server has answered so far to the questions of one look.
 *
 * @param byPath the answers, by the path that was asked; {@link Answer#NONE} to those that got none
 */
public record Answers(Map<String, Answer> byPath) {

    public static final String HEALTH = "/health";
    public static final String MODELS = "/v1/models";

    public Answers {
        byPath = Map.copyOf(byPath);
    }

    /** To the two questions that every server is asked. */
    public static Answers of(Answer health, Answer models) {
        return new Answers(Map.of(HEALTH, health, MODELS, models));
    }

    /** And to one more. */
    public Answers with(String path, Answer answer) {
        Map<String, Answer> more = new HashMap<>(byPath);
        more.put(path, answer);
        return new Answers(more);
    }

    /** Whether every question got an answer: if not, more may be known next time. */
    public boolean complete() {
        return byPath.values().stream().noneMatch(Answer.NONE::equals);
    }

    Answer to(String path) {
        return byPath.getOrDefault(path, Answer.NONE);
    }

    /** The question itself, unless it was asked already. */
    Optional<String> unlessAsked(String path) {
        return byPath.containsKey(path) ? Optional.empty() : Optional.of(path);
    }

    /** Who the server says owns its first model, perhaps empty. */
    String owner() {
        return to(MODELS).json().path("data").path(0).path("owned_by").asText();
    }

    /** What the server calls itself in its headers, perhaps empty. */
    String server() {
        return to(MODELS).server();
    }
}
