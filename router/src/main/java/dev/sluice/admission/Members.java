package dev.sluice.admission;

import dev.sluice.placement.Candidate;
import dev.sluice.placement.FastestFree;
import dev.sluice.pool.Backend;
import dev.sluice.pool.BackendId;
import dev.sluice.pool.Health;
import dev.sluice.pool.Served;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** All backends, and who of them could serve a request. */
final class Members {

    private final Map<String, Integer> hostSlots;
    private final Map<BackendId, Member> byId = new LinkedHashMap<>();

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
        byId.put(backend.id(), new Member(backend));
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

    /** Whether nobody has a slot to give away, those apart that are kept. */
    boolean nobodyIsFree(Set<BackendId> kept) {
        return all().stream()
                .noneMatch(member ->
                        member.hasFreeSlot() && !kept.contains(member.backend().id()));
    }

    /** Whether some backend has the model that the request names. */
    boolean anybodyServes(Waiter waiter) {
        String model = waiter.ticket().model();
        return all().stream().anyMatch(member -> member.backend().serves(model).isPresent());
    }

    boolean anybodySuits(Waiter waiter) {
        return all().stream().anyMatch(member -> member.suits(waiter).isPresent());
    }

    /** Whether all who could serve it have refused since then, or longer. */
    boolean allOutSince(Waiter waiter, long then) {
        List<Member> suited = all().stream()
                .filter(member -> member.suits(waiter).isPresent())
                .toList();
        return !suited.isEmpty()
                && suited.stream()
                        .allMatch(member -> member.backend().condition().outSince(then));
    }

    /** Whether another backend that is up has one of the models of this one. */
    boolean hasStandIn(Member member) {
        Predicate<Served> known = model -> all().stream()
                .filter(other -> other != member && other.backend().health() == Health.UP)
                .anyMatch(other -> model.names().stream()
                        .anyMatch(name -> other.backend().serves(name).isPresent()));
        return member.backend().models().stream().anyMatch(known);
    }

    /** The backend that serves this request now, if one has room. */
    Optional<Member> choose(Waiter waiter, Set<BackendId> kept, ToDoubleFunction<Waiter> outputTokens, long now) {
        List<Candidate> candidates = new ArrayList<>();
        for (Member member : eligible(waiter, kept)) {
            Served model = member.suits(waiter).orElseThrow();
            if (member.hasRoom(waiter, model, now) && hostHasRoom(member, waiter)) {
                candidates.add(member.candidate(waiter, model, outputTokens.applyAsDouble(waiter), now));
            }
        }
        return FastestFree.choose(candidates).map(candidate -> get(candidate.backend()));
    }

    /**
     * The backend whose free slots are kept for this request, which needs more than are free anywhere: one, the emptiest.
     * Who comes later would take them one by one for ever.
     */
    Optional<Member> keepFor(Waiter waiter, Set<BackendId> kept) {
        return eligible(waiter, kept).stream()
                .filter(Member::hasFreeSlot)
                .max(Comparator.comparingInt(member -> member.limit() - member.slots.occupied()));
    }

    /** Of those who could serve it, the ones in the first tier that is able to. */
    private List<Member> eligible(Waiter waiter, Set<BackendId> kept) {
        List<Member> able = all().stream()
                .filter(member -> member.isAbleSoon() && member.suits(waiter).isPresent())
                .toList();
        OptionalInt tier =
                able.stream().mapToInt(member -> member.backend().tier()).min();
        return able.stream()
                .filter(member -> member.backend().tier() == tier.orElseThrow())
                .filter(member -> !kept.contains(member.backend().id()))
                .toList();
    }

    private boolean hostHasRoom(Member member, Waiter waiter) {
        String host = host(member);
        Integer cap = hostSlots.get(host);
        if (cap == null) {
            return true;
        }
        int used = all().stream()
                .filter(other -> host(other).equals(host))
                .mapToInt(other -> other.slots.occupied())
                .sum();
        return used + Math.min(member.weight(waiter), cap) <= cap;
    }

    private static String host(Member member) {
        return member.backend().url().getHost();
    }
}
