package dev.sluice.backends.batch;

import dev.sluice.backends.batch.Happening.Why;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;

/**
 * An engine that batches continuously. Each step works on all that run: every sequence that speaks says its next token,
 * and what is left of the batch reads prompts, in the order in which they started. Who is cancelled leaves when the step
 * under way is over.
 *
 * <p>Times are nanoseconds from any origin and never fall. Every call first does what was due before it, so that steps
 * follow each other without a gap however late the caller is.
 */
public final class BatchModel {

    private record Arrival(Job job, long seatable) {}

    private static final long IDLE = Long.MAX_VALUE;

    private final Machine machine;
    private final Memory memory;

    // Mutable state.
    private final Deque<Arrival> arriving = new ArrayDeque<>();
    private final Deque<Sequence> waiting = new ArrayDeque<>();
    private final List<Sequence> running = new ArrayList<>();
    private List<Happening> happened = new ArrayList<>();
    private double slowness = 1;
    private long stepEnds = IDLE;
    private long steps;

    /** One that is idle. */
    public BatchModel(Machine machine) {
        this.machine = machine;
        this.memory = switch (machine.kv()) {
            case Kv.Slots slots -> new SlotMemory(slots, machine.sequences());
            case Kv.Blocks blocks -> new BlockMemory(blocks);
        };
    }

    /** Takes a job. */
    public List<Happening> submit(Job job, long now) {
        catchUp(now);
        if (memory.fits(job)) {
            arriving.add(new Arrival(job, now + machine.speed().overhead()));
        } else {
            happened.add(new Happening.Ended(job.id(), now, Why.EXHAUSTED));
        }
        catchUp(now);
        return told();
    }

    /** Ends a job: at once if it waits, else with the step under way. Nothing happens to one that is not known. */
    public List<Happening> cancel(long job, long now) {
        catchUp(now);
        if (arriving.removeIf(one -> one.job().id() == job) || waiting.removeIf(one -> one.job.id() == job)) {
            happened.add(new Happening.Ended(job, now, Why.CANCELLED));
        }
        running.stream().filter(one -> one.job.id() == job).forEach(one -> one.cancelled = true);
        return told();
    }

    /** Does what is due by now. */
    public List<Happening> advance(long now) {
        catchUp(now);
        return told();
    }

    /** What has been read is found no more; what runs goes on. */
    public void forget() {
        memory.forget();
    }

    /** Steps that begin from now on take so many times as long. */
    public void slowDown(double factor) {
        slowness = factor;
    }

    /** When the next thing happens; empty if nothing will before another job comes. */
    public OptionalLong next() {
        long next = Math.min(
                stepEnds,
                running.isEmpty() && !arriving.isEmpty() ? arriving.peek().seatable() : IDLE);
        return next == IDLE ? OptionalLong.empty() : OptionalLong.of(next);
    }

    /** How many steps there have been. */
    public long steps() {
        return steps;
    }

    /** What it is busy with, as of the last call. */
    public Occupancy occupancy() {
        List<Occupancy.Seated> seated = running.stream()
                .map(one -> new Occupancy.Seated(
                        one.job.id(),
                        one.slot,
                        one.job.prompt().size(),
                        one.cached,
                        Math.min(one.held, one.job.prompt().size()),
                        one.said))
                .toList();
        return new Occupancy(seated, waiting.size() + arriving.size(), memory.used());
    }

    private List<Happening> told() {
        List<Happening> told = happened;
        happened = new ArrayList<>();
        return told;
    }

    private void catchUp(long now) {
        for (OptionalLong next = next(); next.isPresent() && next.getAsLong() <= now; next = next()) {
            long at = next.getAsLong();
            if (stepEnds != IDLE) {
                endStep(at);
            }
            beginStep(at);
        }
    }

    private void beginStep(long now) {
        while (!arriving.isEmpty() && arriving.peek().seatable() <= now) {
            waiting.add(new Sequence(arriving.remove().job()));
        }
        seat(now);
        while (!memory.reserve(planned())) {
            relieve(now);
        }
        if (running.isEmpty()) {
            stepEnds = IDLE;
            return;
        }
        int speaking = Math.toIntExact(running.stream().filter(Sequence::speaks).count());
        int read = running.stream().mapToInt(one -> one.planned).sum() - speaking;
        stepEnds = now + Math.round(machine.speed().step(read, speaking) * slowness);
    }

    private void seat(long now) {
        while (!waiting.isEmpty() && running.size() < machine.sequences() && memory.seat(waiting.peek())) {
            Sequence seated = waiting.remove();
            running.add(seated);
            happened.add(new Happening.Started(seated.job.id(), now, seated.slot, seated.cached));
        }
    }

    /** Those that speak first: a prompt never keeps them waiting for more than its own step. */
    private List<Sequence> planned() {
        int left = machine.batch();
        for (Sequence one : running) {
            one.planned = one.speaks() ? 1 : 0;
            left -= one.planned;
        }
        for (Sequence one : running) {
            if (one.planned == 0) {
                one.planned = Math.clamp(left, 0, one.unread());
                left -= one.planned;
            }
        }
        return running;
    }

    private void relieve(long now) {
        if (memory.preempts() && running.size() > 1) {
            Sequence last = running.removeLast();
            memory.leave(last);
            last.unseat();
            waiting.addFirst(last);
            happened.add(new Happening.Preempted(last.job.id(), now));
        } else {
            List.copyOf(running).forEach(one -> end(one, now, Why.EXHAUSTED));
            seat(now);
        }
    }

    private void endStep(long now) {
        steps++;
        for (Sequence one : List.copyOf(running)) {
            one.held += one.planned;
            memory.hasRead(one);
            if (one.cancelled) {
                end(one, now, Why.CANCELLED);
            } else {
                tell(one, now);
            }
        }
    }

    private void tell(Sequence one, long now) {
        boolean spoke = one.said > 0;
        if (!spoke && one.planned > 0) {
            happened.add(new Happening.Read(one.job.id(), now, one.held));
        }
        if (one.unread() > 0) {
            return;
        }
        if (one.job.answer().size() > one.said) {
            happened.add(new Happening.Said(one.job.id(), now, one.said));
            one.said++;
        }
        if (one.said >= one.job.answer().size()) {
            end(one, now, Why.SAID);
        }
    }

    private void end(Sequence one, long now, Why why) {
        running.remove(one);
        memory.leave(one);
        happened.add(new Happening.Ended(one.job.id(), now, why));
    }
}
