package dev.sluice.admin;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Lets those pass who may change something: from this machine, or with the token. A page in a browser of this machine
 * asks from this machine as well, so whatever says that it comes from a page needs the token.
 */
final class Gate implements Handler<RoutingContext> {

    private final Supplier<Optional<String>> bearer;

    /** With this token, as the {@code Authorization} header shows it; without one only from this machine. */
    Gate(Supplier<Optional<String>> bearer) {
        this.bearer = bearer;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (showsToken(request) || (isFromHere(request) && request.getHeader(HttpHeaders.ORIGIN) == null)) {
            context.next();
        } else {
            Refusal.say(
                    context,
                    403,
                    "This changes something: ask from the machine itself, or show the token of the configuration"
                            + " (management.token) as 'Authorization: Bearer TOKEN'.");
        }
    }

    /** Compared in constant time: how long it takes must not tell how much of a guess was right. */
    private boolean showsToken(HttpServerRequest request) {
        String shown = request.getHeader(HttpHeaders.AUTHORIZATION);
        return shown != null
                && bearer.get()
                        .filter(right -> MessageDigest.isEqual(
                                right.getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8)))
                        .isPresent();
    }

    private static boolean isFromHere(HttpServerRequest request) {
        try {
            // an address, not a name: nobody is asked
            return InetAddress.getByName(request.remoteAddress().hostAddress()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
