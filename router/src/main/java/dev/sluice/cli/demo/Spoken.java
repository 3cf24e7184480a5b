package dev.sluice.cli.demo;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Durations as people read them at a glance. */
final class Spoken {

    private Spoken() {}

    static String of(Duration duration) {
        return duration.toMinutes() == 0
                ? String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0)
                : String.format(Locale.ROOT, "%d:%02d min", duration.toMinutes(), duration.toSecondsPart());
    }

    static String of(Optional<Duration> duration) {
        return duration.map(Spoken::of).orElse("-");
    }
}
