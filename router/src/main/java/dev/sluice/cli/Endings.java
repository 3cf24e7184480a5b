package dev.sluice.cli;

import java.util.ArrayDeque;
import java.util.Deque;

/** What was begun and has to be ended before the process is over: the newest first, each once. From any thread. */
final class Endings {

    // Mutable state, under this object's lock: whoever begins something in the middle of the end waits for it.
    private final Deque<Runnable> endings = new ArrayDeque<>();
    private boolean over;

    /** One more; after the end, it is run at once. */
    synchronized void add(Runnable ending) {
        if (over) {
            run(ending);
        } else {
            endings.push(ending);
        }
    }

    /** Runs them all, whichever of them fail. */
    synchronized void end() {
        over = true;
        while (!endings.isEmpty()) {
            run(endings.pop());
        }
    }

    private static void run(Runnable ending) {
        try {
            ending.run();
        } catch (Exception e) { // an await rethrows what is checked, unchecked
            System.err.println("While stopping: " + e.getMessage());
        }
    }
}
