package dev.sluice.config;

import dev.sluice.pool.BackendId;
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
 * @param timeouts how long others may keep us waiting
 * @param heartbeat what clients hear of silent streams
 */
public record SluiceConfig(
        String host,
        int port,
        List<BackendConfig> backends,
        Optional<String> defaultModel,
        Limits limits,
        Timeouts timeouts,
        Heartbeat heartbeat) {

    /** Reached from this machine only: there are no keys yet, so opening it to others is the operator's own step. */
    public static final String HOST = "127.0.0.1";

    /** Where clients of llama-server and RamaLama look first. */
    public static final int PORT = 8080;

    public SluiceConfig {
        backends = List.copyOf(backends);
    }

    /**
     * A router in front of the backends at these addresses, with the usual limits.
     *
     * @param addresses one URL each
     * @param slots by address, where a backend may take another number of requests than is usual for its engine
     * @throws InvalidConfig with every problem
     */
    public static SluiceConfig of(
            String host, int port, List<String> addresses, Map<String, Integer> slots, Optional<String> defaultModel)
            throws InvalidConfig {
        List<String> problems = new ArrayList<>();
        if (port < 0 || port > 65_535) {
            problems.add("port " + port + ": no such port (expected: 1 to 65535, or 0 for any that is free)");
        }
        Map<BackendId, BackendConfig> backends = new LinkedHashMap<>();
        addresses.forEach(address -> add(address, backends, problems));
        slots.forEach((address, count) -> override(address, count, backends, problems));
        if (!problems.isEmpty()) {
            throw new InvalidConfig(problems);
        }
        return new SluiceConfig(
                host,
                port,
                List.copyOf(backends.values()),
                defaultModel,
                Limits.DEFAULT,
                Timeouts.DEFAULT,
                Heartbeat.DEFAULT);
    }

    /** The same with other limits. */
    public SluiceConfig with(Limits limits) {
        return new SluiceConfig(host, port, backends, defaultModel, limits, timeouts, heartbeat);
    }

    /** The same with other timeouts. */
    public SluiceConfig with(Timeouts timeouts) {
        return new SluiceConfig(host, port, backends, defaultModel, limits, timeouts, heartbeat);
    }

    /** The same with another heartbeat. */
    public SluiceConfig with(Heartbeat heartbeat) {
        return new SluiceConfig(host, port, backends, defaultModel, limits, timeouts, heartbeat);
    }

    private static void add(String address, Map<BackendId, BackendConfig> backends, List<String> problems) {
        read(address, problems).ifPresent(backend -> {
            if (backends.putIfAbsent(backend.id(), backend) != null) {
                problems.add("backend " + address + ": named twice");
            }
        });
    }

    private static void override(
            String address, int count, Map<BackendId, BackendConfig> backends, List<String> problems) {
        if (count < 1) {
            problems.add("slots of " + address + ": " + count + " (expected: at least 1)");
            return;
        }
        read(address, problems).ifPresent(named -> {
            if (backends.computeIfPresent(named.id(), (id, backend) -> backend.withSlots(count)) == null) {
                problems.add("slots of " + address + ": no such backend (expected: one of the addresses to serve)");
            }
        });
    }

    private static Optional<BackendConfig> read(String address, List<String> problems) {
        try {
            return Optional.of(BackendConfig.at(address));
        } catch (InvalidConfig e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }
}
