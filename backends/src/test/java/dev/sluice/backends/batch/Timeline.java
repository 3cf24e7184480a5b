package dev.sluice.backends.batch;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Runs a model in virtual time and keeps what happens. Times are milliseconds. */
final class Timeline {

    final BatchModel model;
    final List<Happening> happened = new ArrayList<>();

    Timeline(Machine machine) {
        model = new BatchModel(machine);
    }

    /** A prompt of its own, so that nothing of it is found in a cache. */
    static Job job(long id, int prompt, int answer) {
        return new Job(id, numbers(Math.toIntExact(id) * 100_000, prompt), numbers(1, answer));
    }

    static Tokens numbers(int first, int count) {
        return Tokens.of(IntStream.range(first, first + count).toArray());
    }

    Timeline submit(long at, Job... jobs) {
        for (Job job : jobs) {
            happened.addAll(model.submit(job, MILLISECONDS.toNanos(at)));
        }
        return this;
    }

    Timeline cancel(long at, long job) {
        happened.addAll(model.cancel(job, MILLISECONDS.toNanos(at)));
        return this;
    }

    Timeline until(long at) {
        happened.addAll(model.advance(MILLISECONDS.toNanos(at)));
        return this;
    }

    /** Until nothing more happens. */
    Timeline toTheEnd() {
        for (OptionalLong next = model.next(); next.isPresent(); next = model.next()) {
            happened.addAll(model.advance(next.getAsLong()));
        }
        return this;
    }

    /** When this job was seated, said its tokens, and so on. */
    <T extends Happening> List<Long> times(long job, Class<T> kind) {
        return all(job, kind).map(one -> one.at() / 1_000_000).toList();
    }

    <T extends Happening> Stream<T> all(long job, Class<T> kind) {
        return happened.stream()
                .filter(one -> one.job() == job)
                .filter(kind::isInstance)
                .map(kind::cast);
    }

    Happening.Ended end(long job) {
        return all(job, Happening.Ended.class).findFirst().orElseThrow();
    }

    int said(long job) {
        return Math.toIntExact(all(job, Happening.Said.class).count());
    }
}
