package dev.sluice.admission;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What occupies the slots of one backend, by the epoch of the lease: <em>leased</em> while the request runs,
 * <em>settling</em> from a cut until the backend is idle or a bound has passed, <em>lost</em> from a broken connection
 * until the backend is up again, and settling from then.
 */
final class Slots {

    private record Settling(long since, long until) {}

    private final LinkedHashMap<Long, Long> leased = new LinkedHashMap<>();
    private final Map<Long, Settling> settling = new HashMap<>();
    private final Set<Long> lost = new HashSet<>();

    int leased() {
        return leased.size();
    }

    int settling() {
        return settling.size() + lost.size();
    }

    int occupied() {
        return leased() + settling();
    }

    /** Since when the oldest lease runs: leases are kept in the order in which they were given. */
    OptionalLong oldestSince() {
        return leased.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(leased.firstEntry().getValue());
    }

    void lease(long epoch, long since) {
        leased.put(epoch, since);
    }

    void free(long epoch) {
        leased.remove(epoch);
    }

    /** The slot settles from {@code since} to {@code until} at the latest. Whether that is any time at all. */
    boolean settle(long epoch, long since, long until) {
        leased.remove(epoch);
        if (until > since) {
            settling.put(epoch, new Settling(since, until));
        }
        return until > since;
    }

    void lose(long epoch) {
        leased.remove(epoch);
        lost.add(epoch);
    }

    /** The backend is up again: what was lost settles now. Whether anything does. */
    boolean recover(long since, long until) {
        boolean settles = false;
        for (long epoch : lost) {
            settles |= settle(epoch, since, until);
        }
        lost.clear();
        return settles;
    }

    /** The backend was idle at {@code since}: what had begun to settle by then has settled. */
    void idle(long since) {
        settling.values().removeIf(slot -> slot.since() <= since);
    }

    /** What is past its bound counts as settled. */
    void expire(long now) {
        settling.values().removeIf(slot -> slot.until() <= now);
    }

    OptionalLong nextExpiry() {
        return settling.isEmpty()
                ? OptionalLong.empty()
                : settling.values().stream().mapToLong(Settling::until).min();
    }
}
