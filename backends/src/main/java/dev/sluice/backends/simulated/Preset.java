package dev.sluice.backends.simulated;

import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.sluice.backends.batch.Speed;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How fast an engine on a machine of a usual kind is. */
public enum Preset {
    /**
     * TinyLlama 1.1B in four bits on an old CPU box: reads 75 tokens a second and says 2.5, loads for 45 s. People
     * report 50 to 100, 1 to 4, and 30 to 60 s.
     */
    TINYLLAMA_CPU(
            new Speed(0, MILLISECONDS.toNanos(380), 1_000_000_000L / 75, MILLISECONDS.toNanos(20)),
            Duration.ofSeconds(45)),

    /**
     * A model of seven billion weights on one GPU. A step takes 6 ms and 0.35 ms for each running stream, and a token of
     * a prompt 0.2 ms, as measured on such; 0.45 s go before the engine has it. So a prompt of 512 tokens that finds it
     * idle is answered after 0.56 s, and with answers of 128 tokens it serves six to seven requests a second. People
     * report 0.5 to 0.8 s, and 5 to 10 a second.
     */
    GPU_7B(
            new Speed(
                    MILLISECONDS.toNanos(450),
                    MILLISECONDS.toNanos(6),
                    MICROSECONDS.toNanos(200),
                    MICROSECONDS.toNanos(350)),
            Duration.ofSeconds(60)),

    /** As fast as a test wants it: a millisecond a step, and nothing to wait for. */
    INSTANT(new Speed(0, MILLISECONDS.toNanos(1), 1_000, 0), Duration.ZERO);

    private final Speed speed;
    private final Duration load;

    Preset(Speed speed, Duration load) {
        this.speed = speed;
        this.load = load;
    }

    public Speed speed() {
        return speed;
    }

    /** From the start of the process until it can serve. */
    public Duration load() {
        return load;
    }

    /** What people type for it. */
    public String typed() {
        return this == GPU_7B ? "7b-gpu" : name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The one that is typed so.
     *
     * @throws IllegalArgumentException there is none; it says which there are
     */
    public static Preset typed(String word) {
        return Arrays.stream(values())
                .filter(preset -> preset.typed().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + word + "' is not a preset; there are: "
                        + Arrays.stream(values()).map(Preset::typed).collect(Collectors.joining(", "))));
    }
}
