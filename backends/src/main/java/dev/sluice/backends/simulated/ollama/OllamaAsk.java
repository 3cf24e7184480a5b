package dev.sluice.backends.simulated.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.backends.batch.Tokens;
import dev.sluice.backends.gguf.CountingVocabulary;
import dev.sluice.backends.language.Chat.Message;
import dev.sluice.backends.language.Utterance;
import dev.sluice.backends.simulated.Generation.Choice;
import dev.sluice.backends.simulated.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A request in Ollama's own words, read and found good.
 *
 * @param form in which Ollama answers
 * @param context how many tokens the model is to be loaded with
 * @param keepAlive how long the model is to be kept
 * @param before tokens that come before the prompt
 * @param prompt what the model is to go on from; empty if it is only to be loaded
 * @param body all of it
 */
record OllamaAsk(
        OllamaForm form, int context, Optional<Duration> keepAlive, Tokens before, String prompt, JsonNode body) {

    private static final Tokens BEGIN = Tokens.of(CountingVocabulary.BEGIN);

    private static final int LEAST_CONTEXT = 4;
    private static final int USUAL_KEEP = 4;

    /** An answer is never longer than so many times the context, unless no limit at all is asked for. */
    private static final int CONTEXTS = 10;

    static OllamaAsk read(Ollama server, OllamaForm form, JsonNode body) throws Refused {
        OllamaModels.check(server, form, body.path("model").asText(""));
        Optional<Duration> keepAlive = OllamaDuration.read(body.path("keep_alive"));
        if (body.path("raw").asBoolean() && (body.has("system") || body.has("template") || body.has("context"))) {
            throw Refused.invalid("raw mode does not support template, system, or context");
        }
        if (thinks(body.path("think"))) {
            throw Refused.invalid("\"" + body.path("model").asText() + "\" does not support thinking");
        }
        JsonNode options = body.path("options");
        OllamaCheck.options(options);
        int context = Math.max(LEAST_CONTEXT, options.path("num_ctx").asInt(server.context()));
        Tokens before = Tokens.of(Json.numbers(body.path("context")).toArray());
        OllamaAsk ask = new OllamaAsk(form, context, keepAlive, before, prompt(server, form, body, context), body);
        if (!ask.wants("truncate") && ask.tokens(server).size() > context) {
            throw Refused.tooLong();
        }
        return ask;
    }

    String model() {
        return body.path("model").asText();
    }

    boolean streamed() {
        return wants("stream");
    }

    boolean loadsOnly() {
        return prompt.isEmpty();
    }

    boolean unloads() {
        return loadsOnly() && keepAlive.filter(Duration::isZero).isPresent();
    }

    /** What is to be said. One that may not outgrow its context ends with the token that would be read next. */
    Choice choice(Ollama server) {
        Tokens tokens = truncated(tokens(server));
        int limit = body.path("options").path("num_predict").asInt(-1);
        int most = limit == 0 ? Integer.MAX_VALUE : (int) Math.min(Integer.MAX_VALUE, (long) CONTEXTS * context);
        most = limit > 0 ? Math.min(most, limit) : most;
        if (!wants("shift")) {
            most = Math.min(most, context - tokens.size() + 1);
        }
        return new Choice(tokens, Utterance.after(tokens, server.language(), most, stops()));
    }

    List<String> stops() {
        return Json.texts(body.path("options").path("stop"));
    }

    /** What a later request is to give back so that the model goes on from here. */
    Tokens memory(Ollama server, String said) {
        Tokens text = server.language().read(prompt + said);
        return before.with(text, text.size());
    }

    private Tokens tokens(Ollama server) {
        Tokens text = memory(server, "");
        return BEGIN.with(text, text.size());
    }

    /** If it is too long, without what comes after its beginning. */
    private Tokens truncated(Tokens tokens) {
        int over = tokens.size() - context;
        if (over <= 0) {
            return tokens;
        }
        int asked = body.path("options").path("num_keep").asInt(USUAL_KEEP);
        int kept = Math.min((asked < 0 ? tokens.size() : asked) + 1, context - 1);
        int[] left = new int[context];
        for (int i = 0; i < context; i++) {
            left[i] = tokens.at(i < kept ? i : i + over);
        }
        return Tokens.of(left);
    }

    /** What is so unless it is forbidden. */
    private boolean wants(String what) {
        return body.path(what).asBoolean(true);
    }

    private static boolean thinks(JsonNode think) {
        return think.isTextual() || think.asBoolean();
    }

    private static String prompt(Ollama server, OllamaForm form, JsonNode body, int context) {
        String prompt = body.path("prompt").asText("");
        List<Message> messages = new ArrayList<>();
        if (form == OllamaForm.CHAT) {
            messages.addAll(OllamaChat.read(body.path("messages")));
        } else if (body.path("raw").asBoolean() || prompt.isEmpty()) {
            return prompt;
        } else {
            String system = body.path("system").asText("");
            if (!system.isEmpty()) {
                messages.add(new Message("system", system));
            }
            messages.add(new Message("user", prompt));
        }
        boolean truncate = body.path("truncate").asBoolean(true);
        return messages.isEmpty() ? "" : OllamaChat.prompt(server, messages, context, truncate);
    }
}
