/** How a simulated vLLM behaves where no transcript of one answer can show it. */
@NullMarked
package dev.sluice.backends.simulated.vllm;

import org.jspecify.annotations.NullMarked;
