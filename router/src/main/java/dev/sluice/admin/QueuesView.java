package dev.sluice.admin;

import dev.sluice.admission.Snapshot;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Who waits for what, as JSON. Times are in seconds, sizes in bytes. */
final class QueuesView {

    private static final double NANOS = 1e9;

    private final Snapshot snapshot;
    private final long now;

    /** Of this snapshot, at {@code now} in the owner's time. */
    QueuesView(Snapshot snapshot, long now) {
        this.snapshot = snapshot;
        this.now = now;
    }

    JsonObject json() {
        JsonArray queues = new JsonArray();
        snapshot.queues()
                .forEach(queue -> queues.add(new JsonObject()
                        .put("model", queue.model())
                        .put("waiting", queue.waiting())
                        .put("bytes", queue.bytes())
                        .put("oldest_seconds", age(queue.firstSince()))));
        return all().put("queues", queues);
    }

    /** Those who wait, whatever for. */
    JsonObject all() {
        return new JsonObject().put("waiting", snapshot.waiting()).put("oldest_seconds", oldest());
    }

    private @Nullable Object oldest() {
        return snapshot.firstSince().isPresent() ? age(snapshot.firstSince().getAsLong()) : null;
    }

    private double age(long since) {
        return (now - since) / NANOS;
    }
}
