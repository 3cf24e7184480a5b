package dev.sluice.backends.simulated;

import dev.sluice.backends.batch.BatchModel;
import dev.sluice.backends.batch.Happening;
import dev.sluice.backends.batch.Job;
import dev.sluice.backends.batch.Machine;
import dev.sluice.backends.batch.Occupancy;
import dev.sluice.backends.batch.Tokens;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A model of an engine in real time. To be used on one event loop. */
public final class Clockwork {

    private static final long GOES = -1;
    private static final long NONE = -1;
    private static final long MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);

    private final Vertx vertx;
    private final BatchModel model;

    // Mutable state, on the event loop only.
    private final Map<Long, Consumer<Happening>> listeners = new HashMap<>();
    private final Deque<Happening> untold = new ArrayDeque<>();
    private long origin = System.nanoTime();
    private long stoodAt = GOES;
    private Occupancy stoodWith = new Occupancy(List.of(), 0, 0);
    private long timer = NONE;
    private long jobs;

    Clockwork(Vertx vertx, Machine machine) {
        this.vertx = vertx;
        this.model = new BatchModel(machine);
    }

    /** Its time, in nanoseconds from its start; it stands while it hangs. */
    public long now() {
        return (stoodAt == GOES ? System.nanoTime() : stoodAt) - origin;
    }

    /** Works on this from now on and tells what happens to it, which may be within this call. The id of the job. */
    public long submit(Tokens prompt, Tokens answer, boolean anew, Consumer<Happening> listener) {
        long job = jobs++;
        listeners.put(job, listener);
        carryOut(model.submit(new Job(job, prompt, answer, anew), now()));
        return job;
    }

    /** Ends a job as soon as the engine can; it is told when. */
    public void cancel(long job) {
        carryOut(model.cancel(job, now()));
    }

    /** What has been read is known no more; what runs goes on. */
    public void forget() {
        model.forget();
    }

    /** What it is busy with; while it hangs, what it was busy with then, since it takes no notice of what comes. */
    public Occupancy occupancy() {
        return stoodAt == GOES ? model.occupancy() : stoodWith;
    }

    /** How many steps there have been. */
    public long steps() {
        return model.steps();
    }

    /** From now on it stands still, and nobody hears of it: not even of what was due and is late. */
    void hang() {
        if (stoodAt == GOES) {
            stoodWith = model.occupancy();
            stoodAt = System.nanoTime();
            vertx.cancelTimer(timer);
        }
    }

    /** Goes on where it stood. */
    void goOn() {
        if (stoodAt != GOES) {
            origin += System.nanoTime() - stoodAt;
            stoodAt = GOES;
            carryOut(model.advance(now()));
        }
    }

    /** Steps take so many times as long from now on. */
    void slowDown(double factor) {
        model.slowDown(factor);
    }

    private void carryOut(List<Happening> happened) {
        untold.addAll(happened);
        try {
            while (stoodAt == GOES && !untold.isEmpty()) {
                tell(untold.remove());
            }
        } finally {
            wind(); // whatever a listener does: the others wait for the next step
        }
    }

    private void wind() {
        vertx.cancelTimer(timer);
        OptionalLong next = model.next();
        if (stoodAt == GOES && next.isPresent()) {
            long wait = Math.max(1, Math.ceilDiv(next.getAsLong() - now(), MILLISECOND));
            timer = vertx.setTimer(wait, rung -> carryOut(model.advance(now())));
        }
    }

    private void tell(Happening one) {
        Consumer<Happening> listener =
                one instanceof Happening.Ended ? listeners.remove(one.job()) : listeners.get(one.job());
        if (listener != null) {
            listener.accept(one);
        }
    }
}
