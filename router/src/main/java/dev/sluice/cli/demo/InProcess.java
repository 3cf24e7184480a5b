package dev.sluice.cli.demo;

import dev.sluice.backends.CountingBackend;
import dev.sluice.backends.CountingProfile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.OptionalInt;

/** A backend of this process, which counts. */
final class InProcess implements DemoBackend {

    private final Vertx vertx;
    private final CountingProfile profile;
    private final OptionalInt slots;
    private volatile CountingBackend backend;
    private volatile boolean alive = true;

    private InProcess(Vertx vertx, CountingProfile profile, OptionalInt slots, CountingBackend backend) {
        this.vertx = vertx;
        this.profile = profile;
        this.slots = slots;
        this.backend = backend;
    }

    /** Starts one on any free port. */
    static Future<DemoBackend> start(Vertx vertx, CountingProfile profile, OptionalInt slots) {
        return CountingBackend.start(vertx, profile, 0).map(backend -> new InProcess(vertx, profile, slots, backend));
    }

    @Override
    public String url() {
        return backend.url();
    }

    @Override
    public String description() {
        String discipline = profile.slots() == 1 ? "one request at a time" : "many requests at once";
        long rate = Duration.ofSeconds(1).dividedBy(profile.pace());
        return discipline + ", " + rate + " numbers a second";
    }

    @Override
    public OptionalInt slots() {
        return slots;
    }

    @Override
    public boolean alive() {
        return alive;
    }

    @Override
    public Future<Void> kill() {
        alive = false;
        return backend.stop();
    }

    @Override
    public Future<Void> revive() {
        return CountingBackend.start(vertx, profile, URI.create(url()).getPort())
                .onSuccess(again -> {
                    backend = again;
                    alive = true;
                })
                .mapEmpty();
    }

    @Override
    public Future<Void> end() {
        return kill();
    }
}
