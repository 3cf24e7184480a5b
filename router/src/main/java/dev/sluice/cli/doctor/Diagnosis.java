package dev.sluice.cli.doctor;

import dev.sluice.config.BackendConfig;
import dev.sluice.health.Finding;
import dev.sluice.pool.Profile;
import dev.sluice.upstream.Knock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the doctor found out about one backend.
 *
 * @param backend as its operator names it
 * @param state how it is
 */
record Diagnosis(BackendConfig backend, State state) {

    /** How a backend is. */
    sealed interface State {}

    /**
     * It answers as an inference server that has loaded.
     *
     * @param profile what it is, with what its operator says laid over it
     * @param key whether it would also take requests
     * @param latency of its cheapest answer on a connection that is open already; empty if it gave none
     * @param sleeps whether it has put its model away until the next request
     * @param crowd how many requests wait inside it because they do not fit, if it tells
     */
    record Serving(Profile profile, KeyCheck key, Optional<Duration> latency, boolean sleeps, OptionalInt crowd)
            implements State {}

    /**
     * It does not.
     *
     * @param finding what was seen instead
     * @param door whether anybody opens who only connects, where the finding does not say that
     * @param otherScheme whether it speaks TLS though its address says {@code http}, or speaks none though it says
     *     {@code https}
     */
    record NotServing(Finding.NotReady finding, Knock.Door door, boolean otherScheme) implements State {}

    boolean canServe() {
        return state instanceof Serving serving && !(serving.key() instanceof KeyCheck.Refused);
    }
}
