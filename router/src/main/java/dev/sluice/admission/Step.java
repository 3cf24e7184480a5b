package dev.sluice.admission;

import java.util.List;
import java.util.OptionalLong;

/**
 * The answer to one event.
 *
 * @param decisions what to do, in this order
 * @param wakeUp when time alone will change something, in nanoseconds of the owner's time; empty if it will not. A time
 *     that has passed means at once
 */
public record Step(List<Decision> decisions, OptionalLong wakeUp) {}
