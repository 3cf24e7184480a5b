/**
 * The dialects in which clients speak to us: paths, bodies, errors.
 *
 * <p>Invariant: a request that reaches a relay is well formed, names a model that some backend serves, and has been
 * read to its end. Everything else is refused here, in the dialect's own shape, and nothing of it is sent anywhere.
 *
 * <p>Owner of state: none but the request in hand, on the event loop of its connection.
 */
@NullMarked
package dev.sluice.api;

import org.jspecify.annotations.NullMarked;
