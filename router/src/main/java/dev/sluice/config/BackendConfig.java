package dev.sluice.config;

import dev.sluice.pool.BackendId;
import java.net.URI;
import java.util.Optional;

/**
 * A backend as the operator names it.
 *
 * @param id its name, which clients may see
 * @param url its address in normal form, which they may not
 * @param slots how many requests it may run at once
 * @param tier 0, or more for one that serves only while those of lower tiers cannot
 * @param key what it wants to be shown with every request and every probe, if it wants one
 */
public record BackendConfig(BackendId id, URI url, SlotRule slots, int tier, Optional<Secret> key) {

    /** Of its position among those to serve, from 1: {@code b1}, {@code b2} and so on. */
    static BackendConfig numbered(int position, URI url) {
        return new BackendConfig(new BackendId("b" + position), url, new SlotRule.Usual(), 0, Optional.empty());
    }

    BackendConfig withSlots(SlotRule slots) {
        return new BackendConfig(id, url, slots, tier, key);
    }

    BackendConfig inTier(int tier) {
        return new BackendConfig(id, url, slots, tier, key);
    }

    BackendConfig withKey(Secret key) {
        return new BackendConfig(id, url, slots, tier, Optional.of(key));
    }
}
