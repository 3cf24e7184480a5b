package dev.sluice.admission;

import dev.sluice.pool.Ability;
import dev.sluice.pool.Backend;
import dev.sluice.pool.Condition;
import dev.sluice.pool.Health;
import dev.sluice.pool.OutputLengths;
import dev.sluice.pool.Settling;
import dev.sluice.pool.Sighting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the endings of requests, and looks, say of the backends: their slots, their health, and how they serve. */
final class Evidence {

    private final Members members;
    private final List<Decision> decisions;
    // Mutable state.
    private final Map<String, OutputLengths> lengths = new HashMap<>();

    /** Of these; what has to be done about it is added to the decisions. */
    Evidence(Members members, List<Decision> decisions) {
        this.members = members;
        this.decisions = decisions;
    }

    /** How many tokens an answer of this model is expected to have, if it may have so many. */
    double outputTokens(String model, int most) {
        return lengths(model).mean(most);
    }

    /** An answer has come so far, in tokens. */
    void grown(Member member, long epoch, int tokens, long now) {
        member.slots.grown(epoch, tokens);
        feel(member, member.backend().condition().answered(now));
    }

    /** It has shown that it cannot do this with this model. */
    void cannot(Member member, String model, Ability lacked, long now) {
        member.cannot(model, lacked, now);
        members.changed();
    }

    /** A lease has ended so: what that means for its slots, and for its backend. */
    void release(Member member, Running ended, Ending ending, long now) {
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

    /** A look has shown this. */
    void seen(Member member, Sighting sighting, long now) {
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
            members.changed();
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
            members.changed();
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
        members.changed();
        return changed;
    }
}
