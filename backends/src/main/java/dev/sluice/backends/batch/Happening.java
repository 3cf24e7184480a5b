package dev.sluice.backends.batch;

/** Something that has happened to a job, at a time in nanoseconds. */
public sealed interface Happening {

    long job();

    long at();

    /**
     * It has been seated.
     *
     * @param slot where, from 0; always 0 where there are no slots
     * @param cached so many tokens of its prompt are there already
     */
    record Started(long job, long at, int slot, int cached) implements Happening {}

    /** So many tokens of its prompt have been read, cached ones included. */
    record Read(long job, long at, int tokens) implements Happening {}

    /** The token at this position of its answer, from 0, has been said. */
    record Said(long job, long at, int position) implements Happening {}

    /** There was no room for it any more: it waits, first in line, and reads all of it again. */
    record Preempted(long job, long at) implements Happening {}

    /** Nothing more happens to it. */
    record Ended(long job, long at, Why why) implements Happening {}

    /** Why a job has ended. */
    enum Why {
        /** All of its answer has been said. */
        SAID,
        /** It was cancelled. */
        CANCELLED,
        /** What holds the tokens was full. */
        EXHAUSTED
    }
}
