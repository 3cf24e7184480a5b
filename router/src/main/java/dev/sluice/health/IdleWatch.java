package dev.sluice.health;

import dev.sluice.admission.Event;
import dev.sluice.engine.IdleProof;
import dev.sluice.owner.Owner;
import dev.sluice.pool.Backend;
import io.vertx.core.AsyncResult;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;

/**
 * Asks one backend whether it works on nothing, until it says so or nobody waits for the answer any more.
 *
 * <p>Two answers in a row are wanted: a request that was cut just after it was sent may still be on its way to a slot
 * when the first question overtakes it.
 */
final class IdleWatch {

    private static final long INTERVAL_MS = 50;

    private final Vertx vertx;
    private final Prober prober;
    private final Owner owner;

    // Mutable state, on the owner's context only.
    private boolean asking;
    private long asked;
    private long until;
    private long idleSince;

    IdleWatch(Vertx vertx, Prober prober, Owner owner) {
        this.vertx = vertx;
        this.prober = prober;
        this.owner = owner;
    }

    /** A slot began to settle now: only what is seen from now on is proof. */
    void ask(Backend backend, IdleProof proof) {
        asked = owner.now();
        until = asked + backend.traits().settling().toNanos();
        idleSince = Long.MAX_VALUE;
        if (!asking) {
            asking = true;
            lookLater(backend, proof);
        }
    }

    private void lookLater(Backend backend, IdleProof proof) {
        vertx.setTimer(INTERVAL_MS, timer -> {
            long begun = owner.now();
            prober.get(backend.url(), proof.path()).onComplete(answer -> {
                weigh(backend, begun, shows(proof, answer));
                if (asking) {
                    lookLater(backend, proof);
                }
            });
        });
    }

    private static boolean shows(IdleProof proof, AsyncResult<HttpResponse<Buffer>> answer) {
        return answer.succeeded()
                && proof.shows(answer.result().statusCode(), answer.result().bodyAsString("UTF-8"));
    }

    private void weigh(Backend backend, long begun, boolean idle) {
        if (!idle || begun < asked) {
            idleSince = Long.MAX_VALUE;
        } else if (idleSince == Long.MAX_VALUE) {
            idleSince = begun;
        } else {
            asking = false;
            owner.observe(new Event.Idle(backend.id(), idleSince));
        }
        asking = asking && owner.now() < until;
    }
}
