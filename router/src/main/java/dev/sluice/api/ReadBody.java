package dev.sluice.api;

import io.vertx.core.buffer.Buffer;

/**
 * A request body that has been read and looked through.
 *
 * @param bytes as the client sent it
 * @param seen what the router needs to know of it
 */
record ReadBody(Buffer bytes, RequestBody seen) {}
