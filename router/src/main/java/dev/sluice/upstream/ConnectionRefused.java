package dev.sluice.upstream;

import io.netty.channel.ConnectTimeoutException;
import java.io.Serial;
import java.net.ConnectException;

/** Nobody listens there: a host that works has said so. A host that says nothing is something else. */
public final class ConnectionRefused extends ConnectException {

    @Serial
    private static final long serialVersionUID = 1;

    private ConnectionRefused(Throwable cause) {
        super(cause.getMessage());
        initCause(cause);
    }

    /**
     * This failure to connect, as a refusal if it is one. Their words are in the language of the system and so no
     * evidence; but of all that is called a connect exception only a timeout is no refusal: an unknown host and a host
     * without a route have types of their own.
     */
    static Throwable orElse(Throwable failure) {
        boolean refused = failure instanceof ConnectException && !(failure instanceof ConnectTimeoutException);
        return refused ? new ConnectionRefused(failure) : failure;
    }
}
