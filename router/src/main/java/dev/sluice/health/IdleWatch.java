package dev.sluice.health;

import dev.sluice.admission.Event;
import dev.sluice.admission.Outcome;
import dev.sluice.engine.Answer;
import dev.sluice.engine.IdleProof;
import dev.sluice.engine.IdleSign;
import dev.sluice.owner.Owner;
import dev.sluice.pool.Backend;
import dev.sluice.pool.Health;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one backend whether it works on nothing, until it says so: often at first, then now and then, and not at all while
 * it is out.
 */
final class IdleWatch {

    private static final Logger LOG = LoggerFactory.getLogger(IdleWatch.class);

    /** A batch is over by then on most machines: what goes on for longer goes on for long. */
    private static final Duration OFTEN = Duration.ofSeconds(5);

    private static final Duration SELDOM = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final Prober prober;
    private final Owner owner;
    private final BiConsumer<String, Answer> listener;

    // Mutable state, on the owner's context only.
    private Optional<Question> open = Optional.empty();
    private long round;
    private boolean out;

    /** Who listens hears every answer, with the path that was asked. */
    IdleWatch(Vertx vertx, Prober prober, Owner owner, BiConsumer<String, Answer> listener) {
        this.vertx = vertx;
        this.prober = prober;
        this.owner = owner;
        this.listener = listener;
    }

    /** A slot began to settle now: only a look that begins from now on is proof. A question before this is forgotten. */
    void ask(Backend backend, IdleProof proof, Outcome after) {
        Question question = new Question(backend, proof, after);
        open = Optional.of(question);
        if (!out) {
            begin(question);
        }
    }

    /** Its engine is another now, that proves nothing. */
    void forget() {
        open = Optional.empty();
        round++;
    }

    /** One that comes back may work on what it was asked before, so the question stays open meanwhile. */
    void changed(Health health) {
        boolean wasOut = out;
        out = health == Health.DOWN || health == Health.LOADING;
        if (wasOut && !out) {
            open.ifPresent(this::begin);
        } else if (out) {
            round++;
        }
    }

    /** Whether it asks so often that nobody else should. */
    boolean asksOften() {
        return !out && open.filter(Question::isNew).isPresent();
    }

    private void begin(Question question) {
        question.lookIn(question.proof.untilFirstLook(question.after), ++round);
    }

    /** One question, and the looks that follow it. */
    private final class Question {

        private final Backend backend;
        private final IdleProof proof;
        private final Outcome after;
        private final long since = owner.now();
        private boolean logged;

        Question(Backend backend, IdleProof proof, Outcome after) {
            this.backend = backend;
            this.proof = proof;
            this.after = after;
        }

        boolean isNew() {
            return owner.now() - since < OFTEN.toNanos();
        }

        void lookIn(Duration pause, long thisRound) {
            vertx.setTimer(pause.toMillis(), timer -> {
                if (thisRound == round) {
                    look(thisRound);
                }
            });
        }

        private void look(long thisRound) {
            long begun = owner.now();
            shows(proof.signs().iterator()).otherwise(false).onSuccess(idle -> {
                if (thisRound != round) {
                    return;
                }
                if (idle) {
                    open = Optional.empty();
                    owner.observe(new Event.Idle(backend.id(), begun));
                } else {
                    lookIn(isNew() ? proof.betweenLooks(after) : SELDOM, thisRound);
                }
            });
        }

        private Future<Boolean> shows(Iterator<IdleSign> signs) {
            IdleSign sign = signs.next();
            return prober.get(backend.url(), sign.path()).compose(answer -> {
                listener.accept(sign.path(), answer);
                boolean idle = sign.shows(answer);
                if (idle || !signs.hasNext()) {
                    logWhoWorksOn(idle);
                    return Future.succeededFuture(idle);
                }
                return shows(signs);
            });
        }

        private void logWhoWorksOn(boolean idle) {
            if (!idle && !isNew() && !logged && !owner.uses(backend.id())) {
                logged = true;
                LOG.info(
                        "{} works, though nothing of ours runs there: somebody else uses it, or a cancelled request"
                                + " goes on",
                        backend.id());
            }
        }
    }
}
