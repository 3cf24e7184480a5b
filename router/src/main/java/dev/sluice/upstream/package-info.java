/**
 * Connections to backends.
 *
 * <p>Invariant: a connection carries one request at a time, and is closed or given back by whoever asked for it; one is
 * used again only if its backend batches, the answer before was read to its end, and it has been idle for less than a
 * backend's patience.
 *
 * <p>Owner of state: each event loop has a {@link dev.sluice.upstream.Dialer} of its own, with its idle connections.
 */
@NullMarked
package dev.sluice.upstream;

import org.jspecify.annotations.NullMarked;
