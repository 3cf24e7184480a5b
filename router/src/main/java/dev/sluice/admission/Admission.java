package dev.sluice.admission;

import dev.sluice.pool.Backend;
import dev.sluice.pool.BackendId;
import dev.sluice.pool.Condition;
import dev.sluice.pool.Health;
import dev.sluice.pool.OutputLengths;
import dev.sluice.pool.Served;
import dev.sluice.pool.Settling;
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

    /** When all who serve a model have refused for so long, nobody waits for them any more. */
    private static final Duration HOPE = Duration.ofMinutes(1);

    private final int queueLimit;
    // Mutable state.
    private final Members members;
    private final WaitQueue queue = new WaitQueue();
    private final Map<Long, Running> running = new HashMap<>();
    private final Map<String, OutputLengths> lengths = new HashMap<>();
    private final List<Decision> decisions = new ArrayList<>();
    private final RetryBudget retries = new RetryBudget();
    private List<Backend> known = List.of();
    private List<Backend> judged = known;
    private long judgedAt;
    private long arrivals;
    private long epochs;
    private long stale;

    /**
     * With no backend and an empty queue.
     *
     * @param queueLimit how many may wait; one more is rejected unless it can start at once
     * @param hostSlots how many slots all backends on a host may have in use together, by the host's name or address in
     *     their URLs; those that are not named have no such bound
     */
    public Admission(int queueLimit, Map<String, Integer> hostSlots) {
        this.queueLimit = queueLimit;
        this.members = new Members(hostSlots);
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
            case Event.Joined(Backend backend) -> join(backend);
            case Event.Seen(BackendId id, Sighting sighting) -> seen(members.get(id), sighting, now);
            case Event.Idle(BackendId id, long since) -> members.get(id).slots.idle(since);
            case Event.Tick() -> {}
        }
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
        return new Snapshot(queue.size(), queue.firstSince(), stale, known, Collections.unmodifiableList(uses));
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

    /**
     * Whoever waits for nothing any more is told so. The whole queue is asked only when something else is known of a
     * backend, or one has been out for long just now.
     */
    private void giveUp(long now) {
        boolean asBefore = known.equals(judged)
                && members.all().stream().noneMatch(member -> isHopelessSince(member, judgedAt, now));
        judged = known;
        judgedAt = now;
        if (!asBefore) {
            queue.drain(() -> true, waiter -> rejectIfHopeless(waiter, now));
        }
    }

    private static boolean isHopelessSince(Member member, long before, long now) {
        Condition condition = member.backend().condition();
        return condition.outSince(now - HOPE.toNanos()) && !condition.outSince(before - HOPE.toNanos());
    }

    private boolean rejectIfHopeless(Waiter waiter, long now) {
        Optional<Rejection> why = hopeless(waiter, now);
        why.ifPresent(reason -> reject(waiter, reason));
        return why.isPresent();
    }

    /** Why it need not wait, if so. For a model that nobody has, it waits: somebody may come who does. */
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
        if (queue.size() > queueLimit && queue.find(waiter.ticket().id()) != null) {
            queue.remove(waiter);
            reject(waiter, Rejection.QUEUE_FULL);
        }
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
            member.slots.grown(epoch, tokens);
            feel(member, member.backend().condition().answered(now));
        }
    }

    private void end(Event.End end, long now) {
        Running ended = running.remove(end.epoch());
        if (ended == null) {
            stale++;
            return;
        }
        Member member = members.get(ended.lease().backend().id());
        release(member, ended, end.ending(), now);
        Waiter back = ended.waiter().back(ended.lease(), now);
        switch (end.then()) {
            case Then.Done() -> {}
            case Then.Elsewhere() -> retry(back, now);
            case Then.Larger(int promptTokens) -> requeue(back.atLeast(promptTokens), now);
            case Then.Abler(var lacked) -> {
                member.cannot(ended.lease().model().id(), lacked, now);
                known = members.backends();
                requeue(back, now);
            }
        }
    }

    private void release(Member member, Running ended, Ending ending, long now) {
        long epoch = ended.lease().epoch();
        Condition before = member.backend().condition();
        String why = ending.why();
        switch (ending.outcome()) {
            case UNSENT, REFUSED, BUSY -> member.slots.free(epoch);
            case COMPLETE -> {
                member.slots.free(epoch);
                learn(member, ended, ending, now);
                feel(member, before.answered(now));
            }
            case FAILED -> {
                member.slots.free(epoch);
                if (member.failed() && members.hasStandIn(member)) {
                    takeOut(member, before.failing(why, now));
                }
            }
            case ABANDONED, CUT -> settle(member, epoch, ending.outcome(), now);
            case HUNG -> {
                settle(member, epoch, Outcome.ABANDONED, now);
                takeOut(member, before.hung(why, now));
            }
            case UNAVAILABLE -> {
                member.slots.free(epoch);
                takeOut(member, before.unavailable(why, now));
            }
            case LOST -> {
                member.slots.lose(epoch);
                takeOut(member, before.lost(why, now));
            }
        }
    }

    private void learn(Member member, Running ended, Ending ending, long now) {
        member.served(ended, ending.measured(), now);
        String model = ended.lease().ticket().model();
        ending.measured()
                .flatMap(seen -> seen.outputTokens().stream().boxed().findFirst())
                .ifPresent(tokens -> lengths.put(model, lengths(model).learn(tokens)));
    }

    private OutputLengths lengths(String model) {
        return lengths.getOrDefault(model, OutputLengths.PRIOR_ALONE);
    }

    private void settle(Member member, long epoch, Outcome outcome, long now) {
        if (member.slots.settle(epoch, now, member.settledBy(now)) && member.showsIdleness()) {
            decisions.add(new Decision.ProveIdle(member.backend(), outcome));
        }
    }

    /** One look is enough, however many requests the backend has failed at once. */
    private void takeOut(Member member, Condition condition) {
        if (feel(member, condition)) {
            decisions.add(new Decision.Recheck(member.backend().id()));
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

    private void join(Backend backend) {
        members.join(backend);
        known = members.backends();
    }

    private void seen(Member member, Sighting sighting, long now) {
        Health before = member.backend().health();
        boolean busy = member.slots.occupied() > 0;
        if (sighting instanceof Sighting.Ready ready) {
            ready(member, ready, now);
        }
        Condition condition = member.backend().condition();
        boolean needed = sighting instanceof Sighting.Ready && !members.hasStandIn(member);
        feel(member, (needed ? condition.needed(now) : condition).seen(sighting, busy, now));
        if (member.backend().health() == Health.UP) {
            up(member, before, now);
        }
    }

    private void ready(Member member, Sighting.Ready ready, long now) {
        Backend before = member.backend();
        boolean first = member.isUnseen();
        member.is(ready.profile());
        member.remind(now);
        member.crowded(ready.crowd());
        if (!member.backend().equals(before)) {
            known = members.backends();
            settleAnew(member, before.traits().settling(), now);
        }
        if (first) {
            suspect(member, now);
        }
    }

    /** What settles there was left to time: now that it shows when it is idle, nothing else will do. */
    private void settleAnew(Member member, Settling before, long now) {
        member.expire(now);
        boolean settles = member.slots.settling() + member.slots.quarantined() > 0;
        if (settles && member.showsIdleness() && !(before instanceof Settling.Shown)) {
            decisions.add(new Decision.ProveIdle(member.backend(), Outcome.CUT));
        }
    }

    /** Another router may have left work there, which a server that works on one thing at a time must end first. */
    private void suspect(Member member, long now) {
        if (member.showsIdleness() && member.backend().traits().slots() == 1) {
            member.slots.suspect(1, now, member.settledBy(now));
            decisions.add(new Decision.ProveIdle(member.backend(), Outcome.LOST));
        }
    }

    private void up(Member member, Health before, long now) {
        if (before == Health.DOWN || before == Health.LOADING) {
            member.restarted();
            known = members.backends();
        }
        if (member.slots.recover(now, member.settledBy(now)) && member.showsIdleness()) {
            decisions.add(new Decision.ProveIdle(member.backend(), Outcome.LOST));
        }
    }

    /** Whether its health is another one now. */
    private boolean feel(Member member, Condition condition) {
        if (condition.equals(member.backend().condition())) {
            return false;
        }
        Health before = member.backend().health();
        String why = member.backend().condition().why();
        boolean changed = member.feels(condition);
        if (changed || !condition.why().equals(why)) {
            decisions.add(new Decision.Changed(member.backend(), before));
        }
        known = members.backends();
        return changed;
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
        return lengths(waiter.ticket().model()).mean(most);
    }

    private void reject(Waiter waiter, Rejection why) {
        decisions.add(new Decision.Reject(waiter.ticket(), why));
    }

    private OptionalLong wakeUp(long now) {
        OptionalLong first = queue.nextDeadline();
        for (Member member : members.all()) {
            first = earlier(first, member.slots.nextExpiry());
            if (!queue.isEmpty() && member.backend().condition().outSince(now)) {
                long hopeless = member.backend().condition().since() + HOPE.toNanos();
                first = hopeless > now ? earlier(first, OptionalLong.of(hopeless)) : first;
            }
        }
        return first;
    }

    private static OptionalLong earlier(OptionalLong one, OptionalLong other) {
        boolean otherIs = other.isPresent() && (one.isEmpty() || other.getAsLong() < one.getAsLong());
        return otherIs ? other : one;
    }
}
