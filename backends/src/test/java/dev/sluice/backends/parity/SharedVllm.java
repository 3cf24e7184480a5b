package dev.sluice.backends.parity;

import dev.sluice.backends.engines.VllmServer;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One vLLM for all test classes of a run that leave it as they found it: it takes half a minute to start. */
final class SharedVllm implements BeforeAllCallback {

    private @Nullable VllmServer server;

    @Override
    public void beforeAll(ExtensionContext context) {
        server = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(SharedVllm.class))
                .computeIfAbsent(VllmServer.class, type -> new VllmServer("--max-num-seqs", "2"), VllmServer.class);
    }

    VllmServer server() {
        return Objects.requireNonNull(server);
    }

    URI uri() {
        return URI.create(server().url());
    }
}
