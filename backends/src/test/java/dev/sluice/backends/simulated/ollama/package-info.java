/** How a simulated Ollama behaves where no transcript of one answer can show it. */
@NullMarked
package dev.sluice.backends.simulated.ollama;

import org.jspecify.annotations.NullMarked;
