package dev.sluice.pool;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * One inference server, as last known.
 *
 * @param id its name, which stands for this address as long as it belongs to the pool
 * @param url its address: scheme, host, port and perhaps a path prefix without a slash at the end
 * @param host the machine that it shares with others, by the name under which that has a cap
 * @param tier 0 for one that serves always, 1 for one that serves only while those of tier 0 cannot, and so on
 * @param profile what it is; kept while it is down, so that its models keep their queue
 * @param condition whether it can serve now
 * @param admin whether it shall
 */
public record Backend(
        BackendId id, URI url, String host, int tier, Profile profile, Condition condition, AdminState admin) {

    /** A backend in service of which only the address is known; its host is that of the address. */
    public static Backend unknown(BackendId id, URI url, int tier, long now) {
        return new Backend(
                id, url, url.getHost(), tier, Profile.UNKNOWN, Condition.unknown(now), AdminState.IN_SERVICE);
    }

    /** The same backend in this tier and on this host. */
    public Backend with(int tier, String host) {
        return new Backend(id, url, host, tier, profile, condition, admin);
    }

    /** The same backend, now known as this. */
    public Backend with(Profile profile) {
        return new Backend(id, url, host, tier, profile, condition, admin);
    }

    /** The same backend in another condition; what has been learnt of it stays. */
    public Backend with(Condition condition) {
        return new Backend(id, url, host, tier, profile, condition, admin);
    }

    /** The same backend, of which its operator wants this. */
    public Backend with(AdminState admin) {
        return new Backend(id, url, host, tier, profile, condition, admin);
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
