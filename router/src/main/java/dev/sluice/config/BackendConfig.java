package dev.sluice.config;

import dev.sluice.pool.BackendId;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.OptionalInt;

/**
 * A backend as the operator names it.
 *
 * @param id its name
 * @param url scheme, host, port and perhaps a path prefix, without a slash at the end
 * @param slots how many requests it may run at once, where the operator knows better than the rule for its engine
 */
public record BackendConfig(BackendId id, URI url, OptionalInt slots) {

    /** The backend at this address, with the slots that are usual for its engine. */
    public static BackendConfig at(String address) throws InvalidConfig {
        URI url = parse(address);
        String prefix = url.getRawPath();
        return new BackendConfig(new BackendId(url.getRawAuthority() + prefix), url, OptionalInt.empty());
    }

    BackendConfig withSlots(int slots) {
        return new BackendConfig(id, url, OptionalInt.of(slots));
    }

    /** The port to dial: the scheme's own where the address names none. */
    public static int port(URI url) {
        if (url.getPort() != -1) {
            return url.getPort();
        }
        return url.getScheme().equals("https") ? 443 : 80;
    }

    private static URI parse(String address) throws InvalidConfig {
        try {
            URI url = new URI(address.replaceAll("/+$", ""));
            boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (http && url.getHost() != null && url.getRawQuery() == null && url.getUserInfo() == null) {
                return url;
            }
        } catch (URISyntaxException e) {
            throw invalid(address + " (" + e.getReason() + ")");
        }
        throw invalid(address);
    }

    private static InvalidConfig invalid(String address) {
        return new InvalidConfig(List.of(
                "backend " + address + ": not an address (expected: http://host:port, such as http://localhost:8080)"));
    }
}
