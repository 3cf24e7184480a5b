package dev.sluice.api;

import dev.sluice.relay.Inference;
import dev.sluice.relay.Relay;
import dev.sluice.routing.ModelTable;
import dev.sluice.routing.Route;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Supplier;

/** A {@code POST} that asks for an answer: read, checked, handed to the relay. */
final class InferenceHandler implements Handler<RoutingContext> {

    /** Looking through this much takes about a millisecond; more is done on a worker, so that the loop goes on. */
    private static final int MOST_READ_ON_LOOP = 256 * 1024;

    private final Vertx vertx;
    private final String path;
    private final Relay relay;
    private final Supplier<ModelTable> models;
    private final BodyReader bodies;

    InferenceHandler(Vertx vertx, String path, Relay relay, Supplier<ModelTable> models) {
        this.vertx = vertx;
        this.path = path;
        this.relay = relay;
        this.models = models;
        this.bodies = new BodyReader(vertx, relay.limits().requestBytes());
    }

    @Override
    public void handle(RoutingContext context) {
        bodies.read(context.request())
                .compose(body -> look(body)
                        .map(seen -> new Inference(
                                path, model(seen), seen.stream(), seen.sequences(), HttpHeaders.headers(), body)))
                .onSuccess(inference -> serve(context, inference))
                .onFailure(context::fail);
    }

    private void serve(RoutingContext context, Inference inference) {
        if (!context.response().closed()) {
            if (context.request().version() == HttpVersion.HTTP_1_0) {
                // without chunks, only the end of the connection can say that a stream has ended
                context.response()
                        .endHandler(end -> context.request().connection().close());
            }
            relay.serve(inference, context.response(), OpenAi.FACE);
        }
    }

    private Future<RequestBody> look(Buffer body) {
        if (body.length() > MOST_READ_ON_LOOP) {
            return vertx.executeBlocking(() -> RequestBody.read(body.getBytes()));
        }
        return Future.succeededFuture(RequestBody.read(body.getBytes()));
    }

    private String model(RequestBody body) {
        return switch (models.get().resolve(body.model())) {
            case Route.To(String model) -> model;
            case Route.NotYet() -> throw new Refused(NotServed.yet());
            case Route.Unreachable() -> throw new Refused(NotServed.unreachable());
            case Route.Unknown(List<String> known) ->
                throw new Refused(NotServed.unknown(body.model().orElse("the default model"), known));
            case Route.Unnamed(List<String> known) -> throw new Refused(NotServed.unnamed(known));
        };
    }
}
