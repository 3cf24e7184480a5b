package dev.sluice.backends.simulated.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a model is to be kept: seconds, or a text such as {@code 1h30m}; less than nothing is for ever. */
final class OllamaDuration {

    static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE);

    private static final Pattern PART = Pattern.compile("([0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(ns|us|µs|ms|s|m|h)");
    private static final Pattern WHOLE = Pattern.compile("[-+]?(" + PART + ")+|[-+]?0");
    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9.]+");
    private static final Map<String, Double> NANOS =
            Map.of("ns", 1.0, "us", 1e3, "µs", 1e3, "ms", 1e6, "s", 1e9, "m", 60e9, "h", 3600e9);

    private OllamaDuration() {}

    static Optional<Duration> read(JsonNode value) throws Refused {
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (value.isNumber()) {
            return Optional.of(of(value.asDouble() * NANOS.getOrDefault("s", 1.0)));
        }
        if (value.isTextual()) {
            return Optional.of(of(nanos(value.asText())));
        }
        throw Refused.invalid("Unsupported type: '" + (value.isBoolean() ? "bool" : "map[string]interface {}") + "'");
    }

    private static double nanos(String text) throws Refused {
        if (!WHOLE.matcher(text).matches()) {
            String what = NUMBER.matcher(text).matches() ? "missing unit in" : "invalid";
            throw Refused.invalid("time: " + what + " duration \"" + text + "\"");
        }
        double nanos = 0;
        Matcher part = PART.matcher(text);
        while (part.find()) {
            nanos += Double.parseDouble(part.group(1)) * NANOS.getOrDefault(part.group(2), 1.0);
        }
        return text.startsWith("-") ? -nanos : nanos;
    }

    private static Duration of(double nanos) {
        return nanos < 0 ? FOR_EVER : Duration.ofNanos((long) nanos);
    }
}
