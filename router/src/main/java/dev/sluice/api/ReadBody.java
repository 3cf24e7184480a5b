package dev.sluice.api;

import dev.sluice.relay.Body;

/**
 * A request body that has been read and looked through.
 *
 * @param bytes as the client sent it
 * @param seen what the router needs to know of it
 * @param since when its last byte came, in the time of {@link System#nanoTime}
 */
record ReadBody(Body bytes, RequestBody seen, long since) {}
