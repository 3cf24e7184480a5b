package dev.sluice.admission;

import dev.sluice.pool.AdminState;
import dev.sluice.pool.Backend;
import dev.sluice.pool.BackendId;
import dev.sluice.pool.Served;
import dev.sluice.pool.Sighting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One ordered queue in front of all backends. A ticket gets slots of the fastest free backend that can serve it, in
 * order of arrival; until then it waits, within a bound in length and its own deadline.
 *
 * <p>Not thread-safe: see the package for who owns it.
 */
public final class Admission {

    /** When all who serve a model have refused, or been off duty, for so long, nobody waits for them any more. */
    private static final Duration HOPE = Duration.ofMinutes(1);

    // Mutable state.
    private final Members members;
    private final Evidence evidence;
    private final WaitQueue queue = new WaitQueue();
    private final Map<Long, Running> running = new HashMap<>();
    private final List<Decision> decisions = new ArrayList<>();
    private final RetryBudget retries = new RetryBudget();
    private List<Backend> judged = List.of();
    private long judgedAt;
    private long arrivals;
    private long epochs;
    private long stale;

    /** With no backend and an empty queue. */
    public Admission(Bounds bounds) {
        this.members = new Members(bounds);
        this.evidence = new Evidence(members, decisions);
    }

    /** Takes in one event that happened at {@code now}, and whatever has fallen due by then. */
    public Step on(Event event, long now) {
        expire(now);
        switch (event) {
            case Event.Offer(Ticket ticket) -> offer(Waiter.first(ticket, arrivals++, now), now);
            case Event.Cancel(long ticket) -> cancel(ticket);
            case Event.Counted(long ticket, int tokens) -> counted(ticket, tokens, now);
            case Event.Grown(long epoch, int tokens) -> grown(epoch, tokens, now);
            case Event.End end -> end(end, now);
            case Event.Joined(Backend backend) -> members.join(backend, now);
            case Event.Left(BackendId id) -> members.find(id).ifPresent(member -> leave(member, now));
            case Event.Drained(BackendId id, boolean drained) ->
                members.find(id).ifPresent(member -> member.drained(drained, now));
            case Event.Assigned(BackendId id, int tier, String host) ->
                members.find(id).ifPresent(member -> members.assign(member, tier, host));
            case Event.Bounded(Bounds next) -> members.bound(next);
            case Event.Seen(BackendId id, Sighting sighting) ->
                members.find(id).ifPresent(member -> evidence.seen(member, sighting, now));
            case Event.Idle(BackendId id, long since) -> members.find(id).ifPresent(member -> member.slots.idle(since));
            case Event.Tick() -> {}
        }
        turnOut();
        giveUp(now);
        grantAll(now);
        Step step = new Step(List.copyOf(decisions), wakeUp(now));
        decisions.clear();
        return step;
    }

    /** The state now. */
    public Snapshot snapshot() {
        List<Snapshot.Use> uses = new ArrayList<>(members.all().size());
        members.all().forEach(member -> uses.add(member.use()));
        return new Snapshot(
                queue.size(),
                queue.firstSince(),
                queue.queues(),
                stale,
                members.known(),
                Collections.unmodifiableList(uses));
    }

    /** Where this ticket stands now; empty if it does not wait. */
    public Optional<Place> place(Ticket ticket) {
        return queue.place(ticket.id());
    }

    private void expire(long now) {
        members.all().forEach(member -> member.expire(now));
        for (Waiter late = queue.pollExpired(now); late != null; late = queue.pollExpired(now)) {
            reject(late, Rejection.DEADLINE);
        }
    }

    /** All who wait are judged anew: nobody waits for it any more, though what is known of it may be the same. */
    private void leave(Member member, long now) {
        members.leave(member, now);
        judged = List.of();
    }

    /** Who is off duty is out once nothing runs there, and who leaves is gone. */
    private void turnOut() {
        for (Member member : members.all()) {
            AdminState before = member.backend().admin();
            if (member.turnsOut()) {
                decisions.add(new Decision.AdminChanged(member.backend(), before));
                members.changed();
            }
        }
        members.takeGone().forEach(member -> decisions.add(new Decision.Gone(member.backend())));
    }

    /**
     * Whoever waits for nothing any more is told so. The whole queue is asked only when something else is known of a
     * backend, or one has been out for long just now.
     */
    private void giveUp(long now) {
        List<Backend> known = members.known();
        boolean asBefore = known.equals(judged)
                && members.staying().stream().noneMatch(member -> isHopelessSince(member, judgedAt, now));
        judged = known;
        judgedAt = now;
        if (!asBefore) {
            queue.drain(() -> true, waiter -> rejectIfHopeless(waiter, now));
        }
    }

    private static boolean isHopelessSince(Member member, long before, long now) {
        return member.outSince(now - HOPE.toNanos()) && !member.outSince(before - HOPE.toNanos());
    }

    private boolean rejectIfHopeless(Waiter waiter, long now) {
        Optional<Rejection> why = hopeless(waiter, now);
        why.ifPresent(reason -> reject(waiter, reason));
        return why.isPresent();
    }

    /**
     * Why it need not wait, if so. For a model that nobody has, or nobody any more, it waits: somebody may come who does.
     * Its own deadline ends that, which every ticket has.
     */
    private Optional<Rejection> hopeless(Waiter waiter, long now) {
        if (members.allOutSince(waiter, now - HOPE.toNanos())) {
            return Optional.of(Rejection.ALL_OUT);
        }
        if (!members.anybodySuits(waiter) && members.anybodyServes(waiter)) {
            return Optional.of(waiter.excluded().isEmpty() ? Rejection.UNABLE : Rejection.NOWHERE_ELSE);
        }
        return Optional.empty();
    }

