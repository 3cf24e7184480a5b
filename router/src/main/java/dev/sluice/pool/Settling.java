package dev.sluice.pool;

import java.time.Duration;

/** When a slot is free again whose request we have cut. */
public sealed interface Settling {

    /** The engine drops a request as soon as its connection closes. */
    record AtOnce() implements Settling {}

    /**
     * The engine goes on for a while, and shows when it is idle.
     *
     * @param bound how long that may take; a backend that serves one at a time and has not shown it by then is in
     *     quarantine until it does
     */
    record Shown(Duration bound) implements Settling {}

    /**
     * Nothing shows it: after a cool-down the slot is taken to be free. How long that must be is learnt from the request
     * that comes next.
     *
     * @param prior how long it is at first
     */
    record CoolDown(Duration prior) implements Settling {}
}
