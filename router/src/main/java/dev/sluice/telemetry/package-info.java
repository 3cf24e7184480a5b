/**
 * What a router tells of itself: one account of each request, metrics made of these, and an access log.
 *
 * <p>Invariants: of each request there is exactly one account, made at its one ending (P4); nothing here makes an event
 * loop wait; the number of series is bounded by the pool, whatever clients send; no content, key, user or raw path gets
 * into a label or a line.
 *
 * <p>Owner of state: a {@link dev.sluice.telemetry.Visit} belongs to the event loop of its request. Meters may be
 * written and read by any thread. The state of the pool is read from its snapshot when somebody asks.
 */
@NullMarked
package dev.sluice.telemetry;

import org.jspecify.annotations.NullMarked;
