package dev.sluice.backends.simulated.vllm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.backends.simulated.Json;
import org.jspecify.annotations.Nullable;

/** A request that gets an error instead of an answer. */
final class Refused extends Exception {

    private static final long serialVersionUID = 1;

    /** What it says when the process that runs the model has failed. */
    static final String DEAD = "EngineCore encountered an issue. See stack trace (above) for the root cause.";

    private final int status;
    private final transient ObjectNode error;

    private Refused(int status, String type, String message, @Nullable String parameter) {
        super(message);
        this.status = status;
        this.error = Json.object()
                .put("message", message)
                .put("type", type)
                .put("param", parameter)
                .put("code", status);
    }

    /** Something in the request makes no sense to the model. */
    static Refused because(String message) {
        return new Refused(400, "BadRequestError", message, null);
    }

    /** This parameter makes no sense. */
    static Refused parameter(String name, String message) {
        return new Refused(400, "BadRequestError", message + " (parameter=" + name + ")", name);
    }

    /** This value of a parameter makes no sense. */
    static Refused value(String name, Object value, String message) {
        String text = message + " (parameter=" + name + ", value=" + value + ")";
        return new Refused(400, "BadRequestError", text, name);
    }

    /** The request does not have the form that is asked for; of the first mistake, where it is. */
    static Refused form(String message, @Nullable String where) {
        return new Refused(400, "Bad Request", message, where);
    }

    static Refused model(String asked, String served) {
        String message = "The model `" + asked + "` does not exist. Valid aliases: " + served + ".";
        return new Refused(404, "NotFoundError", message, "model");
    }

    static Refused busy() {
        String message = "The engine is currently busy and cannot accept new requests. Please try again later or on a"
                + " different instance.";
        return new Refused(503, "Service Unavailable", message, null);
    }

    static Refused dead() {
        return new Refused(500, "InternalServerError", DEAD, null);
    }

    int status() {
        return status;
    }

    ObjectNode body() {
        return Json.object().set("error", error);
    }
}
