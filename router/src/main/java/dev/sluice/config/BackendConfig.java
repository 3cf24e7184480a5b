package dev.sluice.config;

import dev.sluice.pool.BackendId;
import java.net.URI;
import java.util.Optional;

/**
 * A backend as the operator names it, or all that are found under a name.
 *
 * @param id its name, which clients may see
 * @param url its address in normal form, which they may not; {@code dns://name:port} for every address of that name
 * @param slots how many requests it may run at once
 * @param tier 0, or more for one that serves only while those of lower tiers cannot
 * @param key what it wants to be shown with every request and every probe, if it wants one
 * @param host the machine that it shares with others: in the address the host, for what is found under a name the name
 */
public record BackendConfig(BackendId id, URI url, SlotRule slots, int tier, Optional<Secret> key, String host) {

    /** The scheme of a name that stands for backends. */
    static final String DNS = "dns";

    /** Of its position among those to serve, from 1: {@code b1}, {@code b2} and so on. */
    static BackendConfig numbered(int position, URI url) {
        return named("b" + position, url);
    }

    static BackendConfig named(String name, URI url) {
        return new BackendConfig(new BackendId(name), url, new SlotRule.Usual(), 0, Optional.empty(), url.getHost());
    }

    /** Whether it stands for all backends that are found under a name. */
    public boolean isName() {
        return url.getScheme().equals(DNS);
    }

    /** The one of them at this address of the host. */
    public BackendConfig found(String address) {
        String literal = address.contains(":") ? "[" + address + "]" : address;
        URI there = URI.create("http://" + literal + ":" + url.getPort() + url.getRawPath());
        return new BackendConfig(id, there, slots, tier, key, host);
    }

    /** The same under another name. */
    public BackendConfig called(BackendId id) {
        return new BackendConfig(id, url, slots, tier, key, host);
    }

    BackendConfig withSlots(SlotRule slots) {
        return new BackendConfig(id, url, slots, tier, key, host);
    }

    BackendConfig inTier(int tier) {
        return new BackendConfig(id, url, slots, tier, key, host);
    }

    BackendConfig withKey(Secret key) {
        return new BackendConfig(id, url, slots, tier, Optional.of(key), host);
    }
}
