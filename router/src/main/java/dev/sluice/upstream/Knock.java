package dev.sluice.upstream;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Knocks at a backend's door, and goes away without a word: is anybody there? */
public final class Knock {

    /** What became of it. */
    public enum Door {
        /** It was opened. */
        OPEN,
        /** It was refused, or closed again at once: nobody is there. */
        SHUT,
        /** There was no answer at all, which may be the network. */
        SILENT
    }

    /** Within one network a host accepts or refuses in milliseconds, from one continent to another in a third of a second. */
    private static final Duration CONNECT = Duration.ofMillis(700);

    /**
     * Forwarders, such as Docker's on the host itself, accept in the name of a server that is not there, try to reach it
     * and close. No server that listens closes a connection so soon on which nothing was said.
     */
    private static final Duration SHUT_AGAIN = Duration.ofMillis(100);

    /** Both of these; a name that is looked up slowly takes no longer either. */
    private static final Duration LONGEST = CONNECT.plus(SHUT_AGAIN);

    /**
     * With Vert.x's own choice Linux would hold back the last packet of the handshake for 0.2 s, until we say something:
     * only then would a forwarder begin to look for its server.
     */
    private static final NetClientOptions OPTIONS = new NetClientOptions()
            .setConnectTimeout(Math.toIntExact(CONNECT.toMillis()))
            .setTcpQuickAck(true);

    private final Vertx vertx;
    private final NetClient client;

    /** On the event loop that calls. */
    public Knock(Vertx vertx) {
        this.vertx = vertx;
        this.client = vertx.createNetClient(OPTIONS);
    }

    /** Never fails, and ends within 0.8 s. */
    public Future<Door> at(URI backend) {
        return client.connect(backend.getPort(), backend.getHost())
                .compose(this::staysOpen, failure -> Future.succeededFuture(refused(failure) ? Door.SHUT : Door.SILENT))
                .timeout(LONGEST.toMillis(), TimeUnit.MILLISECONDS)
                .otherwise(Door.SILENT);
    }

    private static boolean refused(Throwable failure) {
        return ConnectionRefused.orElse(failure) instanceof ConnectionRefused;
    }

    private Future<Door> staysOpen(NetSocket socket) {
        Promise<Door> open = Promise.promise();
        socket.exceptionHandler(reset -> {}); // the close handler hears of the same
        socket.closeHandler(closed -> open.tryComplete(Door.SHUT));
        long timer = vertx.setTimer(SHUT_AGAIN.toMillis(), id -> open.tryComplete(Door.OPEN));
        return open.future().onComplete(known -> {
            vertx.cancelTimer(timer);
            socket.close();
        });
    }
}
