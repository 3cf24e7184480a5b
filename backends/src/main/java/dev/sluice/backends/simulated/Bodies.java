package dev.sluice.backends.simulated;

import io.vertx.core.http.HttpServerRequest;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;

/** Reads the bodies of requests. */
public final class Bodies {

    private static final System.Logger LOG = System.getLogger(Bodies.class.getName());

    private Bodies() {}

    /** Hands this request's whole body on; if that fails unforeseen, the client sees it, and does not wait in vain. */
    public static void read(HttpServerRequest request, Consumer<String> use) {
        request.body().onSuccess(body -> {
            try {
                use.accept(body.toString());
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "cannot answer " + request.method() + " " + request.path(), e);
                Door.reset(request.connection());
            }
        });
    }
}
