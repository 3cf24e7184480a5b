package dev.sluice.loadtest;

import dev.sluice.Transports;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.PoolOptions;

/**
 * The yardstick: the least that a relay on Vert.x can do. It passes each chunk on as it came, over pooled connections,
 * and promises nothing.
 *
 * <p>Arguments: its port, the port of the source, the number of event loops.
 */
public final class BareRelay extends VerticleBase {

    private static final int CONNECTIONS = 10_000;

    private final int port;
    private final int source;
    private HttpClient client;

    @SuppressWarnings("NullAway.Init") // the client comes with the start
    BareRelay(int port, int source) {
        this.port = port;
        this.source = source;
    }

    @Override
    public Future<?> start() {
        HttpClientOptions options =
                new HttpClientOptions().setDefaultHost(Local.HOST).setDefaultPort(source);
        client = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(CONNECTIONS));
        return vertx.createHttpServer().requestHandler(this::relay).listen(port, Local.HOST);
    }

    private void relay(HttpServerRequest request) {
        request.body()
                .compose(body -> ask(request, body))
                .onSuccess(answer -> pass(answer, request.response()))
                .onFailure(cause -> request.response().setStatusCode(502).end());
    }

    private Future<HttpClientResponse> ask(HttpServerRequest request, Buffer body) {
        return client.request(request.method(), request.uri())
                .compose(onward -> onward.putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                        .send(body));
    }

    private static void pass(HttpClientResponse answer, HttpServerResponse response) {
        response.setStatusCode(answer.statusCode()).headers().setAll(answer.headers());
        response.setChunked(!response.headers().contains(HttpHeaders.CONTENT_LENGTH));
        answer.pipeTo(response);
    }

    /** Starts it. */
    public static void main(String[] args) {
        System.setProperty("io.netty.allocator.type", "pooled"); // as the router does
        int port = Integer.parseInt(args[0]);
        int source = Integer.parseInt(args[1]);
        DeploymentOptions loops = new DeploymentOptions().setInstances(Integer.parseInt(args[2]));
        Transports.vertx()
                .deployVerticle(() -> new BareRelay(port, source), loops)
                .await();
    }
}
