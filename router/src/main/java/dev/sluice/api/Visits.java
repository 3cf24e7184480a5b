package dev.sluice.api;

import dev.sluice.telemetry.Account;
import dev.sluice.telemetry.Telemetry;
import dev.sluice.telemetry.Visit;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** What is told of the request of a context. */
final class Visits {

    private static final String NAME = Visit.class.getName();

    private Visits() {}

    /** It asks for an answer on this path. */
    static Visit begin(RoutingContext context, Telemetry telemetry, String path) {
        Visit visit = telemetry.visit(context.response(), path);
        context.put(NAME, visit);
        return visit;
    }

    /** What has begun, or of a request for nothing that is here. */
    static Visit of(RoutingContext context, Telemetry telemetry) {
        return Optional.<Visit>ofNullable(context.get(NAME))
                .orElseGet(() -> telemetry.visit(context.response(), Account.ELSEWHERE));
    }
}
