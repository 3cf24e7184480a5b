/**
 * What users of a router do, as Gatling simulations: chats, sessions, an overflow, a stop button, models side by side, a
 * backend that is killed.
 *
 * <p>Invariant: Gatling runs in a process of its own, without a class of what it loads; what it asserts does not depend
 * on the speed of the machine, and is compared with the books of the backends where the pool is our own.
 *
 * <p>Owner of state: {@link dev.sluice.loadtest.gatling.RunLoad} owns the processes; a virtual user owns its session;
 * what is counted over all users is counted in adders of {@link dev.sluice.loadtest.gatling.Figures}.
 */
@NullMarked
package dev.sluice.loadtest.gatling;

import org.jspecify.annotations.NullMarked;
