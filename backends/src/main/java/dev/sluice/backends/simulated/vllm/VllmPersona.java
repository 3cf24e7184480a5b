package dev.sluice.backends.simulated.vllm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.backends.simulated.Bodies;
import dev.sluice.backends.simulated.Engine.Persona;
import dev.sluice.backends.simulated.EngineProcess;
import dev.sluice.backends.simulated.Json;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The routes of vLLM. */
final class VllmPersona implements Persona {

    private static final Set<String> LOCKED = Set.of("/v1", "/v2", "/inference", "/cohere");

    private final Vllm server;
    private final EngineProcess process;
    private final VllmMeter meter;
    private final VllmGate gate;
    private final Map<String, Consumer<HttpServerRequest>> gets = new HashMap<>();
    private final Map<String, Consumer<HttpServerRequest>> posts = new HashMap<>();

    /** What is answered to a body. */
    private interface Lookup {
        ObjectNode answer(JsonNode body) throws Refused;
    }

    VllmPersona(Vllm server, EngineProcess process) {
        this.server = server;
        this.process = process;
        this.meter = new VllmMeter(server, process.clockwork());
        this.gate = new VllmGate(server.queue());
        addState();
        addWork();
        addControl();
    }

    private void addState() {
        gets.put("/health", VllmReply::nothing);
        gets.put("/ping", VllmReply::nothing);
        posts.put("/ping", VllmReply::nothing);
        gets.put("/load", request -> VllmReply.json(request, 200, Json.object().put("server_load", 0)));
        gets.put(
                "/version",
                request -> VllmReply.json(request, 200, Json.object().put("version", Vllm.VERSION)));
        gets.put("/metrics", request -> VllmReply.metrics(request, meter.metrics()));
        gets.put("/v1/models", request -> VllmReply.json(request, 200, VllmModels.list(server)));
    }

    private void addWork() {
        posts.put("/v1/chat/completions", request -> read(request, body -> answer(request, VllmForm.CHAT, body)));
        posts.put("/v1/completions", request -> read(request, body -> answer(request, VllmForm.TEXT, body)));
        posts.put("/invocations", request -> read(request, body -> answer(request, form(body), body)));
        posts.put("/tokenize", request -> lookUp(request, body -> VllmTokens.tokenize(server, body)));
        posts.put("/detokenize", request -> lookUp(request, body -> VllmTokens.detokenize(server, body)));
    }

    private void addControl() {
        posts.put("/abort_requests", request -> lookUp(request, this::abort));
        posts.put("/inference/v1/abort_requests", request -> lookUp(request, this::abort));
        posts.put("/pause", this::pause);
        posts.put("/resume", request -> {
            gate.resume();
            VllmReply.json(request, 200, Json.object().put("status", "resumed"));
        });
        gets.put(
                "/is_paused",
                request -> VllmReply.json(request, 200, Json.object().put("is_paused", gate.paused())));
        gets.put(
                "/is_sleeping",
                request -> VllmReply.json(request, 200, Json.object().put("is_sleeping", gate.paused())));
    }

    /** Told to stop, it goes silent with all its streams open, until their clients close them. */
    @Override
    public boolean lingers() {
        return true;
    }

    @Override
    public void handle(HttpServerRequest request) {
        String path = request.path();
        boolean options = request.method().equals(HttpMethod.OPTIONS);
        if (options
                && request.getHeader("Origin") != null
                && request.getHeader("Access-Control-Request-Method") != null) {
            VllmReply.preflight(request);
        } else if (!options && !allowed(request)) {
            VllmReply.unauthorized(request);
        } else if (request.method().equals(HttpMethod.GET) && gets.containsKey(path)) {
            gets.get(path).accept(request);
        } else if (request.method().equals(HttpMethod.POST) && posts.containsKey(path)) {
            posts.get(path).accept(request);
        } else if (gets.containsKey(path)) {
            VllmReply.methodNotAllowed(request, "GET");
        } else if (posts.containsKey(path)) {
            VllmReply.methodNotAllowed(request, "POST");
        } else {
            VllmReply.notFound(request);
        }
    }

    private boolean allowed(HttpServerRequest request) {
        boolean open = LOCKED.stream().noneMatch(request.path()::startsWith);
        return open
                || server.key()
                        .map(key -> ("Bearer " + key).equals(request.getHeader("Authorization")))
                        .orElse(true);
    }

    /** What is done with a body. */
    private interface Work {
        void on(JsonNode body) throws Refused;
    }

    private void lookUp(HttpServerRequest request, Lookup lookup) {
        read(request, body -> VllmReply.json(request, 200, lookup.answer(body)));
    }

    private static void read(HttpServerRequest request, Work work) {
        String type = Optional.ofNullable(request.getHeader("Content-Type")).orElse("");
        Bodies.read(request, body -> {
            try {
                work.on(VllmCheck.parse(type, body));
            } catch (Refused refused) {
                VllmReply.refuse(request, refused);
            }
        });
    }

    private static VllmForm form(JsonNode body) {
        return body.has("messages") ? VllmForm.CHAT : VllmForm.TEXT;
    }

    private void answer(HttpServerRequest request, VllmForm form, JsonNode body) throws Refused {
        VllmAsk ask = VllmAsk.read(server, form, body);
        String rank =
                Optional.ofNullable(request.getHeader("X-data-parallel-rank")).orElse("0");
        if (!rank.equals("0")) {
            throw Refused.because("data_parallel_rank " + rank + " is out of range [0, 1).");
        }
        if (gate.full(ask.choices().size())) {
            meter.rejected();
            throw Refused.busy();
        }
        VllmGeneration generation = new VllmGeneration(server, process, meter, gate, request, ask);
        gate.enters(generation);
        generation.begin();
    }

    private ObjectNode abort(JsonNode body) {
        Stream<String> ids = Json.texts(body.path("request_ids")).stream();
        int aborted = gate.abort(ids.collect(Collectors.toSet()));
        return Json.object().put("status", "aborted").put("aborted", aborted);
    }

    /** What runs is given up, or, in any other mode, goes on to its end. */
    private void pause(HttpServerRequest request) {
        gate.pause();
        String mode = request.getParam("mode");
        if (mode == null || mode.equals("abort")) {
            gate.abort(Set.of());
        }
        VllmReply.json(request, 200, Json.object().put("status", "paused"));
    }
}
