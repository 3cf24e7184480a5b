package dev.sluice.admission;

/**
 * A lease that has not ended.
 *
 * @param lease the lease
 * @param waiter whose it is, to go back to its place if it fails
 * @param predicted how long it was predicted to take, in nanoseconds
 * @param beside how many other slots were leased there when it began
 * @param afterCoolDown whether it is the first one after a cool-down, so that it shows whether that was long enough
 */
record Running(Lease lease, Waiter waiter, double predicted, int beside, boolean afterCoolDown) {}
