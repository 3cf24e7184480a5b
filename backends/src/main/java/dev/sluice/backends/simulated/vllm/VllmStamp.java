package dev.sluice.backends.simulated.vllm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.backends.simulated.Json;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * What is the same in all events of an answer.
 *
 * @param id made of the client's {@code X-Request-Id} if there is one
 * @param created in seconds since 1970
 */
record VllmStamp(String model, VllmForm form, String id, long created) {

    private static final String FINGERPRINT = "vllm-" + Vllm.VERSION + "-simulated";

    static VllmStamp of(Vllm server, VllmForm form, HttpServerRequest request) {
        String given = request.getHeader("X-Request-Id");
        return new VllmStamp(server.model(), form, form.prefix() + (given == null ? random() : given), now());
    }

    /** Sixteen digits. */
    static String random() {
        return "%016x".formatted(ThreadLocalRandom.current().nextLong());
    }

    static long now() {
        return TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis());
    }

    /** The beginning of an event. */
    ObjectNode chunk() {
        return begin(form.chunk());
    }

    /** The beginning of an answer in one. */
    ObjectNode whole() {
        return begin(form.whole());
    }

    /** With the version of the server. */
    ObjectNode fingerprint(ObjectNode answer) {
        return answer.put("system_fingerprint", FINGERPRINT);
    }

    private ObjectNode begin(String object) {
        return Json.object()
                .put("id", id)
                .put("object", object)
                .put("created", created)
                .put("model", model);
    }
}
