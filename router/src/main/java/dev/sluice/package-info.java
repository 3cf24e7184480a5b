/**
 * The composition root: puts the rooms together into a {@link dev.sluice.Sluice}.
 *
 * <p>How to read the rooms, in the order of a request: {@code api} reads it, {@code routing} finds its pool, {@code
 * owner} takes its ticket to {@code admission}, which asks {@code placement} for a backend of the {@code pool}; {@code
 * relay} carries it there over a connection of {@code upstream} and the answer back, event by event ({@code sse}).
 * Beside that, {@code health} looks at backends with the eyes of {@code engine} and tells the owner, and {@code
 * telemetry} hears of every request and how it ended.
 *
 * <p>Invariant: dependencies point from the shell (api, relay, health, upstream, owner) to the core (pool, placement, admission,
 * routing, sse), never back; the core knows no Vert.x, no thread and no clock. A test enforces it.
 *
 * <p>Owner of state: {@code OwnerVerticle} has the event loop of all admission state; each {@code RouterVerticle} has
 * one loop's connections and exchanges.
 */
@NullMarked
package dev.sluice;

import org.jspecify.annotations.NullMarked;
