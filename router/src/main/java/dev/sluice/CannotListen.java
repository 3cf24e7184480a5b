package dev.sluice;

import dev.sluice.config.Address;

/** Somebody else listens there, or nobody may; and which options to change. */
public final class CannotListen extends Exception {

    private static final long serialVersionUID = 1;

    /** At this address, which these options say, for this reason. */
    public CannotListen(Address address, String options, Throwable cause) {
        super("Cannot listen on " + address + ": " + cause.getMessage() + ". Choose another " + options + ".", cause);
    }
}
