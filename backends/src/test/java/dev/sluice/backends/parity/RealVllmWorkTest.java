package dev.sluice.backends.parity;

import dev.sluice.backends.engines.Docker;
import java.net.URI;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A real vLLM works so. */
@Tag("containers")
@ExtendWith(Docker.class)
class RealVllmWorkTest extends VllmWorkBehaviour {

    @RegisterExtension
    static final SharedVllm VLLM = new SharedVllm();

    @Override
    URI engine() {
        return VLLM.uri();
    }

    @Override
    void hang() {
        VLLM.server().hang();
    }

    @Override
    void goOn() {
        VLLM.server().goOn();
    }
}
