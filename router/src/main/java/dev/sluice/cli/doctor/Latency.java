package dev.sluice.cli.doctor;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** How long a backend takes for an answer that costs it nothing, on a connection that is open already. */
final class Latency {

    private static final int TIMES = 5;
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final HttpClient client;
    private final URI backend;

    Latency(Vertx vertx, URI backend) {
        HttpClientOptions options =
                new HttpClientOptions().setSsl(backend.getScheme().equals("https"));
        this.client = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(1));
        this.backend = backend;
    }

    /** The median of a few, after one that is not counted. Never fails; empty if they are not answered. */
    Future<Optional<Duration>> measure(String path) {
        List<Duration> times = new ArrayList<>();
        Future<Void> asked = ask(path);
        for (int i = 0; i < TIMES; i++) {
            asked = asked.compose(before -> timed(path, times));
        }
        return asked.timeout(LONGEST.toMillis(), TimeUnit.MILLISECONDS)
                .map(done -> Optional.of(times.stream().sorted().toList().get(TIMES / 2)))
                .otherwise(Optional.empty());
    }

    private Future<Void> timed(String path, List<Duration> times) {
        long begun = System.nanoTime();
        return ask(path).onSuccess(answered -> times.add(Duration.ofNanos(System.nanoTime() - begun)));
    }

    /** Without a key: what any answer says does not matter here. */
    private Future<Void> ask(String path) {
        RequestOptions question = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(backend.getHost())
                .setPort(backend.getPort())
                .setURI(backend.getRawPath() + path);
        return client.request(question).compose(HttpClientRequest::send).compose(HttpClientResponse::end);
    }
}
