package dev.sluice.cli;

import dev.sluice.config.InvalidConfig;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** Runs what a command is for, and leaves nothing of it: when it is through, and when the process is told to stop. */
final class Service {

    static final int STOPPED = 0;
    static final int FAILED = 1;
    private static final int USAGE = 2;

    /** Shorter than the ten seconds after which Docker kills what it has told to stop. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private Service() {}

    /** Runs it on this thread; a signal ends it from another. The exit code. */
    static int run(Consumer<Endings> work) {
        Endings endings = new Endings();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endSoon(endings), "shutdown"));
        try {
            work.accept(endings);
            return STOPPED;
        } catch (Exception e) { // an await rethrows what is checked, unchecked
            endings.end(); // first: it may be that nobody would see the message
            System.err.println(e.getMessage());
            return FAILED;
        } finally {
            endings.end();
        }
    }

    /** The process is over when this returns: it does not wait for ever for what will not end. */
    private static void endSoon(Endings endings) {
        Thread ending = Thread.ofPlatform().daemon().start(endings::end);
        try {
            if (!ending.join(PATIENCE)) {
                System.err.println("Not all has ended within " + PATIENCE.toSeconds() + " s; stopping all the same.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says what was typed wrong. The exit code. */
    static int refuse(InvalidConfig invalid) {
        invalid.problems().forEach(System.err::println);
        return USAGE;
    }

    /** Does nothing, until a signal ends the process. */
    static void untilSignalled() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The reason why nobody can listen on this port of this machine, and what to do. */
    static <T> Future<T> cannotListen(int port, Throwable cause) {
        return Future.failedFuture(new IllegalStateException(
                "Cannot listen on 127.0.0.1:" + port + ": " + cause.getMessage() + ". Choose another port.", cause));
    }
}
