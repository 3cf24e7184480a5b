/**
 * Carries one request to a backend and its answer to the client, and keeps the ending honest.
 *
 * <p>{@link dev.sluice.relay.Relay} makes one exchange of each request. Its invariants:
 *
 * <ul>
 *   <li>it ends once: a whole answer, a clear error, or a stream that ends in an error event (P4);
 *   <li>each lease it was granted is ended exactly once;
 *   <li>the request is sent to another backend only while the client has received nothing of an answer (P7); what has
 *       left by then is a status, heartbeats, and the progress of a prompt that the client asked to see;
 *   <li>what is passed on is what came, but for the list in {@code docs/wire.md} (P6);
 *   <li>whoever is silent, backend or client, is given up in time, and a backend is asked before (P8);
 *   <li>when the client leaves, the connection to the backend is closed at once (P5).
 * </ul>
 *
 * <p>Owner of state: each exchange, its attempt and both its connections live on the event loop that took the request;
 * nothing here is shared.
 */
@NullMarked
package dev.sluice.relay;

import org.jspecify.annotations.NullMarked;
