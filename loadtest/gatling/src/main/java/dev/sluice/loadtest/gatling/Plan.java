package dev.sluice.loadtest.gatling;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one simulation is to do; it travels to Gatling's process as system properties.
 *
 * @param load which one
 * @param url the router
 * @param control where our own pool tells and obeys; empty for a pool of others, of which less is known
 * @param models the models to ask
 * @param size how much
 * @param figures the file for the row of figures
 */
record Plan(Load load, String url, Optional<String> control, List<String> models, Size size, Path figures) {

    /** Longer than the router lets anyone wait. */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    /** How long the load takes to come up to its size, while the compilers of all JVMs are at work. */
    static final Duration WARM_UP = Duration.ofSeconds(5);

    private static final String PREFIX = "sluice.load.";

    /** The one of this process. */
    static Plan ofThisProcess() {
        return new Plan(
                Load.valueOf(property("name")),
                property("url"),
                Optional.of(property("control")).filter(url -> !url.isEmpty()),
                List.of(property("models").split(",", -1)),
                new Size(number("users"), number("rate"), number("seconds"), number("tokens")),
                Path.of(property("figures")));
    }

    private static String property(String name) {
        return System.getProperty(PREFIX + name, "");
    }

    private static int number(String name) {
        return Integer.parseInt(property(name));
    }

    /** As options of the JVM that runs it. */
    List<String> options() {
        Map<String, Object> all = Map.of(
                "name", load.name(),
                "url", url,
                "control", control.orElse(""),
                "models", String.join(",", models),
                "users", size.users(),
                "rate", size.rate(),
                "seconds", size.seconds(),
                "tokens", size.tokens(),
                "figures", figures);
        return all.entrySet().stream()
                .map(property -> "-D" + PREFIX + property.getKey() + "=" + property.getValue())
                .toList();
    }

    /**
     * What a whole answer must hold: every number from a model of our own, anything from others; and the name of the
     * model where there are several, as some servers answer under another one.
     */
    Expectation expected(String model) {
        return new Expectation(
                Optional.of(model).filter(named -> models.size() > 1),
                control.map(ours -> Expectation.count(size.tokens())));
    }
}
