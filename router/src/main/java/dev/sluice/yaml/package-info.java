/**
 * Strict reading of YAML that people write: nothing is passed over, and everything that is wrong is told at once.
 *
 * <p>Whoever reads asks a {@link dev.sluice.yaml.Section} for the keys that it may have. What is there and was not asked
 * for, is of another kind, or is there twice, becomes a {@link dev.sluice.yaml.Problem} with its line, its path, what is
 * written there and what is expected. Reading goes on with the usual value, so that one mistake does not hide another.
 *
 * <p>Owner of state: the {@link dev.sluice.yaml.Reading} of one text, on one thread.
 */
@NullMarked
package dev.sluice.yaml;

import org.jspecify.annotations.NullMarked;
