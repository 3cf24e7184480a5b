package dev.sluice.health;

import dev.sluice.admission.Event;
import dev.sluice.admission.Outcome;
import dev.sluice.engine.IdleProof;
import dev.sluice.owner.Owner;
import dev.sluice.pool.Backend;
import io.vertx.core.AsyncResult;
import io.vertx.core.Vertx;
import java.time.Duration;

/** Asks one backend whether it works on nothing, until it says so or nobody waits for the answer any more. */
final class IdleWatch {

    private final Vertx vertx;
    private final Prober prober;
    private final Owner owner;

    // Mutable state, on the owner's context only.
    private long round;

    IdleWatch(Vertx vertx, Prober prober, Owner owner) {
        this.vertx = vertx;
        this.prober = prober;
        this.owner = owner;
    }

    /** A slot began to settle now: only a look that begins from now on is proof. */
    void ask(Backend backend, IdleProof proof, Outcome after) {
        new Round(++round, backend, proof, after).lookIn(proof.untilFirstLook(after));
    }

    /** The looks that follow one question; a later question ends it. */
    private final class Round {

        private final long number;
        private final Backend backend;
        private final IdleProof proof;
        private final Outcome after;

        Round(long number, Backend backend, IdleProof proof, Outcome after) {
            this.number = number;
            this.backend = backend;
            this.proof = proof;
            this.after = after;
        }

        void lookIn(Duration pause) {
            vertx.setTimer(pause.toMillis(), timer -> {
                if (number == round) {
                    look();
                }
            });
        }

        private void look() {
            long begun = owner.now();
            prober.get(backend.url(), proof.path()).onComplete(answer -> {
                if (shows(answer)) {
                    owner.observe(new Event.Idle(backend.id(), begun));
                } else {
                    lookIn(proof.betweenLooks(after));
                }
            });
        }

        private boolean shows(AsyncResult<ProbeAnswer> answer) {
            return answer.succeeded()
                    && proof.shows(answer.result().status(), answer.result().body());
        }
    }
}
