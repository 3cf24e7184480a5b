package dev.sluice.api;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The request bodies that all event loops hold, together within a bound.
 *
 * <p>Thread-safe, unlike its {@link Share}s, each of which stays on the loop of its request.
 */
public final class HeldBytes {

    private final LongSupplier limit;
    private final AtomicLong held = new AtomicLong();

    /** None yet, and never more bytes than this says at that instant. */
    public HeldBytes(LongSupplier limit) {
        this.limit = limit;
    }

    /** The share of one request, nothing at first. */
    Share share() {
        return new Share();
    }

    /** What one request holds: it grows while its body arrives, and is given back as a whole. */
    final class Share {

        private long bytes;
        private boolean over;

        private Share() {}

        /** How much all shares may hold together. */
        long limit() {
            return limit.getAsLong();
        }

        /** Whether so much more could be held at this instant. */
        boolean fits(long more) {
            return held.get() + more <= limit();
        }

        /** Holds so much more, or, if that would be too much or all was given back, no more than before. */
        boolean grow(int more) {
            if (over) {
                return false;
            }
            if (held.addAndGet(more) > limit()) {
                held.addAndGet(-more);
                return false;
            }
            bytes += more;
            return true;
        }

        /** Holds nothing any more; what it held can be held by others. */
        void release() {
            over = true;
            held.addAndGet(-bytes);
            bytes = 0;
        }
    }
}
