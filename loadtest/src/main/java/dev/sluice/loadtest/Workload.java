package dev.sluice.loadtest;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How much {@link Compare} lets each contender do: options, with defaults that tell something. */
final class Workload {

    @Option(names = "--streams", description = "Streams at once (default: ${DEFAULT-VALUE}).")
    private int streams = 50;

    @Option(names = "--events", description = "Content events of each stream (default: ${DEFAULT-VALUE}).")
    private int events = 64;

    @Option(names = "--rate", description = "Events a second of each stream (default: ${DEFAULT-VALUE}).")
    private int rate = 200;

    @Option(names = "--connections", description = "Connections that ask for JSON (default: ${DEFAULT-VALUE}).")
    private int connections = 64;

    @Option(
            names = "--cold-events",
            description = "The events that count as cold, from the start on (default: ${DEFAULT-VALUE}).")
    private long coldEvents = 50_000;

    @Option(
            names = "--cold-answers",
            description = "The JSON answers that count as cold, from the start on (default: ${DEFAULT-VALUE}).")
    private long coldAnswers = 20_000;

    @Option(
            names = "--warm-up",
            description = "How much of the same then warms it up, uncounted, as a multiple of the cold part"
                    + " (default: ${DEFAULT-VALUE}).")
    private int warmUp = 3;

    @Option(
            names = "--slices",
            description = "Into how many slices, in turn with the other contenders, the warm part is cut (default:"
                    + " ${DEFAULT-VALUE}).")
    private int slices = 5;

    @Option(names = "--warm-events", description = "Events of each warm slice (default: ${DEFAULT-VALUE}).")
    private long warmEvents = 20_000;

    @Option(names = "--warm-answers", description = "JSON answers of each warm slice (default: ${DEFAULT-VALUE}).")
    private long warmAnswers = 10_000;

    /** The time between two events of a stream. */
    Duration pace() {
        return Duration.ofSeconds(1).dividedBy(rate);
    }

    int slices() {
        return slices;
    }

    Tally cold(Kind kind, LoadClient client) {
        return run(kind, client, 1, coldEvents, coldAnswers);
    }

    Tally warmUp(Kind kind, LoadClient client) {
        return run(kind, client, warmUp, coldEvents, coldAnswers);
    }

    Tally warm(Kind kind, LoadClient client) {
        return run(kind, client, 1, warmEvents, warmAnswers);
    }

    private Tally run(Kind kind, LoadClient client, int times, long events, long answers) {
        return switch (kind) {
            case STREAMS -> client.streams(streams, this.events, pace(), times * events / this.events);
            case ANSWERS -> client.answers(connections, times * answers);
        };
    }
}
