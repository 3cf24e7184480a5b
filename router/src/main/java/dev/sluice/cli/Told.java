package dev.sluice.cli;

import dev.sluice.Sluice;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.utils.Signals;

/** What a router does that is told something by a signal. */
final class Told {

    private Told() {}

    /**
     * SIGTERM and SIGINT end it as its configuration says, with exit code 0; a second one hurries. SIGHUP reads its
     * configuration again.
     */
    static void toEndOrReload(Sluice sluice) {
        AtomicBoolean ending = new AtomicBoolean();
        Runnable end = () -> {
            if (ending.compareAndSet(false, true)) {
                sluice.shutDown().onComplete(done -> exit());
            } else {
                sluice.hurry();
            }
        };
        Signals.register("TERM", end);
        Signals.register("INT", end);
        Signals.register("HUP", () -> sluice.reload()); // it says in the log what has become of it
    }

    /** Not on an event loop: what ends at the exit waits for those. */
    private static void exit() {
        Thread.ofPlatform().name("exit").start(() -> System.exit(Service.STOPPED));
    }
}
