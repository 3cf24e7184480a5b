package dev.sluice.loadtest;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** One contender with one kind of load, from its start to its end. */
final class Trial implements AutoCloseable {

    private final Kind kind;
    private final Contender contender;
    private final Source source;
    private final Workload workload;
    private final Scores scores;
    private final Running running;
    private final Tally warm = new Tally();

    private Trial(Kind kind, Contender contender, Source source, Workload workload, Scores scores, Running running) {
        this.kind = kind;
        this.contender = contender;
        this.source = source;
        this.workload = workload;
        this.scores = scores;
        this.running = running;
    }

    /** Starts the contender, measures it cold, and warms it up. */
    static Trial begin(Vertx vertx, Kind kind, Contender contender, Source source, Workload workload, Scores scores)
            throws IOException {
        Running running = Running.start(vertx, contender, source.port());
        Trial trial = new Trial(kind, contender, source, workload, scores, running);
        LoadClient client = running.client();
        Tally cold = trial.measure(() -> workload.cold(kind, client), kind.cold());
        if (kind == Kind.STREAMS) {
            trial.add(Figure.FIRST_COLD_P99, Tally.millis(cold.first, 99));
        }
        trial.check(workload.warmUp(kind, client));
        return trial;
    }

    /** One slice of the warm part. */
    void slice() throws IOException {
        Duration before = running.cpuOfLoops();
        Tally slice = measure(() -> workload.warm(kind, running.client()), kind.warm());
        add(kind.loops(), running.cpuOfLoops().minus(before), slice);
        warm.add(slice);
    }

    /** Ends the contender; what its slices came to together is scored. */
    @Override
    public void close() throws IOException {
        switch (kind) {
            case STREAMS -> scoreStreams();
            case ANSWERS -> scoreAnswers();
        }
        running.close();
    }

    private void scoreStreams() throws IOException {
        add(Figure.FIRST_P50, Tally.millis(warm.first, 50));
        add(Figure.FIRST_P99, Tally.millis(warm.first, 99));
        add(Figure.DELAY_P50, Tally.millis(warm.delay, 50));
        add(Figure.DELAY_P99, Tally.millis(warm.delay, 99));
        add(Figure.DISTORTION_P99, Tally.millis(warm.distortion, 99));
        if (running.relay().isPresent()) {
            add(Figure.RESIDENT, running.residentMegabytes());
        }
    }

    private void scoreAnswers() {
        add(Figure.ANSWER_P50, Tally.millis(warm.first, 50));
        add(Figure.ANSWER_P99, Tally.millis(warm.first, 99));
    }

    private Tally measure(Supplier<Tally> load, Figure cost) throws IOException {
        Machine.Use machine = Machine.Use.begin(processes());
        Duration before = running.cpu();
        Tally tally = check(load.get());
        add(cost, running.cpu().minus(before), tally);
        add(Figure.OTHERS, machine.others());
        return tally;
    }

    private List<Child> processes() {
        return Stream.concat(Stream.of(source.process()), running.relay().stream())
                .toList();
    }

    private Tally check(Tally tally) {
        add(Figure.FAILED, tally.failed());
        if (tally.failed() > 0) {
            System.out.println("  " + contender.name() + ": " + tally.failures);
            running.relay().ifPresent(Child::keepLog);
        }
        return tally;
    }

    private void add(Figure cost, Duration spent, Tally on) {
        if (!spent.isZero()) { // neither direct, nor without event loops
            add(cost, spent.toNanos() / 1_000.0 / Math.max(1, on.events()));
        }
    }

    private void add(Figure figure, double value) {
        scores.add(contender.name(), figure, value);
    }
}
