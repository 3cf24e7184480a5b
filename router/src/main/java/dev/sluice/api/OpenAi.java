package dev.sluice.api;

import dev.sluice.pool.Ability;
import dev.sluice.relay.Face;
import dev.sluice.relay.Failure;
import dev.sluice.relay.Failure.Kind;
import dev.sluice.relay.Relay;
import dev.sluice.routing.ModelTable;
import dev.sluice.telemetry.ErrorType;
import dev.sluice.telemetry.Telemetry;
import dev.sluice.telemetry.Visit;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The OpenAI dialect, with and without {@code /v1}, and {@code /health} as llama-server has it: what its health checks
 * expect at an address works at ours.
 */
public final class OpenAi {

    static final Face FACE = new OpenAiFace();

    private static final Logger LOG = LoggerFactory.getLogger(OpenAi.class);
    private static final String PREFIX = "/v1";
    private static final String MODELS = "/models/";

    private static final Map<String, Ability> ASKED_AT = Map.of(
            "/chat/completions", Ability.CHAT,
            "/completions", Ability.COMPLETION,
            "/embeddings", Ability.EMBEDDING);

    private final Supplier<ModelTable> models;
    private final Supplier<Door> door;
    private final long created = Instant.now().getEpochSecond();

    private OpenAi(Supplier<ModelTable> models, Supplier<Door> door) {
        this.models = models;
        this.door = door;
    }

    /**
     * The routes of one event loop.
     *
     * @param held the request bodies of all loops
     * @param door whether requests are taken, now
     * @param telemetry who is told of requests for answers, and of those that are refused
     */
    public static Router router(
            Vertx vertx,
            Supplier<Relay> relay,
            HeldBytes held,
            Supplier<ModelTable> models,
            Supplier<Door> door,
            Telemetry telemetry) {
        OpenAi api = new OpenAi(models, door);
        Router router = Router.router(vertx);
        ASKED_AT.forEach((path, asks) -> both(
                router,
                HttpMethod.POST,
                path,
                new InferenceHandler(vertx, PREFIX + path, asks, relay, held, models, door, telemetry)));
        both(router, HttpMethod.GET, "/models", api::list);
        both(router, HttpMethod.GET, MODELS + "*", api::one);
        both(router, HttpMethod.GET, "/health", api::health);
        router.route().handler(OpenAi::noSuchPath);
        router.route().failureHandler(context -> failed(context, telemetry));
        router.errorHandler(400, context -> failed(context, telemetry));
        return router;
    }

    private static void both(Router router, HttpMethod method, String path, Handler<RoutingContext> handler) {
        for (String prefixed : new String[] {path, PREFIX + path}) {
            Route route = router.route(method, prefixed).handler(handler);
            if (method.equals(HttpMethod.GET)) {
                route.method(HttpMethod.HEAD).failureHandler(OpenAi::refuse);
            }
            router.route(HttpMethod.OPTIONS, prefixed).handler(context -> options(context, method));
            router.route(prefixed).handler(context -> wrongMethod(context, method));
        }
    }

    private void list(RoutingContext context) {
        ModelTable table = someKnown();
        JsonArray data = new JsonArray();
        table.models().forEach(model -> data.add(describe(model)));
        context.json(new JsonObject().put("object", "list").put("data", data));
    }

    /** Everything behind the path is the name: a model that is named as its file is has slashes, even a leading one. */
    private void one(RoutingContext context) {
        String path = context.request().path();
        String name = path.substring(path.indexOf(MODELS) + MODELS.length());
        String model = URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
        ModelTable table = someKnown();
        if (!table.models().contains(model)) {
            throw new Refused(NotServed.unknown(Optional.of(model), table.models()));
        }
        context.json(describe(model));
    }

    private void health(RoutingContext context) {
        if (door.get() != Door.OPEN) {
            throw new Refused(NotServed.stopping());
        }
        if (!someKnown().served()) {
            throw new Refused(NotServed.now());
        }
        context.json(new JsonObject().put("status", "ok"));
    }

    /** The models, of which there is at least one. */
    private ModelTable someKnown() {
        ModelTable table = models.get();
        if (table.models().isEmpty()) {
            throw new Refused(table.hopeless() ? NotServed.unreachable() : NotServed.yet());
        }
        return table;
    }

    private JsonObject describe(String model) {
        return new JsonObject()
                .put("id", model)
                .put("object", "model")
                .put("created", created)
                .put("owned_by", "sluice");
    }

    /** What a browser asks before a page may ask; its answer is in the headers. */
    private static void options(RoutingContext context, HttpMethod right) {
        allow(context, right).response().setStatusCode(204).end();
    }

    private static RoutingContext allow(RoutingContext context, HttpMethod right) {
        String also = right.equals(HttpMethod.GET) ? ", HEAD, OPTIONS" : ", OPTIONS";
        context.response().putHeader(HttpHeaders.ALLOW, right + also);
        return context;
    }

    private static void wrongMethod(RoutingContext context, HttpMethod right) {
        allow(context, right);
        String message = context.request().method() + " is not allowed on "
                + context.request().path() + ". Use " + right + ".";
        throw new Refused(Failure.of(Kind.METHOD_NOT_ALLOWED, "method_not_allowed", message));
    }

    private static void noSuchPath(RoutingContext context) {
        String message = "There is no " + context.request().path()
                + " here. Known are /v1/chat/completions, /v1/completions, /v1/embeddings, /v1/models and /health.";
        throw new Refused(Failure.of(Kind.NOT_FOUND, "not_found", message));
    }

    /** Who only looks has asked for no answer: nothing is told of it. */
    private static void refuse(RoutingContext context) {
        FACE.answer(context.response(), failure(context));
    }

    private static void failed(RoutingContext context, Telemetry telemetry) {
        Visit visit = Visits.of(context, telemetry);
        if (context.response().closed() || context.response().ended()) {
            visit.end(ErrorType.CALLER_CANCELLED); // it left while its request was read: nobody to answer
            return;
        }
        Failure failure = failure(context);
        FACE.answer(context.response(), failure);
        visit.end(failure.errorType());
    }

    private static Failure failure(RoutingContext context) {
        if (context.failure() instanceof Refused refused) {
            return refused.failure();
        }
        if (context.statusCode() < 500) { // of the framework: a path that is not one
            return Failure.of(Kind.INVALID_REQUEST, "invalid_request", "The path cannot be read. Mind its % signs.");
        }
        LOG.error("{} {}", context.request().method(), context.request().path(), context.failure());
        return Failure.of(Kind.INTERNAL, "internal_error", "The router failed. Its log says more.");
    }
}
