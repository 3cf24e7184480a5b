/**
 * What an operator sees of a router that runs.
 *
 * <p>Invariant: it only reads snapshots and metrics. It changes nothing, and no relay loop waits for it.
 *
 * <p>Owner of state: none here.
 */
@NullMarked
package dev.sluice.admin;

import org.jspecify.annotations.NullMarked;
