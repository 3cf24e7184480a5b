package dev.sluice.clients;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.fixture.BesideOthers;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a user of OpenAI's own client for Node sees; skipped where Node or npm's registry is missing. */
@BesideOthers
class OpenAiNodeTest {

    @SuppressWarnings("NullAway.Init") // before all tests, unless they are skipped
    private static OpenAiNode client;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        String missing = OpenAiNode.install();
        assumeTrue(missing.isEmpty(), () -> "openai-node is not installed: " + missing);
        client = OpenAiNode.start();
    }

    @AfterAll
    static void stop() {
        if (client != null) {
            client.close();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.sluice.clients.Behaviour#all")
    void whatWasLostIsAnErrorAndNothingElse(Behaviour backends) {
        backends.check(client::chat);
    }
}
