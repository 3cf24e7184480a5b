/** Everything that can go wrong with a pool, at random and under load. */
@NullMarked
package dev.sluice.chaos;

import org.jspecify.annotations.NullMarked;
