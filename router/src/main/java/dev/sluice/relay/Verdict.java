package dev.sluice.relay;

import dev.sluice.admission.Outcome;
import io.vertx.core.buffer.Buffer;

/** How an attempt ended. */
sealed interface Verdict {

    /** A whole answer that is not a stream: the result, or a refusal that is the client's to read. */
    record Answered(int status, String contentType, Buffer body) implements Verdict {}

    /** A stream that came to its end marker. The client has all of it. */
    record Streamed() implements Verdict {}

    /**
     * No answer, and the client has received nothing.
     *
     * @param outcome what is known of the slot
     * @param why for the client: what the backend did, without its address
     */
    record Failed(Outcome outcome, String why) implements Verdict {}

    /** A stream of which the client has received a part and will not receive the rest. */
    record Broken(StreamRelay stream, Outcome outcome, String why) implements Verdict {}
}
