package dev.sluice.backends.simulated.llama;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.backends.batch.Tokens;
import dev.sluice.backends.gguf.CountingVocabulary;
import dev.sluice.backends.simulated.Bodies;
import dev.sluice.backends.simulated.Engine.Persona;
import dev.sluice.backends.simulated.EngineProcess;
import dev.sluice.backends.simulated.Json;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.Set;

/** The routes of llama-server. */
final class LlamaPersona implements Persona {

    private static final Set<String> PUBLIC = Set.of("/health", "/v1/health");

    private final LlamaServer server;
    private final EngineProcess process;
    private final LlamaDesk desk;

    LlamaPersona(LlamaServer server, EngineProcess process) {
        this.server = server;
        this.process = process;
        this.desk = LlamaDesk.of(server, process.vertx());
    }

    @Override
    public boolean lingers() {
        return false;
    }

    @Override
    public void handle(HttpServerRequest request) {
        try {
            if (request.method().equals(HttpMethod.OPTIONS)) {
                LlamaReply.preflight(request);
            } else if (!process.loaded()) {
                LlamaReply.json(request, 503, error("Loading model", "unavailable_error", 503));
            } else if (!allowed(request)) {
                LlamaReply.json(request, 401, error("Invalid API Key", "authentication_error", 401));
            } else {
                route(request);
            }
        } catch (Refused refused) {
            LlamaReply.refuse(request, refused);
        }
    }

    private boolean allowed(HttpServerRequest request) {
        String bearer = Optional.ofNullable(request.getHeader("Authorization"))
                .map(header -> header.startsWith("Bearer ") ? header.substring("Bearer ".length()) : header)
                .or(() -> Optional.ofNullable(request.getHeader("X-Api-Key")))
                .orElse("");
        return server.key().map(bearer::equals).orElse(true) || PUBLIC.contains(request.path());
    }

    private void route(HttpServerRequest request) throws Refused {
        String method = request.method().equals(HttpMethod.HEAD)
                ? "GET"
                : request.method().name();
        switch (method + " " + request.path()) {
            case "GET /health", "GET /v1/health" ->
                LlamaReply.json(request, 200, Json.object().put("status", "ok"));
            case "GET /v1/models", "GET /models" ->
                LlamaReply.json(
                        request, 200, LlamaState.models(server, desk.meter().started()));
            case "GET /props" -> LlamaReply.json(request, 200, LlamaState.props(server));
            case "GET /slots" -> slots(request);
            case "GET /metrics" -> metrics(request);
            case "GET /v1/stream" -> desk.streams().read(request);
            case "DELETE /v1/stream" -> desk.streams().delete(request);
            case "GET /lora-adapters" -> LlamaReply.json(request, 200, Json.array());
            case "POST /v1/chat/completions", "POST /chat/completions" -> answer(request, LlamaForm.CHAT);
            case "POST /v1/completions" -> answer(request, LlamaForm.TEXT);
            case "POST /completion", "POST /completions" -> answer(request, LlamaForm.NATIVE);
            case "POST /tokenize" -> look(request, this::tokenize);
            case "POST /detokenize" -> look(request, this::detokenize);
            case "POST /apply-template" ->
                look(
                        request,
                        body -> Json.object().put("prompt", LlamaChat.read(body).text()));
            case "POST /v1/chat/completions/input_tokens", "POST /chat/completions/input_tokens" ->
                look(request, this::inputTokens);
            default -> LlamaAbsent.answer(request);
        }
    }

    private void slots(HttpServerRequest request) throws Refused {
        boolean full = process.clockwork().occupancy().running().size() == server.slots();
        if (full && request.getParam("fail_on_no_slot") != null) {
            throw Refused.because(503, "unavailable_error", "no slot available");
        }
        desk.attention().made();
        LlamaReply.json(request, 200, desk.slots().show(process.clockwork().occupancy()));
    }

    private void metrics(HttpServerRequest request) {
        desk.attention().made();
        LlamaReply.metrics(request, desk.meter().started(), desk.meter().metrics(process.clockwork()));
    }

    private void answer(HttpServerRequest request, LlamaForm form) {
        read(request, body -> {
            LlamaAsk ask = LlamaAsk.read(server, form, body);
            new LlamaGeneration(server, process, desk, request, ask).begin();
        });
    }

    /** What is known without any work of the model. */
    private interface Lookup {
        ObjectNode answer(JsonNode body) throws Refused;
    }

    private void look(HttpServerRequest request, Lookup lookup) {
        read(request, body -> LlamaReply.json(request, 200, lookup.answer(LlamaAsk.parse(body))));
    }

    /** What is done with a body. */
    private interface Work {
        void on(String body) throws Refused;
    }

    private static void read(HttpServerRequest request, Work work) {
        Bodies.read(request, body -> {
            try {
                work.on(body);
            } catch (Refused refused) {
                LlamaReply.refuse(request, refused);
            }
        });
    }

    private ObjectNode tokenize(JsonNode body) {
        Tokens tokens =
                tokens(body.path("content").asText(), body.path("parse_special").asBoolean(true));
        ArrayNode list = Json.array();
        if (body.path("add_special").asBoolean()) {
            list.add(CountingVocabulary.BEGIN);
        }
        for (int i = 0; i < tokens.size(); i++) {
            if (body.path("with_pieces").asBoolean()) {
                String piece = server.language().text(Tokens.of(tokens.at(i)));
                list.add(Json.object().put("id", tokens.at(i)).put("piece", piece));
            } else {
                list.add(tokens.at(i));
            }
        }
        return Json.object().set("tokens", list);
    }

    /** A name of a special token is only text where it is torn apart. */
    private Tokens tokens(String text, boolean special) {
        Tokens tokens = Tokens.of();
        for (String part : special ? new String[] {text} : text.split("(?<=<)")) {
            Tokens more = server.language().read(part);
            tokens = tokens.with(more, more.size());
        }
        return tokens;
    }

    private ObjectNode detokenize(JsonNode body) {
        Tokens tokens = Tokens.of(Json.numbers(body.path("tokens")).toArray());
        return Json.object().put("content", server.language().text(tokens));
    }

    private ObjectNode inputTokens(JsonNode body) throws Refused {
        int tokens = LlamaAsk.tokens(server, LlamaChat.read(body)).size();
        return Json.object().put("input_tokens", tokens).put("object", "response.input_tokens");
    }

    private static ObjectNode error(String message, String type, int code) {
        return Json.object()
                .set(
                        "error",
                        Json.object().put("message", message).put("type", type).put("code", code));
    }
}
