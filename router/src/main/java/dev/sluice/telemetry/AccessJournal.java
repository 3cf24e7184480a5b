package dev.sluice.telemetry;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the access log on a thread of its own. An event loop hands it an account and goes on; what comes faster than it
 * can be written is left out and counted.
 */
final class AccessJournal implements Consumer<Account>, AutoCloseable {

    /** The name of its logger. */
    static final String NAME = "access";

    private static final Logger LOG = LoggerFactory.getLogger(NAME);

    /** A second of a busy router. */
    private static final int MOST_UNWRITTEN = 8 * 1024;

    private static final long PATIENCE_MS = 1_000;

    private final LineFormat format;
    private final Consumer<String> lines;
    private final LongAdder dropped = new LongAdder();
    private final BlockingQueue<Optional<Account>> unwritten;
    private final Thread writer;

    /** To the logger. */
    AccessJournal(LineFormat format) {
        this(format, LOG::info, MOST_UNWRITTEN);
    }

    /** To whoever takes lines, with so many of them ahead at most. */
    AccessJournal(LineFormat format, Consumer<String> lines, int mostUnwritten) {
        this.format = format;
        this.lines = lines;
        this.unwritten = new ArrayBlockingQueue<>(mostUnwritten);
        this.writer = Thread.ofPlatform().daemon().name("access-log").start(this::write);
    }

    @Override
    public void accept(Account account) {
        if (!unwritten.offer(Optional.of(account))) {
            dropped.increment();
        }
    }

    /** How many were left out. */
    long dropped() {
        return dropped.sum();
    }

    private void write() {
        try {
            for (Optional<Account> next = unwritten.take(); next.isPresent(); next = unwritten.take()) {
                lines.accept(format.line(AccessLine.fields(next.get())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What was handed over is written, if that is done soon. */
    @Override
    public void close() {
        try {
            if (unwritten.offer(Optional.empty(), PATIENCE_MS, TimeUnit.MILLISECONDS)) {
                writer.join(PATIENCE_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
