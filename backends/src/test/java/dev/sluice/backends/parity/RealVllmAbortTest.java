package dev.sluice.backends.parity;

import dev.sluice.backends.engines.Docker;
import java.net.URI;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A real vLLM aborts so. */
@Tag("containers")
@ExtendWith(Docker.class)
class RealVllmAbortTest extends VllmAbortBehaviour {

    @RegisterExtension
    static final SharedVllm VLLM = new SharedVllm();

    @Override
    URI engine() {
        return VLLM.uri();
    }
}
