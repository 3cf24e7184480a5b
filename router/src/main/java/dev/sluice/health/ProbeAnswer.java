package dev.sluice.health;

/**
 * What a backend answered to a probe.
 *
 * @param status the HTTP status
 * @param body the text, perhaps empty
 */
record ProbeAnswer(int status, String body) {}
