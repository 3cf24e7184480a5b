package dev.sluice.admission;

import dev.sluice.admission.Decision.Grant;
import dev.sluice.admission.Decision.ProveIdle;
import dev.sluice.admission.Decision.Recheck;
import dev.sluice.admission.Decision.Reject;
import dev.sluice.admission.Event.Cancel;
import dev.sluice.admission.Event.End;
import dev.sluice.admission.Event.Idle;
import dev.sluice.admission.Event.Observed;
import dev.sluice.admission.Event.Offer;
import dev.sluice.admission.Event.Then;
import dev.sluice.admission.Event.Tick;
import dev.sluice.placement.Candidate;
import dev.sluice.placement.FastestFree;
import dev.sluice.pool.Backend;
import dev.sluice.pool.BackendId;
import dev.sluice.pool.Health;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One ordered queue in front of all backends. A ticket gets a slot of the fastest free backend that serves its model,
 * in order of arrival; until then it waits, within a bound in length and its own deadline.
 *
 * <p>Not thread-safe: see the package for who owns it.
 */
public final class Admission {

    private record Running(Lease lease, Waiter waiter) {}

    private final int queueLimit;
    // Mutable state.
    private final WaitQueue queue = new WaitQueue();
    private final Map<Long, Running> running = new HashMap<>();
    private final Map<BackendId, Member> members = new LinkedHashMap<>();
    private final List<Decision> decisions = new ArrayList<>();
    private final RetryBudget retries = new RetryBudget();
    private List<Backend> known = List.of();
    private long arrivals;
    private long epochs;
    private long stale;

    /**
     * With no backend and an empty queue.
     *
     * @param queueLimit how many may wait; one more is rejected unless it can start at once
     */
    public Admission(int queueLimit) {
        this.queueLimit = queueLimit;
    }

    /** Takes in one event that happened at {@code now}, and whatever has fallen due by then. */
    public Step on(Event event, long now) {
        expire(now);
        switch (event) {
            case Offer(Ticket ticket) -> offer(Waiter.first(ticket, arrivals++, now));
            case Cancel(long ticket) -> cancel(ticket);
            case End end -> end(end, now);
            case Observed observed -> observe(observed, now);
            case Idle(BackendId id, long since) -> member(id).slots.idle(since);
            case Tick() -> {}
        }
        grantAll(now);
        Step step = new Step(List.copyOf(decisions), wakeUp());
        decisions.clear();
        return step;
    }

    /** The state now. */
    public Snapshot snapshot() {
        List<Snapshot.Use> uses = new ArrayList<>(members.size());
        members.values().forEach(member -> uses.add(member.use()));
        return new Snapshot(queue.size(), queue.firstSince(), stale, known, Collections.unmodifiableList(uses));
    }

    /** Where this ticket stands now; empty if it does not wait. */
    public Optional<Place> place(Ticket ticket) {
        return queue.place(ticket.id());
    }

    private void expire(long now) {
        members.values().forEach(member -> member.slots.expire(now));
        for (Waiter late = queue.pollExpired(now); late != null; late = queue.pollExpired(now)) {
            decisions.add(new Reject(late.ticket(), Rejection.DEADLINE));
        }
    }

    private void offer(Waiter waiter) {
        retries.earn();
        if (queue.size() >= queueLimit && choose(waiter).isEmpty()) {
            decisions.add(new Reject(waiter.ticket(), Rejection.QUEUE_FULL));
        } else {
            queue.add(waiter);
        }
    }

    private void cancel(long ticket) {
        Waiter waiter = queue.find(ticket);
        if (waiter != null) {
            queue.remove(waiter);
        }
    }

    private void end(End end, long now) {
        Running ended = running.remove(end.epoch());
        if (ended == null) {
            stale++;
            return;
        }
        release(ended.lease(), end.outcome(), now);
        if (end.then() == Then.AGAIN) {
            requeue(ended.waiter().back(ended.lease(), now), now);
        }
    }

