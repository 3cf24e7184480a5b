/**
 * What the operator decides, as immutable records, and every default with its reason.
 *
 * <p>Invariant: a record that exists is valid; what is wrong with the input is said all at once by
 * {@link dev.sluice.config.InvalidConfig}.
 *
 * <p>Owner of state: none.
 */
@NullMarked
package dev.sluice.config;

import org.jspecify.annotations.NullMarked;
