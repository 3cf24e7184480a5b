package dev.sluice.relay;

import dev.sluice.owner.Owner;
import dev.sluice.pool.BackendId;
import io.vertx.core.Future;
import java.util.Optional;

/** Looks after one attempt that is silent: asks its backend before it says that the attempt has failed. */
final class Vigil {

    /** Who hears what was found, more than once perhaps. */
    interface Listener {
        /** The backend accepts no connection any more. */
        void deaf();

        /** The backend has been silent for too long, and gets nowhere. */
        void hung(String why);

        /** The answer has taken all the time there is. */
        void late(String why);
    }

    private final Owner owner;
    private final BackendId backend;
    private final Watchdog watchdog;
    private final Listener listener;
    private Future<Optional<String>> firstMark = Future.succeededFuture(Optional.empty());

    /** Of an attempt on this backend. */
    Vigil(Owner owner, BackendId backend, Watchdog watchdog, Listener listener) {
        this.owner = owner;
        this.backend = backend;
        this.watchdog = watchdog;
        this.listener = listener;
    }

    void look(long now) {
        switch (watchdog.look(now)) {
            case NOTHING -> {}
            case LISTENING -> seeWhetherItListens();
            case FIRST_MARK -> firstMark = owner.progress(backend);
            case LAST_MARK -> seeWhetherItWorks();
            case TOTAL -> listener.late("it did not end its answer in time");
        }
    }

    private void seeWhetherItListens() {
        long silence = watchdog.silentSince();
        owner.listens(backend).onSuccess(listens -> {
            if (!listens && silence == watchdog.silentSince()) {
                listener.deaf();
            }
        });
    }

    private void seeWhetherItWorks() {
        long silence = watchdog.silentSince();
        Future<Optional<String>> lastMark = owner.progress(backend);
        firstMark
                .compose(first -> lastMark.map(last -> last.isPresent() && !last.equals(first) && first.isPresent()))
                .onComplete(works -> {
                    if (silence != watchdog.silentSince()) {
                        return; // something came while we asked
                    }
                    if (works.succeeded() && works.result()) {
                        firstMark = lastMark;
                        watchdog.progressed(owner.now());
                    } else {
                        listener.hung("it fell silent, and shows no progress");
                    }
                });
    }
}
