/**
 * The demo: a small mixed pool, the router in front of it, and what a person can see of them and do to them.
 *
 * <p>Invariant: nothing that it starts outlives it, however it ends: every backend, child process, file, connection and
 * change to the terminal has its ending before, or in the moment in which, it begins. It asks the router over the network
 * as any client does; of its insides it reads the snapshot only.
 *
 * <p>Owner of state: the thread that runs the demo has the screen; each {@link dev.sluice.cli.demo.Burst} is confined to
 * one event loop; a backend is killed and revived in the order of the keys.
 */
@NullMarked
package dev.sluice.cli.demo;

import org.jspecify.annotations.NullMarked;
