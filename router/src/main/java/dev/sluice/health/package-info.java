/**
 * Looks at backends: what each is, whether it can serve, when it works on nothing, whether it gets on.
 *
 * <p>Invariant: probes are cheap and safe, and never a completion; an answer counts only if its question was asked
 * after the last evidence to the contrary; a probe that is not answered in time says nothing,
 * unless nobody accepted the connection. What a backend is, is asked anew only when it may be another.
 *
 * <p>Owner of state: {@link dev.sluice.health.HealthMonitor} and its watches, on the owner's context.
 */
@NullMarked
package dev.sluice.health;

import org.jspecify.annotations.NullMarked;
