package dev.sluice.admin;

import dev.sluice.admission.Snapshot;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What can be asked on the management address: for whoever runs the router, not for its clients. */
public final class Management {

    private Management() {}

    /**
     * Its routes.
     *
     * @param snapshot the state now
     * @param clock the owner's time
     */
    public static Router router(Vertx vertx, Supplier<Snapshot> snapshot, LongSupplier clock) {
        Router router = Router.router(vertx);
        router.get("/backends")
                .handler(context -> context.json(new BackendsView(snapshot.get(), clock.getAsLong()).json()));
        return router;
    }
}
