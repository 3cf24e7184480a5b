package dev.sluice.cli.demo;

import dev.sluice.Sluice;
import dev.sluice.pool.Health;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The router in front of its pool, and a client that sends it bursts. From any thread. */
final class Stage {

    private static final long LOOK_MS = 20;

    /** More than anybody sends by hand, so that the client never lets a request wait on its own. */
    private static final int CONNECTIONS = 10_000;

    private final Vertx vertx;
    private final Pool pool;
    private final Load load;
    private final Sluice sluice;
    private final HttpClient client;
    private volatile @Nullable Burst burst;

    private Stage(Vertx vertx, Pool pool, Load load, Sluice sluice) {
        this.vertx = vertx;
        this.pool = pool;
        this.load = load;
        this.sluice = sluice;
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setKeepAlive(false), new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    }

    /** Opens the router in front of this pool, and waits until some backend can serve. */
    static Future<Stage> open(Vertx vertx, Pool pool, Load load, Demo.Front front) {
        return front.open(vertx, pool.urls(), pool.slots())
                .compose(sluice -> someUp(vertx, sluice))
                .map(sluice -> new Stage(vertx, pool, load, sluice));
    }

    private static Future<Sluice> someUp(Vertx vertx, Sluice sluice) {
        Promise<Sluice> up = Promise.promise();
        vertx.setPeriodic(LOOK_MS, timer -> {
            if (sluice.snapshot().known().stream().anyMatch(backend -> backend.health() == Health.UP)) {
                vertx.cancelTimer(timer);
                up.complete(sluice);
            }
        });
        return up.future();
    }

    /** Where the router listens. */
    String address() {
        return "http://127.0.0.1:" + sluice.port();
    }

    Pool pool() {
        return pool;
    }

    Load load() {
        return load;
    }

    Scene scene() {
        return Scene.of(
                address(),
                sluice.snapshot(),
                sluice.now(),
                Optional.ofNullable(burst).map(Burst::count));
    }

    void toggle(int backend) {
        pool.toggle(backend);
    }

    void sendBurst() {
        burst = Burst.send(vertx, client, address(), load);
    }

    /** Nothing of a burst, and no router any more. */
    Future<Void> close() {
        return client.close().eventually(sluice::stop);
    }
}
