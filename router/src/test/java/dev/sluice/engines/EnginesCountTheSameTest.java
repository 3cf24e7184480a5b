package dev.sluice.engines;

import static dev.sluice.fixture.Streams.ASK_STREAM;
import static dev.sluice.fixture.Streams.ASK_WHOLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.backends.engines.Docker;
import dev.sluice.backends.engines.LlamaServer;
import dev.sluice.backends.gguf.CountingModel;
import dev.sluice.config.Limits;
import dev.sluice.fixture.RunningRouter;
import dev.sluice.fixture.Scraped;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A real llama-server and a proxy in front of it count what the router counts. */
@Tag("containers")
@ExtendWith(Docker.class)
class EnginesCountTheSameTest {

    private static final String LIMITED = "\"max_tokens\":20,\"messages\"";

    @Test
    void requestsAndTokens() throws Exception {
        try (LlamaServer server = new LlamaServer(CountingModel.slowedBy(1));
                RecordingProxy witness = new RecordingProxy(server.port());
                RunningRouter router = RunningRouter.start(Limits.DEFAULT, List.of(witness.url()))) {
            router.awaitUp(1);
            List<CompletableFuture<HttpResponse<String>>> answers = Stream.of(ASK_STREAM, ASK_WHOLE, ASK_STREAM)
                    .map(ask -> router.chatLater(ask.replace("\"messages\"", LIMITED)))
                    .toList();
            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                assertThat(answer.get().statusCode()).isEqualTo(200);
            }
            router.accounts(answers.size());
            Scraped seen = router.scraped();
            assertThat(seen.sum("sluice_requests_total", "status=\"200\"")).isEqualTo(answers.size());
            assertThat(witness.requests()).hasSameSizeAs(answers);
            double tokens = seen.sum("sluice_tokens_total", "type=\"completion\"");
            assertThat(tokens).isPositive();
            await().until(() -> server.metric("llamacpp:tokens_predicted_total") == tokens);
        }
    }
}
