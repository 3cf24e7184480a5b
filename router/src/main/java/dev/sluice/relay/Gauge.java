package dev.sluice.relay;

import dev.sluice.admission.Lease;
import dev.sluice.owner.Owner;
import dev.sluice.pool.Ability;
import dev.sluice.pool.Measured;
import dev.sluice.sse.Usage;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * Measures one attempt from outside: how far its answer has come, and how fast. Tells the owner as much of it as the
 * lease wants: never a message for each token.
 */
final class Gauge {

    /** So many more tokens are worth a message. */
    private static final int STEP = 8;

    private static final long NEVER = -1;

    private final Owner owner;
    private final Lease lease;
    private final Inference inference;

    // Mutable state, in nanoseconds of the owner's time.
    private long sent;
    private long first = NEVER;
    private long pausedAt = NEVER;
    private long paused;
    private int told;

    /** Of this request under that lease. */
    Gauge(Owner owner, Lease lease, Inference inference) {
        this.owner = owner;
        this.lease = lease;
        this.inference = inference;
        this.sent = owner.now();
    }

    /** The request leaves now. */
    void sent() {
        sent = owner.now();
    }

    /** The first content of a stream is here. */
    void begun() {
        first = owner.now();
    }

    /** So many events of content have come, of all its answers together: the owner hears of one of them. */
    void grown(int all) {
        int events = all / inference.sequences();
        boolean worthIt = switch (lease.reports()) {
            case NONE -> false;
            case FIRST_CONTENT -> told == 0;
            case GROWTH -> told == 0 || events - told >= STEP;
        };
        if (worthIt) {
            told = Math.max(1, events);
            owner.grown(lease, lease.reports() == Lease.Reports.FIRST_CONTENT ? 1 : told);
        }
    }

    /** We read no more for a while. */
    void pause() {
        pausedAt = owner.now();
    }

    /** We read again. */
    void resume() {
        if (pausedAt != NEVER) {
            paused += owner.now() - pausedAt;
            pausedAt = NEVER;
        }
    }

    /** What a stream was that ends now, after so many events of content. */
    Measured stream(Usage usage, int events) {
        resume();
        long now = owner.now();
        OptionalInt output = usage.outputTokens().isPresent() ? usage.outputTokens() : OptionalInt.of(events);
        long began = first == NEVER ? now : first;
        return measured(usage, output, began - sent, Math.max(1, now - began - paused));
    }

    /** What an answer was that ends now, and came in one piece. */
    Measured whole(Usage usage) {
        return measured(usage, usage.outputTokens(), owner.now() - sent, 0);
    }

    /** A picture has far more bytes than tokens, which says nothing of text. */
    private long teachingBytes() {
        return inference.needs().abilities().contains(Ability.VISION)
                ? 0
                : inference.body().length();
    }

    /** Of several answers at once nobody knows how long each is. */
    private Measured measured(Usage usage, OptionalInt output, long untilFirst, long generating) {
        return new Measured(
                teachingBytes(),
                usage.promptTokens(),
                usage.cachedTokens(),
                inference.sequences() == 1 ? output : OptionalInt.empty(),
                Duration.ofNanos(untilFirst),
                Duration.ofNanos(generating),
                usage.prefillRate(),
                usage.decodeRate());
    }
}
