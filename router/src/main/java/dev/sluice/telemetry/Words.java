package dev.sluice.telemetry;

import java.util.Locale;

/** How names of the code are written in labels and lines. */
final class Words {

    private Words() {}

    /** In small letters, with underscores. */
    static String of(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT);
    }
}
