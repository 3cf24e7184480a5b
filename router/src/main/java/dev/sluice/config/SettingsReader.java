package dev.sluice.config;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Makes a configuration of what was typed, and collects all that is wrong with it. */
final class SettingsReader {

    private static final String VARIABLE = "[A-Za-z_][A-Za-z0-9_]*";
    private static final String VISIBLE = "[\\x21-\\x7e]+";

    private final Settings settings;
    private final Map<String, String> environment;
    private final Map<URI, BackendConfig> backends = new LinkedHashMap<>();
    private final Set<String> origins = new LinkedHashSet<>();
    private final List<String> problems = new ArrayList<>();

    SettingsReader(Settings settings, Map<String, String> environment) {
        this.settings = settings;
        this.environment = environment;
    }

    SluiceConfig read() throws InvalidConfig {
        if (settings.port() < 0 || settings.port() > 65_535) {
            problems.add(
                    "port " + settings.port() + ": no such port (expected: 1 to 65535, or 0 for any that is free)");
        }
        settings.backends().forEach(this::backend);
        settings.slots().forEach(this::slots);
        settings.keys().forEach(this::key);
        settings.origins().forEach(this::origin);
        if (!problems.isEmpty()) {
            throw new InvalidConfig(problems);
        }
        return new SluiceConfig(
                settings.host(),
                settings.port(),
                List.copyOf(backends.values()),
                origins,
                Optional.empty(),
                Limits.DEFAULT,
                Timeouts.DEFAULT,
                Heartbeat.DEFAULT);
    }

    private void backend(String address) {
        url(address).ifPresent(url -> {
            BackendConfig backend = BackendConfig.numbered(backends.size() + 1, url);
            if (backends.putIfAbsent(url, backend) != null) {
                problems.add("backend " + address + ": named twice");
            }
        });
    }

    private void slots(String address, int count) {
        if (count < 1) {
            problems.add("slots of " + address + ": " + count + " (expected: at least 1)");
        } else {
            refine("slots", address, backend -> backend.withSlots(count));
        }
    }

    /** What is no name of a variable is not repeated: it may be the key itself. */
    private void key(String address, String variable) {
        String key = environment.getOrDefault(variable, "");
        if (!variable.matches(VARIABLE)) {
            problems.add("key of " + address + ": not the name of an environment variable (expected: a name such as"
                    + " BACKEND_KEY; the key itself would show in every list of processes)");
        } else if (key.isEmpty()) {
            problems.add("key of " + address + ": the environment variable " + variable
                    + " is not set (expected: it holds the key of that backend; set it and start again)");
        } else if (!key.matches(VISIBLE)) {
            problems.add("key of " + address + ": what the environment variable " + variable
                    + " holds cannot be sent as a key (expected: visible ASCII characters, no spaces or line ends)");
        } else {
            refine("key", address, backend -> backend.withKey(new Secret(key)));
        }
    }

    private void refine(String what, String address, UnaryOperator<BackendConfig> change) {
        url(address).ifPresent(url -> {
            if (backends.computeIfPresent(url, (same, backend) -> change.apply(backend)) == null) {
                problems.add(what + " of " + address + ": no such backend (expected: one of the addresses to serve)");
            }
        });
    }

    private void origin(String typed) {
        Origin.normal(typed)
                .ifPresentOrElse(
                        origins::add,
                        () -> problems.add("origin " + typed
                                + ": not the origin of a web page (expected: scheme://host:port without a path, such as"
                                + " http://localhost:3000, or * for all)"));
    }

    private Optional<URI> url(String address) {
        try {
            return Optional.of(BackendUrl.normal(address));
        } catch (InvalidConfig e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }
}
