package dev.sluice.admission;

/** Why a ticket was turned away. */
public enum Rejection {
    /** As many wait as may wait. */
    QUEUE_FULL,
    /** As many bytes wait as may wait. */
    QUEUE_BYTES_FULL,
    /** As many wait for its model as may wait for that. */
    MODEL_QUEUE_FULL,
    /** As many bytes wait for its model as may wait for that. */
    MODEL_QUEUE_BYTES_FULL,
    /** Its deadline passed in the queue. */
    DEADLINE,
    /** Every backend that serves its model has failed it already. */
    NOWHERE_ELSE,
    /** A backend has failed it, and too many others lately. */
    TOO_MANY_RETRIES,
    /** Every backend that serves its model has refused, or was out of service, for a minute. */
    ALL_OUT,
    /** Backends serve its model, and none of them can do what it needs. */
    UNABLE,
    /** Its prompt was counted, and fits nowhere. */
    TOO_LONG
}
