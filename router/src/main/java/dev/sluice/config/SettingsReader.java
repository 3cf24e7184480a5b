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
    private final List<Alias> aliases = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    SettingsReader(Settings settings, Map<String, String> environment) {
        this.settings = settings;
        this.environment = environment;
    }

    SluiceConfig read() throws InvalidConfig {
        Optional<Address> management = settings.management().flatMap(this::management);
        checkPort("port", settings.port());
        settings.backends().forEach(this::backend);
        settings.slots().forEach(this::slots);
        settings.tiers().forEach(this::tier);
        settings.keys().forEach(this::key);
        settings.aliases().forEach(this::alias);
        settings.hostSlots().forEach(this::hostSlots);
        settings.origins().forEach(this::origin);
        if (!problems.isEmpty()) {
            throw new InvalidConfig(problems);
        }
        return new SluiceConfig(
                settings.host(),
                settings.port(),
                management,
                new PoolConfig(List.copyOf(backends.values()), aliases, settings.hostSlots()),
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

    private void slots(String address, String typed) {
        slotRule(typed)
                .ifPresentOrElse(
                        rule -> refine("slots", address, backend -> backend.withSlots(rule)),
                        () -> problems.add("slots of " + address + ": " + typed
                                + " (expected: a number, at least 1, or auto for what a llama-server says itself)"));
    }

    private static Optional<SlotRule> slotRule(String typed) {
        if (typed.equals("auto")) {
            return Optional.of(new SlotRule.Auto());
        }
        return typed.matches("[1-9][0-9]{0,5}")
                ? Optional.of(new SlotRule.Fixed(Integer.parseInt(typed)))
                : Optional.empty();
    }

    private void tier(String address, int tier) {
        if (tier < 0) {
            problems.add("tier of " + address + ": " + tier + " (expected: 0 for one that always serves, or more)");
        } else {
            refine("tier", address, backend -> backend.inTier(tier));
        }
    }

    /** The name has no equals sign; a model may. */
    private void alias(String typed) {
        String[] parts = typed.split("=", 2);
        if (parts.length < 2 || parts[0].isBlank() || parts[1].isBlank()) {
            problems.add(
                    "alias " + typed + ": no name or no model (expected: NAME=MODEL, such as llm=/models/llama.gguf)");
        } else {
            aliases.add(new Alias(parts[0], parts[1]));
        }
    }

    private void hostSlots(String host, int count) {
        boolean known = backends.keySet().stream().anyMatch(url -> url.getHost().equals(host));
        if (!known) {
            problems.add(
                    "slots of host " + host + ": no backend is there (expected: a host of the addresses to serve)");
        } else if (count < 1) {
            problems.add("slots of host " + host + ": " + count + " (expected: at least 1)");
        }
    }

    private Optional<Address> management(String typed) {
        int colon = typed.lastIndexOf(':');
        String port = typed.substring(colon + 1);
        if (!port.matches("[0-9]{1,5}") || colon == 0) {
            problems.add("management " + typed + ": no address (expected: a port, or HOST:PORT)");
            return Optional.empty();
        }
        checkPort("management port", Integer.parseInt(port));
        String host = colon == -1 ? SluiceConfig.HOST : typed.substring(0, colon);
        String bare = host.replaceFirst("^\\[(.+)]$", "$1"); // an IPv6 address is in brackets only beside a port
        return Optional.of(new Address(bare, Integer.parseInt(port)));
    }

    private void checkPort(String what, int port) {
        if (port < 0 || port > 65_535) {
            problems.add(what + " " + port + ": no such port (expected: 1 to 65535, or 0 for any that is free)");
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
