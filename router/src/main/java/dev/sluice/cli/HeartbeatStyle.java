package dev.sluice.cli;

import dev.sluice.config.Heartbeat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the form of heartbeats as people type it: small letters, with hyphens. */
final class HeartbeatStyle implements ITypeConverter<Heartbeat.Style> {

    @Override
    public Heartbeat.Style convert(String typed) {
        return Arrays.stream(Heartbeat.Style.values())
                .filter(style -> name(style).equals(typed))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException(
                        "'" + typed + "' is not a form of heartbeat (expected: " + String.join(", ", names()) + ")"));
    }

    private static List<String> names() {
        return Arrays.stream(Heartbeat.Style.values()).map(HeartbeatStyle::name).toList();
    }

    private static String name(Heartbeat.Style style) {
        return style.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
