package dev.sluice.placement;

import dev.sluice.pool.BackendId;
import dev.sluice.pool.ServiceTime;

/**
 * A backend with a free slot that could take the request in question.
 *
 * @param backend which
 * @param serviceTime how long a request lasts there
 * @param occupied slots in use, settling ones included
 * @param slots slots in all, more than {@code occupied}
 */
public record Candidate(BackendId backend, ServiceTime serviceTime, int occupied, int slots) {

    double load() {
        return (double) occupied / slots;
    }
}
