package dev.sluice.config;

import java.net.URI;
import java.net.URISyntaxException;
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

    private final Settings settings;
    private final Keyring keyring;
    private final Map<URI, BackendConfig> backends = new LinkedHashMap<>();
    private final Set<String> origins = new LinkedHashSet<>();
    private final Map<String, List<String>> names = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    SettingsReader(Settings settings, Map<String, String> environment) {
        this.settings = settings;
        this.keyring = new Keyring(environment);
    }

    SluiceConfig read() throws InvalidConfig {
        Optional<ManagementConfig> management = settings.management().flatMap(this::management);
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
        Listener listener = new Listener(new Address(settings.host(), settings.port()), Set.of(), origins);
        PoolConfig pool = new PoolConfig(List.copyOf(backends.values()), settings.hostSlots());
        SluiceConfig config = SluiceConfig.usual(List.of(listener), pool).with(models());
        return management.map(config::with).orElse(config);
    }

    private ModelsConfig models() {
        List<ModelConfig> named = new ArrayList<>();
        names.forEach((name, ids) -> named.add(new ModelConfig(name, ids, Optional.empty())));
        return new ModelsConfig(named, Optional.empty());
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
        SlotRule.of(typed)
                .ifPresentOrElse(
                        rule -> refine("slots", address, backend -> backend.withSlots(rule)),
                        () -> problems.add(
                                "slots of " + address + ": " + typed + " (expected: " + SlotRule.FORM + ")"));
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
            names.computeIfAbsent(parts[0], first -> new ArrayList<>()).add(parts[1]);
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

    private Optional<ManagementConfig> management(String typed) {
        Optional<Address> address = Address.of(typed);
        if (address.isEmpty()) {
            problems.add("management " + typed + ": no address (expected: " + Address.FORM + ")");
        }
        return address.map(listens -> new ManagementConfig(listens, Optional.empty()));
    }

    private void checkPort(String what, int port) {
        if (port < 0 || port > 65_535) {
            problems.add(what + " " + port + ": no such port (expected: 1 to 65535, or 0 for any that is free)");
        }
    }

    private void key(String address, String variable) {
        keyring.get(
                        variable,
                        (what, expected) ->
                                problems.add("key of " + address + ": " + what + " (expected: " + expected + ")"))
                .ifPresent(key -> refine("key", address, backend -> backend.withKey(key)));
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
                        () -> problems.add("origin " + typed + ": not the origin of a web page (expected: "
                                + Origin.FORM_OF_ONE + ")"));
    }

    private Optional<URI> url(String address) {
        try {
            return Optional.of(BackendUrl.normal(address));
        } catch (URISyntaxException e) {
            problems.add("backend " + BackendUrl.shown(address) + ": " + e.getReason() + " (expected: "
                    + BackendUrl.FORM + ")");
            return Optional.empty();
        }
    }
}
