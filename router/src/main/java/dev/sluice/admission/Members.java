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
import org.jspecify.annotations.Nullable;

/** All backends, and who of them could serve a request. */
final class Members {

    private final Map<String, Integer> hostSlots;
    private final Map<BackendId, Member> byId = new LinkedHashMap<>();
    private final Map<String, List<Member>> byHost = new HashMap<>();

    /**
     * Nobody yet.
     *
     * @param hostSlots how many slots all backends on a host may have in use together, by the name or address of those
     *     hosts that are given one
     */
    Members(Map<String, Integer> hostSlots) {
        this.hostSlots = Map.copyOf(hostSlots);
    }

    void join(Backend backend) {
        Member member = new Member(backend, hostSlots(backend));
        byId.put(backend.id(), member);
        byHost.computeIfAbsent(host(backend), first -> new ArrayList<>()).add(member);
    }

    Member get(BackendId id) {
        @Nullable Member member = byId.get(id);
        if (member == null) {
            throw new IllegalStateException("backend " + id + " has never joined");
        }
        return member;
    }

    Collection<Member> all() {
        return byId.values();
    }

    List<Backend> backends() {
        return byId.values().stream().map(Member::backend).toList();
    }

    /** Whether some backend has the model that the request names. */
    boolean anybodyServes(Waiter waiter) {
        for (Member member : all()) {
            if (member.backend().serves(waiter.ticket().model()).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** Whether backends that could serve it have different models under the name that it uses. */
    boolean differ(Waiter waiter) {
        return all().stream()
                        .flatMap(member -> member.suits(waiter).stream())
                        .map(Served::id)
                        .distinct()
                        .count()
                > 1;
    }

    boolean anybodySuits(Waiter waiter) {
        for (Member member : all()) {
            if (member.suits(waiter).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** Whether all who could serve it, and there are some, have refused since then, or longer. */
    boolean allOutSince(Waiter waiter, long then) {
        boolean any = false;
        for (Member member : all()) {
            if (member.suits(waiter).isPresent()) {
                if (!member.backend().condition().outSince(then)) {
                    return false;
                }
                any = true;
            }
        }
        return any;
    }

    /** Whether another backend that is up has one of the models of this one. */
    boolean hasStandIn(Member member) {
        Predicate<Served> known = model -> all().stream()
                .filter(other -> other != member && other.backend().health() == Health.UP)
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
        int cap = hostSlots(member.backend());
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
        return byHost.getOrDefault(host(member.backend()), List.of());
    }

    private int hostSlots(Backend backend) {
        return hostSlots.getOrDefault(host(backend), Integer.MAX_VALUE);
    }

    private static String host(Backend backend) {
        return backend.url().getHost();
    }
}
