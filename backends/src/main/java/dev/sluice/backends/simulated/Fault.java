package dev.sluice.backends.simulated;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What an engine is told to do wrong.
 *
 * @param kind what
 * @param token when so many tokens of an answer have been sent; for kinds that end answers
 * @param reset with a reset instead of in order; for {@link Kind#CUT}
 * @param factor how many times as slow; for {@link Kind#SLOW}
 * @param times for so many requests, then no more; for kinds that end answers
 */
public record Fault(Kind kind, int token, boolean reset, double factor, int times) {

    private static final double USUAL_FACTOR = 10;
    private static final double SLOWEST = 1e6;

    private static final Map<String, String> EXPECTED = Map.of(
            "factor", "a number above 0",
            "token", "a number of tokens",
            "times", "a number of requests, at least 1",
            "reset", "true or false");

    /** What can go wrong. */
    public enum Kind {
        /** New connections are refused; those that are open live on. */
        REFUSE(""),
        /** It works on nothing, and goes on saying that all is well. */
        HANG(""),
        /** Each step takes longer. */
        SLOW("factor"),
        /** No GET is answered while it works on something. */
        BUSY_PROBES(""),
        /** The connection is reset when the request has been read. */
        RESET("times"),
        /** The connection breaks, without the end of what was begun. */
        CUT("reset times token"),
        /** The engine fails and says so in its own way. */
        ERROR("times token"),
        /** The engine gives the request up and ends the answer as if that were nothing. */
        ABORT("times token");

        private final String options;

        Kind(String options) {
            this.options = options;
        }

        private List<String> options() {
            return options.isEmpty() ? List.of() : List.of(options.split(" "));
        }

        /** Whether it ends single answers before their time. */
        public boolean endsAnswers() {
            return options().contains("times");
        }

        /** What people type for it. */
        public String typed() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        private String help() {
            return options.isEmpty() ? typed() : typed() + " (" + String.join(", ", options()) + ")";
        }
    }

    /**
     * The fault that these words mean, such as {@code cut?token=5&reset=true&times=2}.
     *
     * @throws IllegalArgumentException it says what is wrong, and what there is
     */
    public static Fault parse(String words) {
        QueryStringDecoder typed = new QueryStringDecoder(words);
        Kind kind = Arrays.stream(Kind.values())
                .filter(one -> one.typed().equals(typed.path()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + typed.path() + "' is not a fault; there are: "
                        + Arrays.stream(Kind.values()).map(Kind::help).collect(Collectors.joining(", "))));
        Map<String, String> options = options(kind, typed.parameters());
        double factor = option(options, "factor", USUAL_FACTOR, Double::parseDouble, one -> one > 0 && one < SLOWEST);
        int token = option(options, "token", 0, Integer::parseInt, one -> one >= 0);
        int times = option(options, "times", Integer.MAX_VALUE, Integer::parseInt, one -> one > 0);
        String reset = option(options, "reset", "false", word -> word, word -> word.matches("true|false"));
        return new Fault(kind, token, Boolean.parseBoolean(reset), factor, times);
    }

    /** The words that mean it. */
    public String typed() {
        List<String> options = new ArrayList<>();
        for (String name : kind.options()) {
            switch (name) {
                case "token" -> options.add("token=" + token);
                case "reset" -> options.add("reset=" + reset);
                case "factor" -> options.add("factor=" + factor);
                default -> {
                    if (times != Integer.MAX_VALUE) {
                        options.add("times=" + times);
                    }
                }
            }
        }
        return options.isEmpty() ? kind.typed() : kind.typed() + "?" + String.join("&", options);
    }

    private static Map<String, String> options(Kind kind, Map<String, List<String>> typed) {
        Map<String, String> options = new HashMap<>();
        typed.forEach((name, values) -> {
            if (!kind.options().contains(name)) {
                throw new IllegalArgumentException("'" + name + "' is no option of " + kind.help());
            }
            options.put(name, values.getLast());
        });
        return options;
    }

    private static <T> T option(
            Map<String, String> options, String name, T usual, Function<String, T> read, Predicate<T> good) {
        String typed = options.get(name);
        try {
            T value = typed == null ? usual : read.apply(typed);
            if (good.test(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // is told as any other that is not good
        }
        throw new IllegalArgumentException("'" + typed + "' is no " + name + ": expected " + EXPECTED.get(name));
    }
}
