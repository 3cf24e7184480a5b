package dev.sluice.config;

import java.util.List;
import java.util.Map;

/**
 * What an operator says about a router, as typed: {@link SluiceConfig#of} checks it.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 takes any free one
 * @param backends the addresses to serve, one URL each
 * @param slots by address, where a backend may take another number of requests than is usual for its engine
 * @param keys by address, the name of the environment variable that holds the key of that backend
 * @param origins the web pages that may ask from a browser, such as {@code https://chat.example.org}; {@code *} for all
 */
public record Settings(
        String host,
        int port,
        List<String> backends,
        Map<String, Integer> slots,
        Map<String, String> keys,
        List<String> origins) {

    /** With what is usual for everything else. */
    public static Settings of(String host, int port, List<String> backends) {
        return new Settings(host, port, backends, Map.of(), Map.of(), List.of());
    }

    /** The same, with pages of these origins. */
    public Settings withOrigins(List<String> origins) {
        return new Settings(host, port, backends, slots, keys, origins);
    }
}
