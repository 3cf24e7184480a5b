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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** How long a backend takes for an answer that costs it nothing, on a connection that is open already. */
final class Latency {

    private static final int TIMES = 40;
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final HttpClient client;
    private final URI backend;

    Latency(Vertx vertx, URI backend) {
        HttpClientOptions options =
                new HttpClientOptions().setSsl(backend.getScheme().equals("https"));
        this.client = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(1));
        this.backend = backend;
    }

    /**
     * The median of the later half of some: this process is young, and its own part of the first ones is long. Never
     * fails; empty if none was answered in time.
     */
    Future<Optional<Duration>> measure(String path) {
        List<Duration> times = new CopyOnWriteArrayList<>();
        Future<Void> asked = Future.succeededFuture();
        for (int i = 0; i < TIMES; i++) {
            asked = asked.compose(before -> timed(path, times));
        }
        return asked.timeout(LONGEST.toMillis(), TimeUnit.MILLISECONDS)
                .transform(over -> Future.succeededFuture(median(times)));
    }

    private static Optional<Duration> median(List<Duration> times) {
        List<Duration> sorted = times.stream().skip(times.size() / 2).sorted().toList();
        return sorted.isEmpty() ? Optional.empty() : Optional.of(sorted.get(sorted.size() / 2));
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
