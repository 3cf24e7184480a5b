package dev.sluice.api;

import dev.sluice.relay.Failure;

/** The request cannot be served as it is. */
final class Refused extends RuntimeException {

    private final transient Failure failure;

    Refused(Failure failure) {
        super(failure.message(), null, false, false); // a client's mistake needs no stack trace
        this.failure = failure;
    }

    Failure failure() {
        return failure;
    }
}
