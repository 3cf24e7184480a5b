package dev.sluice.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where to listen.
 *
 * @param host a name or address of this machine
 * @param port 0 for any that is free
 */
public record Address(String host, int port) {

    /** What can be read. */
    static final String FORM = "HOST:PORT, or a port of this machine alone, from 1 to 65535, or 0 for any that is free";

    private static final Pattern PARTS = Pattern.compile("(?:(\\[[0-9A-Fa-f:.%a-z]+]|[^:\\s\\[\\]]+):)?(\\d{1,5})");

    /** What was typed: {@code HOST:PORT}, or a port of this machine alone. An IPv6 address is in brackets. */
    static Optional<Address> of(String typed) {
        Matcher parts = PARTS.matcher(typed);
        if (!parts.matches() || Integer.parseInt(parts.group(2)) > 65_535) {
            return Optional.empty();
        }
        String host = parts.group(1) == null ? SluiceConfig.HOST : parts.group(1);
        return Optional.of(new Address(host.replaceAll("[\\[\\]]", ""), Integer.parseInt(parts.group(2))));
    }

    /** The same host with the port that it got. */
    public Address at(int actual) {
        return new Address(host, actual);
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
