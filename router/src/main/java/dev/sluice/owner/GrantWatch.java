package dev.sluice.owner;

import dev.sluice.admission.Lease;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports leases that their loops do not take: a loop is blocked then, or there is a bug. The lease stays its own all the
 * same. On the owner's context, with one timer for all: grants are many, and such leases none.
 */
final class GrantWatch {

    private static final Logger LOG = LoggerFactory.getLogger(GrantWatch.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** A grant on its way to the loop that asked for it, which says when it is there. */
    static final class Sent {

        private final Lease lease;
        private final long at = System.nanoTime();
        private volatile boolean taken;

        private Sent(Lease lease) {
            this.lease = lease;
        }

        /** From any thread. */
        void taken() {
            taken = true;
        }
    }

    private final Vertx vertx;

    // Mutable state, on the context only: the oldest first.
    private final Deque<Sent> sent = new ArrayDeque<>();

    GrantWatch(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Waits for this lease to be taken. */
    Sent expect(Lease lease) {
        Sent grant = new Sent(lease);
        sent.add(grant);
        if (sent.size() == 1) {
            lookLater();
        }
        return grant;
    }

    private void lookLater() {
        vertx.setTimer(PATIENCE.toMillis(), due -> look());
    }

    private void look() {
        long now = System.nanoTime();
        while (!sent.isEmpty() && now - sent.getFirst().at >= PATIENCE.toNanos()) {
            Sent old = sent.remove();
            if (!old.taken) {
                LOG.error(
                        "lease {} on {} not taken by its loop",
                        old.lease.epoch(),
                        old.lease.backend().id());
            }
        }
        if (!sent.isEmpty()) {
            lookLater();
        }
    }
}
