package dev.sluice.telemetry;

import java.util.Locale;

/** How names of the code are written in labels, in lines, and in what the management address answers. */
public final class Words {

    private Words() {}

    /** In small letters, with underscores. */
    public static String of(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT);
    }
}
