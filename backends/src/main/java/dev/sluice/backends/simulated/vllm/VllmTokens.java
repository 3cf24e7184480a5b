package dev.sluice.backends.simulated.vllm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.backends.batch.Tokens;
import dev.sluice.backends.gguf.CountingVocabulary;
import dev.sluice.backends.language.ByteLevelCounting;
import dev.sluice.backends.language.Language;
import dev.sluice.backends.simulated.Json;

/** What vLLM tells of tokens without any work of the model. */
final class VllmTokens {

    private VllmTokens() {}

    static ObjectNode tokenize(Vllm server, JsonNode body) throws Refused {
        VllmCheck.tokens(body);
        String text = body.has("messages")
                ? VllmChat.read(body).text()
                : body.path("prompt").asText();
        Tokens tokens = server.language().read(text);
        return Json.object()
                .put("count", tokens.size())
                .put("max_model_len", server.context())
                .<ObjectNode>set("tokens", VllmSaying.list(tokens))
                .set(
                        "token_strs",
                        body.path("return_token_strs").asBoolean() ? names(server.language(), tokens) : null);
    }

    static ObjectNode detokenize(Vllm server, JsonNode body) {
        Tokens tokens = Tokens.of(Json.numbers(body.path("tokens")).toArray());
        return Json.object().put("prompt", server.language().text(tokens));
    }

    private static ArrayNode names(Language language, Tokens tokens) {
        ArrayNode names = Json.array();
        for (int i = 0; i < tokens.size(); i++) {
            String special = CountingVocabulary.specialName(tokens.at(i));
            names.add(special.isEmpty() ? ByteLevelCounting.letters(language.text(Tokens.of(tokens.at(i)))) : special);
        }
        return names;
    }
}
