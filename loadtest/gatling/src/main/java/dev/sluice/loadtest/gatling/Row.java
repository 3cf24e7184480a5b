package dev.sluice.loadtest.gatling;

import java.util.Optional;

/**
 * One row of the report that we have timed ourselves.
 *
 * @param name what was timed, one of the names below
 * @param begin when it began, in milliseconds of Gatling's clock
 * @param end when it ended
 * @param failure why it failed; empty where it did not
 */
record Row(String name, long begin, long end, Optional<String> failure) {

    /** From the request to the first content. */
    static final String TTFT = "TTFT";

    /** From one content to the next. */
    static final String GAP = "gap between tokens";

    /** From the request to the end of a whole answer. */
    static final String FINISH = "time to finish";

    /** How long the request has waited in the queue, as the router tells. */
    static final String QUEUE = "queue wait";

    /** From the request to an error that the client sees in its stream. */
    static final String ERROR = "ended in an error event";

    /** From the request to a refusal that may happen. */
    static final String REFUSED = "refused";

    /** From the request to the moment at which its user stops it. */
    static final String STOPPED = "stopped";

    static Row of(String name, long begin, long end) {
        return new Row(name, begin, end, Optional.empty());
    }

    static Row failed(String name, long begin, long end, String why) {
        return new Row(name, begin, end, Optional.of(why));
    }
}
