package dev.sluice.backends.simulated.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.backends.simulated.Bodies;
import dev.sluice.backends.simulated.Engine.Persona;
import dev.sluice.backends.simulated.EngineProcess;
import dev.sluice.backends.simulated.Json;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The routes of Ollama. */
final class OllamaPersona implements Persona {

    private static final String MODEL = "/v1/models/";

    private final Ollama server;
    private final EngineProcess process;
    private final OllamaRunner runner;
    private final OllamaModels models;

    /** By path, and then by method. */
    private final Map<String, Map<String, Consumer<HttpServerRequest>>> routes = new HashMap<>();

    OllamaPersona(Ollama server, EngineProcess process) {
        this.server = server;
        this.process = process;
        this.runner = new OllamaRunner(server, process);
        this.models = new OllamaModels(server, runner);
        addState();
        addWork();
    }

    private void addState() {
        ObjectNode version = Json.object().put("version", Ollama.VERSION);
        String running = "Ollama is running";
        for (String method : List.of("HEAD", "GET")) {
            add(method, "/", request -> OllamaReply.text(request, 200, "text/plain; charset=utf-8", running));
            add(method, "/api/version", request -> OllamaReply.json(request, 200, version));
            add(method, "/api/tags", request -> OllamaReply.json(request, 200, models.tags()));
        }
        add("GET", "/api/ps", request -> OllamaReply.json(request, 200, models.loaded()));
        add("GET", "/v1/models", request -> OllamaOpenAi.reply(request, 200, models.list()));
        add("GET", MODEL, this::model);
    }

    private void addWork() {
        add("POST", "/api/chat", request -> own(request, OllamaForm.CHAT, "api.ChatRequest"));
        add("POST", "/api/generate", request -> own(request, OllamaForm.GENERATE, "api.GenerateRequest"));
        add(
                "POST",
                "/v1/chat/completions",
                request -> openAi(request, OllamaForm.CHAT, "openai.ChatCompletionRequest"));
        add("POST", "/v1/completions", request -> openAi(request, OllamaForm.GENERATE, "openai.CompletionRequest"));
    }

    private void add(String method, String path, Consumer<HttpServerRequest> answer) {
        routes.computeIfAbsent(path, unseen -> new LinkedHashMap<>()).put(method, answer);
    }

    /** Told to stop, it ends. */
    @Override
    public boolean lingers() {
        return false;
    }

    @Override
    public void handle(HttpServerRequest request) {
        String path = request.path().startsWith(MODEL) ? MODEL : request.path();
        Map<String, Consumer<HttpServerRequest>> methods = routes.getOrDefault(path, Map.of());
        Optional<Consumer<HttpServerRequest>> answer =
                Optional.ofNullable(methods.get(request.method().name()));
        if (answer.isEmpty() && !methods.isEmpty()) {
            request.response().putHeader("Allow", String.join(", ", methods.keySet()));
        }
        if (OllamaGuard.passes(request)) {
            answer.orElse(methods.isEmpty() ? OllamaPersona::notFound : OllamaPersona::notAllowed)
                    .accept(request);
        }
    }

    private static void notFound(HttpServerRequest request) {
        OllamaReply.text(request, 404, "text/plain", "404 page not found");
    }

    private static void notAllowed(HttpServerRequest request) {
        OllamaReply.text(request, 405, "text/plain", "405 method not allowed");
    }

    private void model(HttpServerRequest request) {
        try {
            OllamaOpenAi.reply(request, 200, models.one(request.path().substring(MODEL.length())));
        } catch (Refused refused) {
            OllamaOpenAi.refuseAny(request, refused);
        }
    }

    private void own(HttpServerRequest request, OllamaForm form, String type) {
        Bodies.read(request, text -> {
            try {
                if (text.isEmpty()) {
                    throw Refused.invalid("missing request body");
                }
                JsonNode body = OllamaCheck.read(type, text);
                work(request, form, new OllamaNative(body.path("stream").asBoolean(true)), body, body);
            } catch (Refused refused) {
                new OllamaNative(false).refuse(request, refused);
            }
        });
    }

    private void openAi(HttpServerRequest request, OllamaForm form, String type) {
        Bodies.read(request, text -> {
            try {
                if (text.isEmpty()) {
                    throw Refused.invalid("EOF");
                }
                JsonNode body = OllamaCheck.read(type, text);
                ObjectNode own =
                        form == OllamaForm.CHAT ? OllamaTranslation.chat(body) : OllamaTranslation.completion(body);
                work(request, form, OllamaOpenAi.of(form, body), own, body);
            } catch (Refused refused) {
                ObjectNode error = OllamaOpenAi.error("invalid_request_error", refused.message());
                OllamaReply.json(request, refused.status(), error);
            }
        });
    }

    /** Works on a request in Ollama's own words, which may have been asked in others. */
    private void work(HttpServerRequest request, OllamaForm form, OllamaDialect dialect, JsonNode own, JsonNode body) {
        try {
            OllamaAsk ask = OllamaAsk.read(server, form, own);
            if (ask.unloads()) {
                runner.expire();
                dialect.answer(request, form.only(ask.model(), "unload"));
            } else if (runner.full(ask.context())) {
                throw Refused.busy();
            } else if (ask.loadsOnly()) {
                new OllamaLoad(runner, request, ask, dialect).answer();
            } else {
                new OllamaGeneration(server, process, runner, request, ask, dialect, body).work();
            }
        } catch (Refused refused) {
            dialect.refuse(request, refused);
        }
    }
}
