package dev.sluice.config;

import dev.sluice.yaml.Text;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Times, sizes, numbers and words as they are written in the file. What is none has been refused. */
final class Quantity {

    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("(\\d{1,15})\\s*([A-Za-z]*)");

    private static final Map<String, Duration> TIMES = Map.of(
            "ms",
            Duration.ofMillis(1),
            "s",
            Duration.ofSeconds(1),
            "m",
            Duration.ofMinutes(1),
            "h",
            Duration.ofHours(1));

    private static final Map<String, Long> SIZES =
            Map.of("", 1L, "B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);

    /** Longer than anything that somebody waits for, and short enough for every timer. */
    private static final Duration LONGEST = Duration.ofDays(7);

    private Quantity() {}

    /** At least so long. */
    static Optional<Duration> time(Text text, Duration least) {
        Optional<Duration> time = parts(text)
                .filter(parts -> TIMES.containsKey(parts.group(2)))
                .flatMap(parts -> times(Long.parseLong(parts.group(1)), TIMES.getOrDefault(parts.group(2), LONGEST)))
                .filter(read -> read.compareTo(least) >= 0 && read.compareTo(LONGEST) <= 0);
        if (time.isEmpty()) {
            text.refuse("a time such as 500ms, 30s, 5m or 2h" + (least.isZero() ? ", or 0s" : ", more than nothing"));
        }
        return time;
    }

    private static Optional<Duration> times(long number, Duration unit) {
        return number <= LONGEST.toMillis() ? Optional.of(unit.multipliedBy(number)) : Optional.empty();
    }

    /** As many as fit into a number. */
    private static long bytes(long number, long unit) {
        return number > Long.MAX_VALUE / unit ? Long.MAX_VALUE : number * unit;
    }

    /** At least one byte, and at most so many. */
    static Optional<Long> size(Text text, long most) {
        Optional<Long> size = parts(text)
                .filter(parts -> SIZES.containsKey(parts.group(2)))
                .map(parts -> bytes(Long.parseLong(parts.group(1)), SIZES.getOrDefault(parts.group(2), 1L)))
                .filter(read -> read > 0 && read <= most);
        if (size.isEmpty()) {
            text.refuse("a size such as 512KiB, 64MiB or 2GiB, more than nothing"
                    + (most == Long.MAX_VALUE ? "" : " and at most " + (most >> 20) + "MiB"));
        }
        return size;
    }

    /** From {@code least} to {@code most}. */
    static Optional<Integer> number(Text text, int least, int most) {
        Optional<Integer> number = Optional.of(text.value())
                .filter(value -> value.matches("\\d{1,9}"))
                .map(Integer::valueOf)
                .filter(read -> read >= least && read <= most);
        if (number.isEmpty()) {
            text.refuse("a number from " + least + " to " + most);
        }
        return number;
    }

    static Optional<Boolean> yesOrNo(Text text) {
        return switch (text.value()) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> {
                text.refuse("true or false");
                yield Optional.empty();
            }
        };
    }

    /** One of these, in small letters and with dashes. */
    static <E extends Enum<E>> Optional<E> choice(Text text, E[] all) {
        Optional<E> chosen =
                Stream.of(all).filter(one -> word(one).equals(text.value())).findFirst();
        if (chosen.isEmpty()) {
            text.refuse("one of " + Stream.of(all).map(Quantity::word).collect(Collectors.joining(", ")));
        }
        return chosen;
    }

    private static String word(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Optional<Matcher> parts(Text text) {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text.value());
        return matcher.matches() ? Optional.of(matcher) : Optional.empty();
    }
}
