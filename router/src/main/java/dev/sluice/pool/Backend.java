package dev.sluice.pool;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * One inference server, as last known.
 *
 * @param id its name
 * @param url its address: scheme, host, port and perhaps a path prefix without a slash at the end
 * @param tier 0 for one that serves always, 1 for one that serves only while those of tier 0 cannot, and so on
 * @param profile what it is; kept while it is down, so that its models keep their queue
 * @param condition whether it can serve now
 */
public record Backend(BackendId id, URI url, int tier, Profile profile, Condition condition) {

    /** A backend of which only the address is known. */
    public static Backend unknown(BackendId id, URI url, int tier, long now) {
        return new Backend(id, url, tier, Profile.UNKNOWN, Condition.unknown(now));
    }

    /** The same backend, now known as this. */
    public Backend with(Profile profile) {
        return new Backend(id, url, tier, profile, condition);
    }

    /** The same backend in another condition; what has been learnt of it stays. */
    public Backend with(Condition condition) {
        return new Backend(id, url, tier, profile, condition);
    }

    public Traits traits() {
        return profile.traits();
    }

    public List<Served> models() {
        return profile.models();
    }

    public Health health() {
        return condition.health();
    }

    /** The model behind this name, now or when it is up again. */
    public Optional<Served> serves(String name) {
        for (Served served : models()) {
            if (served.names().contains(name)) {
                return Optional.of(served);
            }
        }
        return Optional.empty();
    }
}
