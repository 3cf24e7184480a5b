/**
 * What the operator decides, as immutable records, and every default with its reason.
 *
 * <p>Invariant: what comes from outside becomes a record in {@link dev.sluice.config.SluiceConfig#of} and nowhere else,
 * which says everything that is wrong with it at once, in {@link dev.sluice.config.InvalidConfig}.
 *
 * <p>Owner of state: none.
 */
@NullMarked
package dev.sluice.config;

import org.jspecify.annotations.NullMarked;
