package dev.sluice.api;

import dev.sluice.relay.Body;

/**
 * A request body that has been read and looked through.
 *
 * @param bytes as the client sent it
 * @param seen what the router needs to know of it
 */
record ReadBody(Body bytes, RequestBody seen) {}
