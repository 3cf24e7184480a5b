package dev.sluice.sse;

/** What an event of an OpenAI-shaped stream is to a relay. */
public enum FrameKind {
    /** A comment, a blank line, a role, a count of tokens: nothing of the answer yet. */
    PRELUDE,
    /** Part of the answer. */
    CONTENT,
    /** The backend says that it failed. */
    ERROR,
    /** {@code data: [DONE]}. */
    END
}
