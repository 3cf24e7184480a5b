package dev.sluice.cli.demo;

import static org.jline.utils.AttributedStyle.DEFAULT;
import static org.jline.utils.AttributedStyle.GREEN;
import static org.jline.utils.AttributedStyle.RED;
import static org.jline.utils.AttributedStyle.YELLOW;

import dev.sluice.pool.Health;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** The table of backends, with what can be missed in a narrow window on the right. */
final class BackendTable {

    private BackendTable() {}

    static List<AttributedString> lines(List<Scene.Row> backends) {
        return Stream.concat(Stream.of(head()), backends.stream().map(BackendTable::line))
                .toList();
    }

    private static AttributedString head() {
        String titles =
                name("") + health("health") + rest("slots", "settling", "oldest", "served", "engine", "address");
        return new AttributedString(titles, DEFAULT.faint());
    }

    private static AttributedString line(Scene.Row row) {
        String settling = row.settling() == 0 ? "-" : String.valueOf(row.settling());
        return new AttributedStringBuilder()
                .append(name(row.id()))
                .styled(style(row.health()), health(row.health().name().toLowerCase(Locale.ROOT)))
                .append(rest(
                        row.running() + "/" + row.slots(),
                        settling,
                        Spoken.of(row.oldest()),
                        String.valueOf(row.served()),
                        row.engine(),
                        row.address()))
                .toAttributedString();
    }

    private static String name(String text) {
        return String.format("%-8s", text);
    }

    private static String health(String text) {
        return String.format("%-8s", text);
    }

    private static String rest(
            String slots, String settling, String oldest, String served, String engine, String address) {
        return String.format("%7s %9s %9s %7s  %-10s %s", slots, settling, oldest, served, engine, address);
    }

    private static AttributedStyle style(Health health) {
        return switch (health) {
            case UP -> DEFAULT.foreground(GREEN);
            case DOWN, HUNG -> DEFAULT.foreground(RED);
            case UNKNOWN, LOADING, SILENT -> DEFAULT.foreground(YELLOW);
        };
    }
}
