package dev.sluice.pool;

import java.util.OptionalInt;

/** What one look at a backend has shown. */
public sealed interface Sighting {

    /**
     * It serves.
     *
     * @param profile what it is
     * @param crowd how many requests wait inside it because they do not fit, if it tells: then it has been given too
     *     many
     */
    record Ready(Profile profile, OptionalInt crowd) implements Sighting {}

    /** It loads. */
    record Loading() implements Sighting {}

    /** It refuses connections, cannot be reached, or answers what no inference server does, for this reason. */
    record Out(String why) implements Sighting {}

    /** It accepted the question and did not answer in time. {@code heard}: something else of it has come meanwhile. */
    record NoAnswer(boolean heard) implements Sighting {}

    /** It has worked on something since it was found to hang. */
    record Progress() implements Sighting {}
}