    /** The queue's bound is for those who must wait: who can start at once takes no place in it. */
    private void offer(Waiter waiter, long now) {
        retries.earn();
        if (rejectIfHopeless(waiter, now)) {
            return;
        }
        queue.add(waiter);
        grantAll(now);
        queue.tooMuch(waiter, members.bounds()).ifPresent(full -> {
            queue.remove(waiter);
            reject(waiter, full);
        });
    }

    private void cancel(long ticket) {
        Waiter waiter = queue.find(ticket);
        if (waiter != null) {
            queue.remove(waiter);
        }
    }

    private void counted(long ticket, int tokens, long now) {
        Waiter waiter = queue.find(ticket);
        if (waiter == null) {
            return;
        }
        queue.remove(waiter);
        Waiter longer = waiter.counted(tokens);
        if (members.differ(waiter)) {
            queue.add(waiter); // another model may count the same prompt otherwise
        } else if (members.anybodySuits(waiter) && !members.anybodySuits(longer)) {
            reject(longer, Rejection.TOO_LONG);
        } else if (!rejectIfHopeless(longer, now)) {
            queue.add(longer);
        }
    }

    private void grown(long epoch, int tokens, long now) {
        Running growing = running.get(epoch);
        if (growing != null) {
            Member member = members.get(growing.lease().backend().id());
            evidence.grown(member, epoch, tokens, now);
        }
    }

    private void end(Event.End end, long now) {
        Running ended = running.remove(end.epoch());
        if (ended == null) {
            stale++;
            return;
        }
        Member member = members.get(ended.lease().backend().id());
        evidence.release(member, ended, end.ending(), now);
        Waiter back = ended.waiter().back(ended.lease(), now);
        switch (end.then()) {
            case Then.Done() -> {}
            case Then.Elsewhere() -> retry(back, now);
            case Then.Larger(int promptTokens) -> requeue(back.atLeast(promptTokens), now);
            case Then.Abler(var lacked) -> {
                evidence.cannot(member, ended.lease().model().id(), lacked, now);
                requeue(back, now);
            }
        }
    }

    /** Whoever has been in the queue keeps the right to be there: its bound is not asked again. */
    private void retry(Waiter waiter, long now) {
        if (members.anybodySuits(waiter) && !retries.spend(now)) {
            reject(waiter, Rejection.TOO_MANY_RETRIES);
        } else {
            requeue(waiter, now);
        }
    }

    /** The same, once, for one that was not failed but sent to the wrong place: it costs nothing of the budget. */
    private void requeue(Waiter waiter, long now) {
        if (!members.anybodySuits(waiter)) {
            reject(waiter, Rejection.NOWHERE_ELSE);
        } else if (!rejectIfHopeless(waiter, now)) {
            queue.add(waiter);
        }
    }

    private void grantAll(long now) {
        Openings openings = members.openings();
        queue.drain(openings::any, waiter -> grantOrKeep(waiter, openings, now));
    }

    /** Whether this one may go now. If not, slots that it waits for are kept from those behind it. */
    private boolean grantOrKeep(Waiter waiter, Openings openings, long now) {
        List<Member> eligible =
                members.eligible(waiter, openings.of(waiter.ticket().model()));
        if (eligible.isEmpty()) {
            return false;
        }
        Optional<Member> chosen = members.choose(waiter, eligible, outputTokens(waiter), now);
        chosen.ifPresentOrElse(
                member -> {
                    grant(waiter, member, now);
                    openings.retain(members::hasFreeSlot);
                },
                () -> openings.keep(members.keepFor(waiter, eligible)));
        return chosen.isPresent();
    }

    private void grant(Waiter waiter, Member member, long now) {
        Served model = member.suits(waiter).orElseThrow();
        int weight = member.weight(waiter);
        double predicted = member.predict(waiter, model, outputTokens(waiter), now);
        Lease lease = new Lease(++epochs, waiter.ticket(), member.backend(), model, weight, now, member.reports());
        running.put(
                lease.epoch(), new Running(lease, waiter, predicted, member.slots.leased(), member.tryCoolDown(now)));
        member.slots.lease(lease.epoch(), weight, now, member.sequence(waiter, model, now));
        decisions.add(new Decision.Grant(lease));
    }

    private double outputTokens(Waiter waiter) {
        int most = waiter.ticket().needs().maxTokens().orElse(Integer.MAX_VALUE);
        return evidence.outputTokens(waiter.ticket().model(), most);
    }

    private void reject(Waiter waiter, Rejection why) {
        decisions.add(new Decision.Reject(waiter.ticket(), why));
    }

    private OptionalLong wakeUp(long now) {
        OptionalLong first = queue.nextDeadline();
        for (Member member : members.all()) {
            first = earlier(first, member.slots.nextExpiry());
        }
        return queue.isEmpty() ? first : earlier(first, nextHopeless(now));
    }

    /** When the next backend will have been out for long: some may wait for it in vain then. */
    private OptionalLong nextHopeless(long now) {
        return members.staying().stream()
                .filter(member -> member.outSince(now))
                .mapToLong(member -> member.outFrom() + HOPE.toNanos())
                .filter(hopeless -> hopeless > now)
                .min();
    }

    private static OptionalLong earlier(OptionalLong one, OptionalLong other) {
        boolean otherIs = other.isPresent() && (one.isEmpty() || other.getAsLong() < one.getAsLong());
        return otherIs ? other : one;
    }
}
