package dev.sluice.backends.simulated.vllm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.backends.batch.Tokens;
import dev.sluice.backends.language.Chat;
import dev.sluice.backends.language.Utterance;
import dev.sluice.backends.simulated.Generation.Choice;
import dev.sluice.backends.simulated.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request for an answer, read and found good.
 *
 * @param form in which it is to be answered
 * @param prompts what is to be gone on from
 * @param choices what is to be said: as many to each prompt, those of one prompt together
 * @param role who says it; for a chat
 * @param stops texts that end the answer
 * @param body all of it
 */
record VllmAsk(
        VllmForm form, List<Prompt> prompts, List<Choice> choices, String role, List<String> stops, JsonNode body) {

    /**
     * What is to be gone on from.
     *
     * @param echo what comes first in the answer if that is asked for
     */
    record Prompt(Tokens tokens, String echo) {}

    /** The longest token, {@code <|assistant|>}, has so many letters: a prompt of more of them cannot fit. */
    private static final int LONGEST_TOKEN = 13;

    private static final int USUAL_MAX_TOKENS = 16;

    static VllmAsk read(Vllm server, VllmForm form, JsonNode body) throws Refused {
        VllmCheck.answer(body, form);
        VllmSense.check(server, form, body);
        String role = "";
        List<Prompt> prompts = new ArrayList<>();
        if (form == VllmForm.CHAT) {
            Chat chat = VllmChat.read(body);
            role = VllmChat.role(chat);
            prompts.add(new Prompt(tokens(server, chat.text()), VllmChat.echo(chat)));
        } else {
            for (JsonNode prompt : several(body.path("prompt"))) {
                prompts.add(prompt(server, prompt));
            }
        }
        List<String> stops = Json.texts(body.path("stop"));
        List<Choice> choices = new ArrayList<>();
        for (Prompt prompt : prompts) {
            for (int i = 0; i < body.path("n").asInt(1); i++) {
                choices.add(choice(server, form, body, prompt.tokens(), stops));
            }
        }
        return new VllmAsk(form, prompts, choices, role, stops, body);
    }

    /** The tokens of a prompt that is not too long. */
    static Tokens tokens(Vllm server, String text) throws Refused {
        int most = LONGEST_TOKEN * server.context();
        if (text.length() > most) {
            throw tooLong(
                    server,
                    "input_text",
                    text.length(),
                    " characters (more than " + most + " characters, which is the upper bound for " + server.context()
                            + " input tokens)");
        }
        return fitting(server, server.language().read(text));
    }

    boolean streamed() {
        return wants("stream");
    }

    boolean wants(String option) {
        return body.path(option).asBoolean();
    }

    boolean wantsUsage() {
        return body.path("stream_options").path("include_usage").asBoolean();
    }

    /** Only beside the usage at the end. */
    boolean wantsContinuousUsage() {
        return wantsUsage()
                && body.path("stream_options").path("continuous_usage_stats").asBoolean();
    }

    Prompt promptOf(int choice) {
        return prompts.get(choice / (choices.size() / prompts.size()));
    }

    int promptTokens() {
        return prompts.stream().mapToInt(prompt -> prompt.tokens().size()).sum();
    }

    /** How many letters are held back, since they may become part of a text that ends the answer. */
    int heldBack() {
        return wants("include_stop_str_in_output")
                ? 0
                : stops.stream().mapToInt(String::length).max().orElse(1) - 1;
    }

    private static List<JsonNode> several(JsonNode prompt) {
        boolean one = !prompt.isArray() || prompt.path(0).isNumber();
        return one ? List.of(prompt) : Json.elements(prompt).toList();
    }

    private static Prompt prompt(Vllm server, JsonNode prompt) throws Refused {
        if (prompt.isArray()) {
            Tokens tokens = fitting(server, Tokens.of(Json.numbers(prompt).toArray()));
            return new Prompt(tokens, server.language().text(tokens));
        }
        return new Prompt(tokens(server, prompt.asText()), prompt.asText());
    }

    private static Choice choice(Vllm server, VllmForm form, JsonNode body, Tokens prompt, List<String> stops) {
        int room = server.context() - prompt.size();
        int usual = form == VllmForm.CHAT ? room : USUAL_MAX_TOKENS;
        int limit = Math.min(room, limit(body).orElse(usual));
        return new Choice(prompt, Utterance.after(prompt, server.language(), limit, stops));
    }

    /** How many tokens are asked for. */
    static Optional<Integer> limit(JsonNode body) {
        return Optional.ofNullable(number(body, "max_completion_tokens"))
                .or(() -> Optional.ofNullable(number(body, "max_tokens")));
    }

    private static @Nullable Integer number(JsonNode body, String name) {
        return body.hasNonNull(name) ? body.get(name).asInt() : null;
    }

    private static Tokens fitting(Vllm server, Tokens tokens) throws Refused {
        if (tokens.size() >= server.context()) {
            String which = " input tokens, which exceeds this limit even without any output tokens";
            throw tooLong(server, "input_tokens", server.context() + 1, which);
        }
        return tokens;
    }

    private static Refused tooLong(Vllm server, String parameter, int size, String why) {
        String least = parameter.equals("input_tokens") ? "at least " : "";
        return Refused.value(
                parameter,
                size,
                "This model's maximum context length is " + server.context()
                        + " tokens. However, your prompt contains " + least + size + why
                        + ". Please reduce the length of the input prompt.");
    }
}
