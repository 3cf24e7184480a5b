package dev.sluice.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an operator says about a router, as typed: {@link SluiceConfig#of} checks it.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 takes any free one
 * @param backends the addresses to serve, one URL each
 * @param slots by address, where a backend may take another number of requests than is usual for its engine: a number,
 *     or {@code auto}
 * @param tiers by address, of a backend that serves only while those of lower tiers cannot
 * @param keys by address, the name of the environment variable that holds the key of that backend
 * @param aliases {@code NAME=MODEL}: other names for models
 * @param hostSlots by host, how many requests all backends there may run at once
 * @param origins the web pages that may ask from a browser, such as {@code https://chat.example.org}; {@code *} for all
 * @param management the address for whoever runs the router: a port, or {@code HOST:PORT}
 */
public record Settings(
        String host,
        int port,
        List<String> backends,
        Map<String, String> slots,
        Map<String, Integer> tiers,
        Map<String, String> keys,
        List<String> aliases,
        Map<String, Integer> hostSlots,
        List<String> origins,
        Optional<String> management) {

    /** With what is usual for everything else. */
    public static Settings of(String host, int port, List<String> backends) {
        return new Settings(
                host, port, backends, Map.of(), Map.of(), Map.of(), List.of(), Map.of(), List.of(), Optional.empty());
    }

    /** The same, with these slots: numbers, or what was typed. */
    public Settings withSlots(Map<String, ?> slots) {
        Map<String, String> typed = new LinkedHashMap<>();
        slots.forEach((address, number) -> typed.put(address, number.toString()));
        return new Settings(host, port, backends, typed, tiers, keys, aliases, hostSlots, origins, management);
    }

    /** The same, with these tiers. */
    public Settings withTiers(Map<String, Integer> tiers) {
        return new Settings(host, port, backends, slots, tiers, keys, aliases, hostSlots, origins, management);
    }

    /** The same, with these keys. */
    public Settings withKeys(Map<String, String> keys) {
        return new Settings(host, port, backends, slots, tiers, keys, aliases, hostSlots, origins, management);
    }

    /** The same, with these other names for models. */
    public Settings withAliases(List<String> aliases) {
        return new Settings(host, port, backends, slots, tiers, keys, aliases, hostSlots, origins, management);
    }

    /** The same, with these bounds of hosts. */
    public Settings withHostSlots(Map<String, Integer> hostSlots) {
        return new Settings(host, port, backends, slots, tiers, keys, aliases, hostSlots, origins, management);
    }

    /** The same, with pages of these origins. */
    public Settings withOrigins(List<String> origins) {
        return new Settings(host, port, backends, slots, tiers, keys, aliases, hostSlots, origins, management);
    }

    /** The same, with this address for whoever runs the router. */
    public Settings withManagement(Optional<String> management) {
        return new Settings(host, port, backends, slots, tiers, keys, aliases, hostSlots, origins, management);
    }
}
