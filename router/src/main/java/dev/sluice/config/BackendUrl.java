package dev.sluice.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;

/** Brings the address of a backend to its normal form, so that two ways to write it are one backend. */
final class BackendUrl {

    private BackendUrl() {}

    /**
     * Scheme, host and port in small letters and always named, and perhaps a path prefix without a slash at the end. A
     * {@code /v1} at its end is dropped.
     */
    static URI normal(String address) throws InvalidConfig {
        URI url = parse(address);
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

    private static URI parse(String address) throws InvalidConfig {
        try {
            return new URI(address);
        } catch (URISyntaxException e) {
            throw invalid(address, e.getReason());
        }
    }

    private static InvalidConfig invalid(String address, String why) {
        return new InvalidConfig(List.of(
                "backend " + address + ": " + why + " (expected: http://host:port, such as http://localhost:8080)"));
    }
}
