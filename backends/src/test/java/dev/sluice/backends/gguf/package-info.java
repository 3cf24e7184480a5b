/** Tests of the GGUF maker. Invariant: they read the written file back and never trust the code that wrote it. */
@NullMarked
package dev.sluice.backends.gguf;

import org.jspecify.annotations.NullMarked;
