package dev.sluice.config;

import dev.sluice.pool.BackendId;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * A backend as the operator names it.
 *
 * @param id its name: host, port and path, behind the scheme where that is not plain HTTP
 * @param url scheme, host and port in small letters and always named, and perhaps a path prefix without a slash at the
 *     end; so two ways to write one address are one backend
 * @param slots how many requests it may run at once, where the operator knows better than the rule for its engine
 */
public record BackendConfig(BackendId id, URI url, OptionalInt slots) {

    /** The backend at this address, with the slots that are usual for its engine. A {@code /v1} at its end is dropped. */
    public static BackendConfig at(String address) throws InvalidConfig {
        URI url = normal(parse(address), address);
        String plain = url.toString().replaceFirst("^http://", "");
        return new BackendConfig(new BackendId(plain), url, OptionalInt.empty());
    }

    BackendConfig withSlots(int slots) {
        return new BackendConfig(id, url, OptionalInt.of(slots));
    }

    private static URI parse(String address) throws InvalidConfig {
        try {
            return new URI(address);
        } catch (URISyntaxException e) {
            throw invalid(address, e.getReason());
        }
    }

    private static URI normal(URI url, String address) throws InvalidConfig {
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        if (url.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
            throw invalid(address, "not an HTTP address");
        }
        if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw invalid(address, "a user, a query or a fragment has no meaning here");
        }
        int usual = scheme.equals("https") ? 443 : 80;
        int port = url.getPort() == -1 ? usual : url.getPort();
        String path = url.getRawPath().replaceFirst("/+$", "").replaceFirst("/v1$", "");
        return URI.create(scheme + "://" + url.getHost().toLowerCase(Locale.ROOT) + ":" + port + path);
    }

    private static InvalidConfig invalid(String address, String why) {
        return new InvalidConfig(List.of(
                "backend " + address + ": " + why + " (expected: http://host:port, such as http://localhost:8080)"));
    }
}