    private void release(Lease lease, Outcome outcome, long now) {
        Member member = member(lease.backend().id());
        switch (outcome) {
            case UNSENT, REFUSED -> member.slots.free(lease.epoch());
            case COMPLETE -> {
                member.slots.free(lease.epoch());
                member.served(Duration.ofNanos(now - lease.start()));
            }
            case ABANDONED, CUT -> settle(member, lease, outcome, now);
            case UNAVAILABLE -> {
                member.slots.free(lease.epoch());
                takeOut(member);
            }
            case LOST -> {
                member.slots.lose(lease.epoch());
                takeOut(member);
            }
        }
    }

    private void settle(Member member, Lease lease, Outcome outcome, long now) {
        if (member.slots.settle(lease.epoch(), now, member.settledBy(now))) {
            decisions.add(new ProveIdle(member.backend(), outcome));
        }
    }

    /** One look is enough, however many requests the backend has failed at once. */
    private void takeOut(Member member) {
        if (member.backend().health() != Health.DOWN) {
            know(member, member.backend().withHealth(Health.DOWN));
            decisions.add(new Recheck(member.backend().id()));
        }
    }

    /** Whoever has been in the queue keeps the right to be there: its bound is not asked again. */
    private void requeue(Waiter waiter, long now) {
        if (members.values().stream().noneMatch(member -> member.suits(waiter))) {
            decisions.add(new Reject(waiter.ticket(), Rejection.NOWHERE_ELSE));
        } else if (retries.spend(now)) {
            queue.add(waiter);
        } else {
            decisions.add(new Reject(waiter.ticket(), Rejection.TOO_MANY_RETRIES));
        }
    }

    private void observe(Observed observed, long now) {
        Member member = members.computeIfAbsent(observed.backend().id(), id -> new Member(observed.backend()));
        know(member, observed.backend());
        if (member.backend().health() == Health.UP && member.slots.recover(now, member.settledBy(now))) {
            decisions.add(new ProveIdle(member.backend(), Outcome.LOST));
        }
    }

    private void know(Member member, Backend now) {
        member.observe(now);
        known = members.values().stream().map(Member::backend).toList();
    }

    private void grantAll(long now) {
        if (queue.isEmpty() || nobodyIsFree()) {
            return;
        }
        for (Waiter waiter : queue.inOrder()) {
            choose(waiter).ifPresent(candidate -> grant(waiter, member(candidate.backend()), now));
            if (nobodyIsFree()) {
                return;
            }
        }
    }

    private boolean nobodyIsFree() {
        for (Member member : members.values()) {
            if (member.hasFreeSlot()) {
                return false;
            }
        }
        return true;
    }

    private void grant(Waiter waiter, Member member, long now) {
        queue.remove(waiter);
        Lease lease = new Lease(++epochs, waiter.ticket(), member.backend(), now);
        member.slots.lease(lease.epoch(), now);
        running.put(lease.epoch(), new Running(lease, waiter));
        decisions.add(new Grant(lease));
    }

    private Optional<Candidate> choose(Waiter waiter) {
        Stream<Member> free = members.values().stream().filter(Member::hasFreeSlot);
        return FastestFree.choose(free.filter(member -> member.suits(waiter)).map(Member::candidate));
    }

    private OptionalLong wakeUp() {
        OptionalLong first = queue.nextDeadline();
        for (Member member : members.values()) {
            first = earlier(first, member.slots.nextExpiry());
        }
        return first;
    }

    private static OptionalLong earlier(OptionalLong one, OptionalLong other) {
        boolean otherIs = other.isPresent() && (one.isEmpty() || other.getAsLong() < one.getAsLong());
        return otherIs ? other : one;
    }

    private Member member(BackendId id) {
        @Nullable Member member = members.get(id);
        if (member == null) {
            throw new IllegalStateException("backend " + id + " was never observed");
        }
        return member;
    }
}
