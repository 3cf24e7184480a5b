package dev.sluice.pool;

/** What a request may need of a model, and not every model has. */
public enum Ability {
    /** To answer messages. */
    CHAT,
    /** To go on with a text. */
    COMPLETION,
    /** To turn texts into vectors. */
    EMBEDDING,
    /** To see pictures. */
    VISION
}
