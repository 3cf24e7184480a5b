package dev.sluice.api;

import dev.sluice.admission.Needs;
import dev.sluice.pool.Ability;
import dev.sluice.relay.Inference;
import dev.sluice.relay.Relay;
import dev.sluice.routing.ModelTable;
import dev.sluice.routing.Route;
import dev.sluice.telemetry.ErrorType;
import dev.sluice.telemetry.Telemetry;
import dev.sluice.telemetry.Visit;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;

/** A {@code POST} that asks for an answer: read, checked, handed to the relay. */
final class InferenceHandler implements Handler<RoutingContext> {

    private final Vertx vertx;
    private final String path;
    private final Ability asks;
    private final Supplier<Relay> relay;
    private final HeldBytes held;
    private final Supplier<ModelTable> models;
    private final Supplier<Door> door;
    private final Telemetry telemetry;

    /** What is posted to that path asks for this. */
    InferenceHandler(
            Vertx vertx,
            String path,
            Ability asks,
            Supplier<Relay> relay,
            HeldBytes held,
            Supplier<ModelTable> models,
            Supplier<Door> door,
            Telemetry telemetry) {
        this.vertx = vertx;
        this.path = path;
        this.asks = asks;
        this.relay = relay;
        this.held = held;
        this.models = models;
        this.door = door;
        this.telemetry = telemetry;
    }

    @Override
    public void handle(RoutingContext context) {
        Visit visit = Visits.begin(context, telemetry, path);
        HeldBytes.Share share = held.share();
        Relay current = relay.get();
        new ArrivingBody(vertx, context.request(), current.limits(), current.timeouts(), share)
                .read()
                .map(body -> inference(context.request(), body, visit))
                .onSuccess(inference -> serve(current, context, inference, visit, share))
                .onFailure(cause -> {
                    share.release();
                    context.fail(cause);
                });
    }

    private Inference inference(HttpServerRequest request, ReadBody body, Visit visit) {
        RequestBody seen = body.seen();
        boolean embeds = asks == Ability.EMBEDDING; // never a stream, whatever the body says
        boolean stream = seen.stream() && !embeds;
        visit.read(body.bytes().length(), body.since(), stream);
        if (door.get() == Door.CLOSED) {
            throw new Refused(NotServed.stopping());
        }
        String model = model(seen);
        visit.asks(model);
        ResponseHeaders.model(request.response(), model);
        return new Inference(
                path,
                asks,
                model,
                seen.model(),
                embeds
                        ? needs(body, seen.inputs(), OptionalInt.of(0))
                        : needs(body, seen.sequences(), seen.maxTokens()),
                stream,
                seen.progress(),
                embeds ? 1 : seen.sequences(),
                BackendHeaders.of(request),
                body.bytes());
    }

    private Needs needs(ReadBody body, int weight, OptionalInt maxTokens) {
        Set<Ability> abilities = body.seen().pictures() ? EnumSet.of(asks, Ability.VISION) : EnumSet.of(asks);
        return new Needs(abilities, weight, body.bytes().length(), maxTokens);
    }

    private static void serve(
            Relay relay, RoutingContext context, Inference inference, Visit visit, HeldBytes.Share share) {
        if (context.response().closed()) {
            share.release();
            visit.end(ErrorType.CALLER_CANCELLED);
            return;
        }
        if (context.request().version() == HttpVersion.HTTP_1_0) {
            // without chunks, only the end of the connection can say that a stream has ended
            context.response().endHandler(end -> context.request().connection().close());
        }
        relay.serve(inference, context.response(), OpenAi.FACE, visit, share::release);
    }

    private String model(RequestBody body) {
        return switch (models.get().resolve(body.model())) {
            case Route.To(String model) -> model;
            case Route.NotYet() -> throw new Refused(NotServed.yet());
            case Route.Unreachable() -> throw new Refused(NotServed.unreachable());
            case Route.Unknown(List<String> known) -> throw new Refused(NotServed.unknown(body.model(), known));
            case Route.Unnamed(List<String> known) -> throw new Refused(NotServed.unnamed(known));
        };
    }
}
