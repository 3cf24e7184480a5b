package dev.sluice.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that one router is started with.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 takes any free one
 * @param backends at least one, each once
 * @param defaultModel what a request gets that names no model; without it, the only model there is
 * @param limits the bounds
 */
public record SluiceConfig(
        String host, int port, List<BackendConfig> backends, Optional<String> defaultModel, Limits limits) {

    /** Reached from this machine only: there are no keys yet, so opening it to others is the operator's own step. */
    public static final String HOST = "127.0.0.1";

    /** Where clients of llama-server and RamaLama look first. */
    public static final int PORT = 8080;

    public SluiceConfig {
        backends = List.copyOf(backends);
    }

    /**
     * The backends at these addresses.
     *
     * @param addresses one URL each
     * @param slots by address, where a backend may take another number of requests than is usual for its engine
     * @throws InvalidConfig with every problem of every address
     */
    public static List<BackendConfig> backends(List<String> addresses, Map<String, Integer> slots)
            throws InvalidConfig {
        List<String> problems = new ArrayList<>();
        Map<BackendConfig, BackendConfig> backends = new LinkedHashMap<>();
        addresses.forEach(address -> read(address, problems).ifPresent(backend -> {
            if (backends.put(backend, backend) != null) {
                problems.add("backend " + address + ": named twice");
            }
        }));
        slots.forEach((address, count) -> override(address, count, backends, problems));
        if (!problems.isEmpty()) {
            throw new InvalidConfig(problems);
        }
        return List.copyOf(backends.values());
    }

    private static Optional<BackendConfig> read(String address, List<String> problems) {
        try {
            return Optional.of(BackendConfig.at(address));
        } catch (InvalidConfig e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }

    private static void override(
            String address, int count, Map<BackendConfig, BackendConfig> backends, List<String> problems) {
        Optional<BackendConfig> named = read(address, problems);
        if (named.isPresent() && !backends.containsKey(named.get())) {
            problems.add("slots of " + address + ": no such backend (expected: one of the addresses to serve)");
        }
        if (count < 1) {
            problems.add("slots of " + address + ": " + count + " (expected: at least 1)");
        }
        named.ifPresent(backend -> backends.computeIfPresent(backend, (key, old) -> old.withSlots(count)));
    }
}
