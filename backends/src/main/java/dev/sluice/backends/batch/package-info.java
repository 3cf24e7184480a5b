/**
 * How an inference engine spends its time: requests wait, are seated, and move on together, one step of a batch at a
 * time. The simulated engines run on it in real time; a simulation of many backends can run on it in virtual time.
 *
 * <p>Invariant: pure. Requests and the time go in, what happened comes out as values, and the next time at which
 * something will happen; no thread, no clock, no random number.
 *
 * <p>Owner of state: whoever made the {@link dev.sluice.backends.batch.BatchModel}; it is not safe for threads.
 */
@NullMarked
package dev.sluice.backends.batch;

import org.jspecify.annotations.NullMarked;
