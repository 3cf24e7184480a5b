package dev.sluice.admission;

/**
 * How much may wait. One more is rejected, unless it can start at once.
 *
 * @param length how many requests
 * @param bytes how large their bodies may be together
 */
public record QueueBound(int length, long bytes) {

    /** Whatever comes. */
    public static final QueueBound NONE = new QueueBound(Integer.MAX_VALUE, Long.MAX_VALUE);

    /** So many requests of any size: what their bodies hold is bounded elsewhere. */
    public static QueueBound ofLength(int length) {
        return new QueueBound(length, Long.MAX_VALUE);
    }
}
