package dev.sluice.backends.simulated;

import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.sluice.backends.batch.Speed;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How fast an engine on a machine of a usual kind is.
 *
 * @param name what people type for it
 * @param speed how long things take
 * @param load from the start of its process until it serves
 */
public record Preset(String name, Speed speed, Duration load) {

    /**
     * TinyLlama 1.1B in four bits on an old CPU box: reads 75 tokens a second, says 2.5, and loads for 45 s. People report
     * 50 to 100, 1 to 4, and 30 to 60 s.
     */
    public static final Preset TINYLLAMA_CPU = new Preset(
            "tinyllama-cpu",
            new Speed(0, MILLISECONDS.toNanos(380), SECONDS.toNanos(1) / 75, MILLISECONDS.toNanos(20)),
            Duration.ofSeconds(45));

    /**
     * A model of seven billion weights on one GPU. A step takes 6 ms and 0.35 ms for each running stream, and a token of a
     * prompt 0.2 ms, as measured on such; 0.45 s go before the engine has it. So a prompt of 512 tokens that finds it idle
     * is answered after 0.56 s, and with answers of 128 tokens it serves six to seven requests a second. People report 0.5
     * to 0.8 s, and 5 to 10 a second.
     */
    public static final Preset GPU_7B = new Preset(
            "7b-gpu",
            new Speed(
                    MILLISECONDS.toNanos(450),
                    MILLISECONDS.toNanos(6),
                    MICROSECONDS.toNanos(200),
                    MICROSECONDS.toNanos(350)),
            Duration.ofSeconds(60));

    /** As fast as a test wants it: a millisecond a step, and nothing to wait for. */
    public static final Preset INSTANT =
            new Preset("instant", new Speed(0, MILLISECONDS.toNanos(1), 1_000, 0), Duration.ZERO);

    private static final List<Preset> ALL = List.of(TINYLLAMA_CPU, GPU_7B, INSTANT);

    /**
     * The one of this name.
     *
     * @throws IllegalArgumentException there is none; it says which there are
     */
    public static Preset named(String name) {
        return ALL.stream()
                .filter(preset -> preset.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is not a preset; there are: "
                        + ALL.stream().map(Preset::name).collect(Collectors.joining(", "))));
    }

    /** The same so many times as fast. */
    public Preset times(double factor) {
        return new Preset(name, speed.times(factor), Duration.ofNanos(Math.round(load.toNanos() / factor)));
    }
}
