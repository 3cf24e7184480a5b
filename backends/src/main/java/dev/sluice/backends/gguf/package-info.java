/**
 * Makes GGUF files for a real llama-server. Invariant: a file is a pure function of its {@link
 * dev.sluice.backends.gguf.CountingModel}, byte for byte, on every machine; so no file is ever kept, shipped or
 * downloaded.
 */
@NullMarked
package dev.sluice.backends.gguf;

import org.jspecify.annotations.NullMarked;
