package dev.sluice.backends.parity;

import dev.sluice.backends.engines.Docker;
import java.net.URI;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The rows of vLLM, on a real one. */
@Tag("containers")
@ExtendWith(Docker.class)
class RealVllmParityTest extends Parity {

    @RegisterExtension
    static final SharedVllm VLLM = new SharedVllm();

    RealVllmParityTest() {
        super(Table.VLLM);
    }

    @Override
    URI engine() {
        return VLLM.uri();
    }

    /** Several, since tokens that it makes faster than it can send them share a frame, and it seldom is that slow. */
    @Override
    int attempts() {
        return 5;
    }
}
