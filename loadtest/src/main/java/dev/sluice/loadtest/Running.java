package dev.sluice.loadtest;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * A contender that serves, and a client of it.
 *
 * @param relay its process; empty where the client calls the source directly
 * @param client calls it
 */
record Running(Optional<Child> relay, LoadClient client) implements AutoCloseable {

    /** Starts it on any port, in front of the source on that one, and waits until it serves. */
    static Running start(Vertx vertx, Contender contender, int source) throws IOException {
        int port = contender instanceof Contender.Direct ? source : Local.freePort();
        return start(vertx, contender, port, source);
    }

    /** The same on this port. */
    static Running start(Vertx vertx, Contender contender, int port, int source) throws IOException {
        Optional<Child> relay = contender.start(port, source);
        try {
            Patiently.untilServes(Local.at(port));
        } catch (IOException e) {
            if (relay.isPresent()) {
                relay.get().keepLog();
                relay.get().close();
            }
            throw e;
        }
        return new Running(relay, new LoadClient(vertx, Local.at(port), Source.MODEL));
    }

    /** What its process has used so far. */
    Duration cpu() {
        return relay.map(Child::cpu).orElse(Duration.ZERO);
    }

    /** What its event loops have used so far. */
    Duration cpuOfLoops() throws IOException {
        return relay.isPresent() ? relay.get().cpuOfLoops() : Duration.ZERO;
    }

    /** The memory of its process, in MB; 0 without one. */
    int residentMegabytes() throws IOException {
        return relay.isPresent() ? relay.get().residentMegabytes() : 0;
    }

    @Override
    public void close() throws IOException {
        client.close();
        if (relay.isPresent()) {
            relay.get().close();
        }
    }
}
