package dev.sluice.cli.demo;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.parsetools.RecordParser;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** Many streams that are asked for at once, each over a connection of its own. Counted on one event loop. */
final class Burst {

    private static final String PATH = "/v1/chat/completions";

    private final HttpClient client;
    private final String router;
    private final Buffer ask;
    private volatile BurstCount count;

    private Burst(HttpClient client, String router, Load load) {
        this.client = client;
        this.router = router;
        this.ask = ask(load.tokens());
        this.count = BurstCount.of(load.requests());
    }

    /** Sends it to the router at this address. */
    static Burst send(Vertx vertx, HttpClient client, String router, Load load) {
        Burst burst = new Burst(client, router, load);
        Context context = vertx.getOrCreateContext();
        context.runOnContext(v -> {
            for (int i = 0; i < load.requests(); i++) {
                burst.sendOne();
            }
        });
        return burst;
    }

    /** How they stand. From any thread. */
    BurstCount count() {
        return count;
    }

    private void sendOne() {
        long sent = System.nanoTime();
        HeardStream heard = new HeardStream(() -> {
            Duration after = Duration.ofNanos(System.nanoTime() - sent);
            update(now -> now.withFirstToken(after));
        });
        RequestOptions options = new RequestOptions().setMethod(HttpMethod.POST).setAbsoluteURI(router + PATH);
        Future.succeededFuture()
                .compose(begin -> client.request(options))
                .compose(request -> send(request, heard))
                .onSuccess(v -> heard.failure()
                        .ifPresentOrElse(
                                why -> update(now -> now.withFailed(why)), () -> update(BurstCount::withComplete)))
                .onFailure(cause -> update(now -> now.withFailed("The connection broke: " + cause.getMessage())));
    }

    private Future<Void> send(HttpClientRequest request, HeardStream heard) {
        return request.putHeader("Content-Type", "application/json").send(ask).compose(answer -> read(answer, heard));
    }

    private static Future<Void> read(HttpClientResponse answer, HeardStream heard) {
        if (answer.statusCode() != 200) {
            return answer.body().onSuccess(body -> heard.line(body.toString())).mapEmpty();
        }
        answer.handler(RecordParser.newDelimited("\n", line -> heard.line(line.toString())));
        return answer.end();
    }

    @SuppressWarnings("NonAtomicOperationOnVolatileField") // only this loop writes it
    private void update(UnaryOperator<BurstCount> change) {
        count = change.apply(count);
    }

    private static Buffer ask(int tokens) {
        JsonObject message = new JsonObject().put("role", "user").put("content", "Count!");
        return new JsonObject()
                .put("messages", new JsonArray().add(message))
                .put("stream", true)
                .put("max_tokens", tokens)
                .toBuffer();
    }
}
