package dev.sluice.config;

/** Whether each request that has ended gets a line in the log, and in what form. */
public enum AccessLog {
    /** No lines. */
    OFF,
    /** {@code key=value} pairs, for people and for Loki. */
    LOGFMT,
    /** One JSON object a line. */
    JSON
}
