package dev.sluice.admission;

import dev.sluice.placement.Candidate;
import dev.sluice.placement.FastestFree;
import dev.sluice.pool.Backend;
import dev.sluice.pool.BackendId;
import dev.sluice.pool.Health;
import dev.sluice.pool.Served;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** All backends, and who of them could serve a request. */
final class Members {

    // Mutable state.
    private Bounds bounds;
    private final Map<BackendId, Member> byId = new LinkedHashMap<>();
    private final Map<String, List<Member>> byHost = new HashMap<>();
    private List<Backend> known = List.of();
    private List<Member> staying = List.of();

    /** Nobody yet. */
    Members(Bounds bounds) {
        this.bounds = bounds;
    }

    void join(Backend backend, long now) {
        Member member = byId.computeIfAbsent(backend.id(), first -> new Member(backend, now));
        member.leaving(false, now);
        assign(member, backend.tier(), backend.host());
    }

    /** It belongs to the pool only until its leases have ended. */
    void leave(Member member, long now) {
        member.leaving(true, now);
        changed();
    }

    /** In this tier, and on this host from now on. */
    void assign(Member member, int tier, String host) {
        takeFromHost(member);
        byHost.computeIfAbsent(host, first -> new ArrayList<>()).add(member);
        member.assigned(tier, host, bounds.slotsOf(host));
        changed();
    }

    Bounds bounds() {
        return bounds;
    }

    /** These hold from now on: where more is in use, nothing comes on top. */
    void bound(Bounds bounds) {
        this.bounds = bounds;
        byHost.forEach((host, there) -> there.forEach(member -> member.bounded(bounds.slotsOf(host))));
    }

    /** Takes out those who have left, and on whom nothing runs. */
    List<Member> takeGone() {
        List<Member> gone = all().stream().filter(Member::isGone).toList();
        gone.forEach(this::remove);
        return gone;
    }

    private void remove(Member member) {
        byId.remove(member.backend().id());
        takeFromHost(member);
        changed();
    }

    private void takeFromHost(Member member) {
        byHost.computeIfPresent(member.backend().host(), (host, there) -> {
            there.remove(member);
            return there.isEmpty() ? null : there;
        });
    }

    /** Empty for one that has left: what was on its way when it did is of no use any more. */
    Optional<Member> find(BackendId id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** One on which a lease runs: so it is there. */
    Member get(BackendId id) {
        return find(id).orElseThrow(() -> new IllegalStateException("backend " + id + " is not there"));
    }

    /** Those who are leaving among them. */
    Collection<Member> all() {
        return byId.values();
    }

    /** Those for whom a request may wait: who leaves serves none that does not run yet. */
    List<Member> staying() {
        return staying;
    }

    /** Something else is known of one of them. */
    void changed() {
        known = all().stream().map(Member::backend).toList();
        staying = all().stream().filter(member -> !member.isLeaving()).toList();
    }

    /** What is known of each, in the order in which they joined; the same list until that has changed. */
    List<Backend> known() {
        return known;
    }

    /** Whether some backend has the model that the request names. */
    boolean anybodyServes(Waiter waiter) {
        for (Member member : staying) {
            if (member.backend().serves(waiter.ticket().model()).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** Whether backends that could serve it have different models under the name that it uses. */
    boolean differ(Waiter waiter) {
        return staying.stream()
                        .flatMap(member -> member.suits(waiter).stream())
                        .map(Served::id)
                        .distinct()
                        .count()
                > 1;
    }

    boolean anybodySuits(Waiter waiter) {
        for (Member member : staying) {
            if (member.suits(waiter).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** Whether all who could serve it, and there are some, have refused or been off duty since then, or longer. */
    boolean allOutSince(Waiter waiter, long then) {
        boolean any = false;
        for (Member member : staying) {
            if (member.suits(waiter).isPresent()) {
                if (!member.outSince(then)) {
                    return false;
                }
                any = true;
            }
        }
        return any;
    }

    /** Whether another backend that is up and on duty has one of the models of this one. */
    boolean hasStandIn(Member member) {
        Predicate<Served> known = model -> all().stream()
                .filter(other ->
                        other != member && other.isOnDuty() && other.backend().health() == Health.UP)
                .anyMatch(other -> model.names().stream()
                        .anyMatch(name -> other.backend().serves(name).isPresent()));
        return member.backend().models().stream().anyMatch(known);
    }

    /** Those who have slots to give away now, by the names of what they serve. */
    Openings openings() {
        return new Openings(all().stream().filter(this::hasFreeSlot).toList());
    }

    boolean hasFreeSlot(Member member) {
        return member.hasFreeSlot() && hostHasRoom(member, 1);
    }

    /** The backend among these that serves this request now, if one has room. */
    Optional<Member> choose(Waiter waiter, List<Member> open, double outputTokens, long now) {
        List<Candidate> candidates = new ArrayList<>();
        for (Member member : open) {
            Served model = member.suits(waiter).orElseThrow();
            if (hostHasRoom(member, member.weight(waiter)) && member.hasRoom(waiter, model, now)) {
                candidates.add(member.candidate(waiter, model, outputTokens, now));
            }
        }
        return FastestFree.choose(candidates).map(candidate -> get(candidate.backend()));
    }

    /**
     * Those among these whose free slots are kept for this request, which needs more than are free anywhere: one backend,
     * the emptiest, and where it is its host that is too full, all on that host. Who comes later would take them one by
     * one for ever.
     */
    List<Member> keepFor(Waiter waiter, List<Member> open) {
        Member emptiest =
                Collections.max(open, Comparator.comparingInt(member -> member.limit() - member.slots.occupied()));
        return hostHasRoom(emptiest, emptiest.weight(waiter)) ? List.of(emptiest) : onHostOf(emptiest);
    }

    /** Of these, who have free slots, the ones that may serve this request: none if those of an earlier tier will. */
    List<Member> eligible(Waiter waiter, List<Member> free) {
        List<Member> suited = new ArrayList<>(free.size());
        for (Member member : free) {
            if (member.suits(waiter).isPresent() && noEarlierTierServes(member, waiter)) {
                suited.add(member);
            }
        }
        return suited;
    }

    private boolean noEarlierTierServes(Member member, Waiter waiter) {
        int tier = member.backend().tier();
        for (Member other : all()) {
            if (other.backend().tier() < tier && other.comesFirst(waiter)) {
                return false;
            }
        }
        return true;
    }

    private boolean hostHasRoom(Member member, int weight) {
        int cap = bounds.slotsOf(member.backend().host());
        if (cap == Integer.MAX_VALUE) {
            return true;
        }
        int used = 0;
        for (Member other : onHostOf(member)) {
            used += other.slots.occupied();
        }
        return used + weight <= cap;
    }

    private List<Member> onHostOf(Member member) {
        return byHost.getOrDefault(member.backend().host(), List.of());
    }
}
