package dev.sluice.health;

import dev.sluice.engine.Answer;
import dev.sluice.engine.ProgressSign;
import dev.sluice.pool.Health;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Looks whether a backend that was found to hang works on something again: whether a mark of its work differs from the
 * first that was taken since. An engine that has no mark tells nothing here, and is tried again when its time has come.
 */
final class HungWatch {

    /** A llama-server that is asked more often than once a second does not notice that its client has left. */
    private static final long PAUSE_MS = 1_200;

    private final Vertx vertx;
    private final Vitals vitals;
    private final BooleanSupplier othersAsk;
    private final Runnable worksAgain;

    // Mutable state, on the owner's context only.
    private Optional<String> first = Optional.empty();
    private boolean hung;
    private long timer;

    /**
     * Of the backend with these vitals.
     *
     * @param othersAsk whether the same is being asked, and heard of, otherwise
     * @param worksAgain is told of each mark that shows it
     */
    HungWatch(Vertx vertx, Vitals vitals, BooleanSupplier othersAsk, Runnable worksAgain) {
        this.vertx = vertx;
        this.vitals = vitals;
        this.othersAsk = othersAsk;
        this.worksAgain = worksAgain;
    }

    /** Its health is this now. */
    void changed(Health health) {
        vertx.cancelTimer(timer);
        hung = health == Health.HUNG;
        first = Optional.empty();
        if (hung) {
            lookLater();
            mark();
        }
    }

    /** The next look comes first: a mark that is there at once may change its health, and that ends all this. */
    private void lookLater() {
        timer = vertx.setTimer(PAUSE_MS, due -> {
            lookLater();
            if (!othersAsk.getAsBoolean()) {
                mark();
            }
        });
    }

    private void mark() {
        vitals.progress().onSuccess(this::marked);
    }

    /** Somebody else has asked this, and got this answer. */
    void heard(List<ProgressSign> signs, String path, Answer answer) {
        signs.stream()
                .filter(sign -> sign.path().equals(path))
                .findFirst()
                .ifPresent(sign -> marked(sign.mark(answer.status(), answer.body())));
    }

    private void marked(Optional<String> mark) {
        if (!hung || mark.isEmpty()) {
            return;
        }
        if (first.isEmpty()) {
            first = mark;
        } else if (!mark.equals(first)) {
            worksAgain.run();
        }
    }
}
