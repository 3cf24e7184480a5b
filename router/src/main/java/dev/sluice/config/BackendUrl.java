package dev.sluice.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/** Brings the address of a backend to its normal form, so that two ways to write it are one backend. */
final class BackendUrl {

    /** What can be read. */
    static final String FORM =
            "http://host:port, such as http://localhost:8080, or dns://name:port for all addresses of a name";

    private static final Set<String> SCHEMES = Set.of("http", "https", BackendConfig.DNS);

    private BackendUrl() {}

    /**
     * Scheme, host and port in small letters and always named, and perhaps a path prefix without a slash at the end. A
     * {@code /v1} at its end is dropped.
     *
     * @throws URISyntaxException with the reason
     */
    static URI normal(String address) throws URISyntaxException {
        URI url = new URI(address);
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        check(url.getHost() != null && SCHEMES.contains(scheme), address, "not an HTTP address");
        check(
                url.getRawUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null,
                address,
                "a user, a query or a fragment has no meaning here");
        check(url.getPort() != -1 || !scheme.equals(BackendConfig.DNS), address, "the port is missing");
        check(url.getPort() <= 65_535, address, "there is no such port");
        int usual = scheme.equals("https") ? 443 : 80;
        int port = url.getPort() == -1 ? usual : url.getPort();
        String path = url.getRawPath().replaceFirst("/+$", "").replaceFirst("/v1$", "");
        return URI.create(scheme + "://" + url.getHost().toLowerCase(Locale.ROOT) + ":" + port + path);
    }

    /** As it may be repeated: a user is written with a password. */
    static String shown(String address) {
        return address.replaceAll("//[^/@]*@", "//...@");
    }

    private static void check(boolean right, String address, String why) throws URISyntaxException {
        if (!right) {
            throw new URISyntaxException(address, why);
        }
    }
}
