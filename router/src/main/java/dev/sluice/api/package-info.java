/**
 * The dialects in which clients speak to us: paths, bodies, errors.
 *
 * <p>Invariants: a request that reaches a relay is well formed, names a model that some backend serves, has been read
 * to its end, and is the only one on its connection. Everything else is refused here, in the dialect's own shape, and
 * nothing of it is sent anywhere. The bodies that are held are bounded each, and all together.
 *
 * <p>Owner of state: {@link dev.sluice.api.HeldBytes} is shared by all event loops; all else belongs to the request or
 * the connection in hand, on its event loop.
 */
@NullMarked
package dev.sluice.api;

import org.jspecify.annotations.NullMarked;
