package dev.sluice.pool;

import java.net.URI;
import java.util.List;

/**
 * One inference server, as last known.
 *
 * @param id its name
 * @param url its address: scheme, host, port and perhaps a path prefix without a slash at the end
 * @param traits what its engine means for scheduling
 * @param models the names it serves, in its own order; kept while it is down, so that its models keep their queue
 * @param health whether it can serve now
 */
public record Backend(BackendId id, URI url, Traits traits, List<String> models, Health health) {

    public Backend {
        models = List.copyOf(models);
    }

    /** A backend of which only the address is known. */
    public static Backend unknown(BackendId id, URI url) {
        return new Backend(id, url, Traits.UNKNOWN, List.of(), Health.UNKNOWN);
    }

    /** The same backend in another state of health; what has been learnt of it stays. */
    public Backend withHealth(Health health) {
        return new Backend(id, url, traits, models, health);
    }

    /** Whether it serves the model, now or when it is up again. */
    public boolean serves(String model) {
        return models.contains(model);
    }
}
