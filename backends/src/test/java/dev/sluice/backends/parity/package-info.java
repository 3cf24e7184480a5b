/**
 * What real engines answer, row by row, and how they behave: the same tests run against them and against what stands in
 * for them. The rows lie under {@code src/test/resources/parity}.
 *
 * <p>Invariant: a row's answer was recorded from a real engine ({@link
 * dev.sluice.backends.parity.RecordTranscripts}), and depends on no other row.
 *
 * <p>Owner of state: each test class owns the engine that it runs against.
 */
@NullMarked
package dev.sluice.backends.parity;

import org.jspecify.annotations.NullMarked;
