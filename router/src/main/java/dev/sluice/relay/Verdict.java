package dev.sluice.relay;

import dev.sluice.pool.Ability;
import dev.sluice.pool.Measured;
import dev.sluice.sse.Usage;
import io.vertx.core.buffer.Buffer;
import java.util.OptionalInt;

/** How an attempt ended. */
sealed interface Verdict {

    /** A whole answer that is not a stream. */
    record Answered(Buffer body, Usage usage, Measured measured) implements Verdict {}

    /** The backend says that the request is at fault: the client's to read, with the backend's own status. */
    record Refused(int status, Buffer body) implements Verdict {}

    /** The same: its prompt, of so many tokens at least, is too long for this backend. */
    record Overflowed(int status, Buffer body, OptionalInt promptTokens) implements Verdict {}

    /** The backend cannot do this, whoever asks for it. */
    record Unable(Ability lacked) implements Verdict {}

    /** A stream that came to its end marker, and was whole. The client has all of it. */
    record Streamed(Measured measured) implements Verdict {}

    /** No answer, and the client has received nothing of one. */
    record Failed(Breakdown breakdown) implements Verdict {}

    /** A stream of which the client has received a part and will not receive the rest. */
    record Broken(StreamRelay stream, Breakdown breakdown) implements Verdict {}
}
