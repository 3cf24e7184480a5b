package dev.sluice.admin;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Says no on the management address. */
final class Refusal {

    private Refusal() {}

    static void say(RoutingContext context, int status, String message) {
        context.response().setStatusCode(status);
        context.json(new JsonObject().put("error", new JsonObject().put("message", message)));
    }
}
