/**
 * Server-sent events at byte level: where one ends, and what it is to a relay.
 *
 * <p>Invariant: nothing is decoded, changed or copied to find the end of an event, and any cut of the stream into
 * chunks gives the same events. Core: no Vert.x, no thread, no clock.
 *
 * <p>Owner of state: each stream has a {@link dev.sluice.sse.FrameScanner} of its own.
 */
@NullMarked
package dev.sluice.sse;

import org.jspecify.annotations.NullMarked;
