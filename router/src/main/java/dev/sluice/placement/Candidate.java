package dev.sluice.placement;

import dev.sluice.pool.BackendId;

/**
 * A backend that has room for the request in question.
 *
 * @param backend which
 * @param nanos how long the request is predicted to take there, in nanoseconds
 * @param occupied slots in use, settling ones included
 * @param slots slots in all, more than {@code occupied}
 */
public record Candidate(BackendId backend, double nanos, int occupied, int slots) {

    double load() {
        return (double) occupied / slots;
    }
}
