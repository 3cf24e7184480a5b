/**
 * Connections to backends.
 *
 * <p>Invariant: each connection is new, carries one request, and is closed by whoever asked for it.
 *
 * <p>Owner of state: each event loop has a {@link dev.sluice.upstream.Dialer} of its own.
 */
@NullMarked
package dev.sluice.upstream;

import org.jspecify.annotations.NullMarked;
