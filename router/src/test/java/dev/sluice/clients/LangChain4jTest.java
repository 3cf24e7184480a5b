package dev.sluice.clients;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.sluice.fixture.BesideOthers;
import dev.sluice.fixture.RunningRouter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a user of LangChain4j sees. */
@BesideOthers
class LangChain4jTest {

    private static final Duration LONGEST = Duration.ofSeconds(20);

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.sluice.clients.Behaviour#all")
    void whatWasLostIsAnErrorAndNothingElse(Behaviour backends) {
        backends.check(LangChain4jTest::chat);
    }

    private static Heard chat(RunningRouter router) {
        CompletableFuture<Heard> heard = new CompletableFuture<>();
        OpenAiStreamingChatModel.builder()
                .baseUrl(router.uri("/v1").toString())
                .apiKey("any")
                .modelName("counting")
                .timeout(LONGEST)
                .build()
                .chat("Count!", new Listener(heard));
        return heard.orTimeout(LONGEST.toSeconds(), TimeUnit.SECONDS).join();
    }

    private record Listener(StringBuilder text, CompletableFuture<Heard> heard)
            implements StreamingChatResponseHandler {

        Listener(CompletableFuture<Heard> heard) {
            this(new StringBuilder(), heard);
        }

        @Override
        public void onPartialResponse(String token) {
            text.append(token);
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            heard.complete(Heard.whole(text.toString()));
        }

        @Override
        public void onError(Throwable error) {
            heard.complete(Heard.error(error));
        }
    }
}
