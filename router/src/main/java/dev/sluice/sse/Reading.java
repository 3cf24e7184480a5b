package dev.sluice.sse;

import java.nio.ByteBuffer;

/** What an event of an OpenAI-shaped stream is to a relay. */
public sealed interface Reading {

    /** An event that is passed on as it came, or not at all. */
    enum Plain implements Reading {
        /** A comment, a blank line, a name without data: nothing that a client could miss. */
        NOTHING,
        /** A role, a count of tokens: nothing of the answer yet. */
        PRELUDE,
        /** How far the prompt has been read, which the client asked to see. */
        PROGRESS,
        /** Part of the answer. */
        CONTENT,
        /** {@code data: [DONE]} after an answer that is complete. */
        END
    }

    /** An event of this kind from which something was cut that clients cannot bear, or must not see. */
    record Rewritten(Plain kind, ByteBuffer event) implements Reading {}

    /** The backend failed, and says so or shows it; in these words. */
    record Failure(String why) implements Reading {}
}
