/**
 * What simulated models read and say: text as tokens, and the answer that follows a prompt.
 *
 * <p>Invariant: pure. An answer depends on the prompt alone, so a broken answer that is continued elsewhere goes on as if
 * it had never been broken.
 *
 * <p>Owner of state: there is none.
 */
@NullMarked
package dev.sluice.backends.language;

import org.jspecify.annotations.NullMarked;
