package dev.sluice.relay;

import dev.sluice.pool.Measured;
import io.vertx.core.buffer.Buffer;

/** The body of a backend's answer as it comes, and what it means. */
interface Incoming {

    /** Who hears of it, of one ending at most. */
    interface Listener {
        /** The client has the whole stream, and the backend has nothing left to do but to end the body. */
        void done(Measured measured);

        /** The backend says or shows that it failed, or it is no use to read on. */
        void broken(Breakdown breakdown);

        /** The body has ended, and this is what it was. */
        void judged(Verdict verdict);

        /** The client does not keep up: read no more until it does. */
        void full();
    }

    /** Takes what came. Whether it was a sign of life. */
    boolean feed(Buffer chunk);

    /** The body has ended as it should. */
    void ended();

    /** What it means that the attempt ends now, in this way. */
    Verdict endedBy(Breakdown breakdown);

    /** Whether something else may be written to the client now. */
    boolean betweenEvents();
}
