package dev.sluice.api;

/** Whether a router takes requests. */
public enum Door {
    /** It does. */
    OPEN,
    /** It does, and tells everybody who asks to go elsewhere with the next one. */
    LEAVING,
    /** It takes none any more. */
    CLOSED
}
