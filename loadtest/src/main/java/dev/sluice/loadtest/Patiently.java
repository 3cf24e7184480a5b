package dev.sluice.loadtest;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

/** Waits for conditions, within a bound. */
final class Patiently {

    /** What can fail while a process starts or ends. */
    interface Condition {
        boolean holds() throws IOException;
    }

    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final long LOOK_MS = 20;

    private Patiently() {}

    /** Until it holds. Whether it did. */
    static boolean until(Condition condition) throws IOException {
        long deadline = System.nanoTime() + BOUND.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() - deadline > 0 || !pause()) {
                return false;
            }
        }
        return true;
    }

    /** Until this address serves: {@code GET /health} answers 200. */
    static void untilServes(URI address) throws IOException {
        if (!until(() -> healthy(address))) {
            throw new IOException("nothing serves at " + address);
        }
    }

    private static boolean healthy(URI address) throws IOException {
        HttpURLConnection look =
                (HttpURLConnection) address.resolve("/health").toURL().openConnection();
        try {
            return look.getResponseCode() == 200;
        } catch (IOException notYet) {
            return false;
        } finally {
            look.disconnect();
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(LOOK_MS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
