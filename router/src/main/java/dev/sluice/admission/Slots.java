package dev.sluice.admission;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * What occupies the slots of one backend, by the epoch of the lease: <em>leased</em> while the request runs,
 * <em>settling</em> from a cut until the backend is idle or a bound has passed, <em>quarantined</em> past that bound
 * where only idleness counts, <em>lost</em> from a broken connection until the backend is up again, and settling from
 * then.
 */
final class Slots {

    private enum State {
        LEASED,
        SETTLING,
        QUARANTINED,
        LOST
    }

    /** What one lease occupies, since when, and until when it settles at the latest. */
    private record Share(State state, int weight, long since, long until, Optional<Sequence> sequence) {

        Share grown(int tokens) {
            return new Share(state, weight, since, until, sequence.map(running -> running.grown(tokens)));
        }

        Share settling(long now, long until) {
            return new Share(State.SETTLING, weight, now, until, sequence);
        }

        boolean isSuspect() {
            return state == State.SETTLING || state == State.QUARANTINED;
        }

        boolean isOver(long now) {
            return isSuspect() && until <= now;
        }

        Share become(State state) {
            return new Share(state, weight, since, until, sequence);
        }
    }

    /** Work that was there before us has no lease; leases count from 1 up. */
    private static final long FOREIGN = 0;

    private final Map<Long, Share> shares = new LinkedHashMap<>();
    private final Map<State, Integer> weights = new EnumMap<>(State.class);

    int leased() {
        return weight(State.LEASED);
    }

    /** Those that may still be at work on a request that is none any more. */
    int settling() {
        return weight(State.SETTLING) + weight(State.LOST);
    }

    int quarantined() {
        return weight(State.QUARANTINED);
    }

    /**
     * Whether something of ours runs there, or may still, as far as anybody can say. What was lost does not count before
     * its backend is up again: who drains a server and stops it would wait for that in vain.
     */
    boolean atWork() {
        return occupied() > weight(State.LOST);
    }

    int occupied() {
        return leased() + settling() + quarantined();
    }

    /** Since when the oldest lease runs: shares are kept in the order in which they were given. */
    OptionalLong oldestSince() {
        return shares.values().stream()
                .filter(share -> share.state() == State.LEASED)
                .mapToLong(Share::since)
                .findFirst();
    }

    /** What runs on memory that is shared. */
    List<Sequence> sequences() {
        return shares.values().stream()
                .flatMap(share -> share.sequence().stream())
                .toList();
    }

    void lease(long epoch, int weight, long since, Optional<Sequence> sequence) {
        put(epoch, new Share(State.LEASED, weight, since, 0, sequence));
    }

    /** The answer of this lease has so many tokens now. */
    void grown(long epoch, int tokens) {
        change(epoch, share -> share.grown(tokens));
    }

    void free(long epoch) {
        Share before = shares.remove(epoch);
        if (before != null) {
            weights.merge(before.state(), -before.weight(), Integer::sum);
        }
    }

    /** They settle from {@code now} to {@code until} at the latest. Whether that is any time at all. */
    boolean settle(long epoch, long now, long until) {
        boolean takesTime = until > now;
        if (takesTime) {
            change(epoch, share -> share.settling(now, until));
        } else {
            free(epoch);
        }
        return takesTime;
    }

    void lose(long epoch) {
        change(epoch, share -> share.become(State.LOST));
    }

    /** Somebody may have left work there: so many slots settle until it is idle, or a bound has passed. */
    void suspect(int weight, long now, long until) {
        put(FOREIGN, new Share(State.SETTLING, weight, now, until, Optional.empty()));
    }

    /** The backend is up again: what was lost settles now. Whether anything does. */
    boolean recover(long now, long until) {
        boolean settles = false;
        for (long epoch : epochs(share -> share.state() == State.LOST)) {
            settles |= settle(epoch, now, until);
        }
        return settles;
    }

    /** The backend was idle at {@code since}: what had begun to settle by then has settled. */
    void idle(long since) {
        suspects(share -> share.since() <= since).forEach(this::free);
    }

    /** What is past its bound counts as settled. Whether anything was. */
    boolean expire(long now) {
        List<Long> over = suspects(share -> share.isOver(now));
        over.forEach(this::free);
        return !over.isEmpty();
    }

    /** What is past its bound is in quarantine from now on. */
    void quarantine(long now) {
        for (long epoch : suspects(share -> share.isOver(now))) {
            change(epoch, share -> share.become(State.QUARANTINED));
        }
    }

    OptionalLong nextExpiry() {
        if (weight(State.SETTLING) == 0) {
            return OptionalLong.empty();
        }
        return shares.values().stream()
                .filter(share -> share.state() == State.SETTLING)
                .mapToLong(Share::until)
                .min();
    }

    /** Most of the time nothing settles: then there is nothing to look for. */
    private List<Long> suspects(Predicate<Share> which) {
        boolean none = weight(State.SETTLING) + weight(State.QUARANTINED) == 0;
        return none ? List.of() : epochs(which.and(Share::isSuspect));
    }

    private List<Long> epochs(Predicate<Share> which) {
        List<Long> epochs = new ArrayList<>();
        shares.forEach((epoch, share) -> {
            if (which.test(share)) {
                epochs.add(epoch);
            }
        });
        return epochs;
    }

    private void change(long epoch, UnaryOperator<Share> change) {
        Share share = shares.get(epoch);
        if (share != null) {
            put(epoch, change.apply(share));
        }
    }

    private int weight(State state) {
        return weights.getOrDefault(state, 0);
    }

    private void put(long epoch, Share now) {
        Share before = shares.put(epoch, now);
        if (before != null) {
            weights.merge(before.state(), -before.weight(), Integer::sum);
        }
        weights.merge(now.state(), now.weight(), Integer::sum);
    }
}
