package dev.sluice.admission;

import dev.sluice.pool.AdminState;

/**
 * Whether a backend may be given work: what its operator wants of it, and whether it belongs to the pool still. Neither
 * hides the other: one that is drained, leaves and joins again is drained. Immutable.
 *
 * @param drained whether its operator has drained it
 * @param leaving whether it belongs to the pool only until its leases have ended
 * @param since when it went off duty, or came back
 */
record Duty(boolean drained, boolean leaving, long since) {

    static Duty from(long now) {
        return new Duty(false, false, now);
    }

    Duty drained(boolean wanted, long now) {
        return become(new Duty(wanted, leaving, now));
    }

    Duty leaving(boolean leaves, long now) {
        return become(new Duty(drained, leaves, now));
    }

    /** A second reason to be off duty makes it no later. */
    private Duty become(Duty next) {
        return next.on() == on() ? new Duty(next.drained, next.leaving, since) : next;
    }

    boolean on() {
        return !drained && !leaving;
    }

    /** Whether it has been off duty for at least so long. */
    boolean offSince(long then) {
        return !on() && since <= then;
    }

    AdminState state(boolean atWork) {
        if (on()) {
            return AdminState.IN_SERVICE;
        }
        return atWork ? AdminState.DRAINING : AdminState.OUT;
    }
}
