package dev.sluice.backends.batch;

import java.util.List;

/** The state of a {@link Kv}. */
interface Memory {

    /** Whether it could run to its end if it were alone. */
    boolean fits(Job job);

    /** Seats it, and sets what of it is held already; false if there is no room now. */
    boolean seat(Sequence sequence);

    /** Makes room for what these plan to read; false, and nothing changes, if there is none. */
    boolean reserve(List<Sequence> running);

    /** What this one had planned is read. */
    void hasRead(Sequence sequence);

    /** It leaves; what it has read may be found again. */
    void leave(Sequence sequence);

    /** What nobody uses is found no more. */
    void forget();

    /** Whether the last that started makes room when there is none; otherwise all fail. */
    boolean preempts();

    /** The share that is taken by running sequences, 0 to 1. */
    double used();
}
