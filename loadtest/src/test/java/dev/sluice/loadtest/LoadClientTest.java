package dev.sluice.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.backends.simulated.SimulatedBackend;
import dev.sluice.backends.simulated.vllm.Vllm;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LoadClientTest {

    private static final Duration PACE = Duration.ofMillis(1);

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void streamsThroughABareRelayAreWhole() {
        try (LoadClient client = throughRelay()) {
            Tally tally = client.streams(5, 4, PACE, 12);
            assertThat(tally.failures).isEmpty();
            assertThat(tally.complete()).isEqualTo(12);
            assertThat(tally.events()).isEqualTo(48);
            assertThat(tally.gap.getTotalCount()).isEqualTo(36);
        }
    }

    @Test
    void answersThroughABareRelayAreWhole() {
        try (LoadClient client = throughRelay()) {
            Tally tally = client.answers(4, 20);
            assertThat(tally.failures).isEmpty();
            assertThat(tally.complete()).isEqualTo(20);
        }
    }

    @Test
    void aStreamWithoutItsEndMarkerHasFailed() {
        assertThat(failures(Wire.content("load-0", "test", Wire.stamped()))).isEqualTo("{no end marker=1}");
    }

    @Test
    void aStreamThatLostAnEventHasFailed() {
        String finish = Wire.finish("load-0", "test", new Fingerprint("load-0").end());
        assertThat(failures(finish + Wire.END)).isEqualTo("{another number of events=1}");
    }

    @Test
    void aStreamMeantForAnotherCallHasFailed() {
        String content = Wire.stamped();
        Fingerprint another = new Fingerprint("load-1");
        another.add(content);
        String stream = Wire.content("load-1", "test", content) + Wire.finish("load-1", "test", another.end());
        assertThat(failures(stream + Wire.END)).isEqualTo("{another fingerprint=1}");
    }

    @Test
    void numbersOfASimulatedEngineAreWhole() {
        SimulatedBackend engine = SimulatedBackend.start(vertx, Vllm.USUAL, 0).await();
        try (LoadClient client = new LoadClient(vertx, URI.create(engine.url()), SimulatedEngine.MODEL)) {
            Tally tally = client.numbers(5, 4, PACE, Duration.ZERO);
            assertThat(tally.failures).isEmpty();
            assertThat(tally.complete()).isEqualTo(5);
            assertThat(tally.delay.getTotalCount()).isEqualTo(20);
            assertThat(tally.delay.getMinValue()).isZero();
        }
    }

    @Test
    void aLostNumberOrEndFailsItsStream() {
        String one = number("1", "null");
        String two = number("2", "\"length\"");
        String three = number("3", "\"length\"");
        assertThat(failuresOfNumbers(one + two + Wire.END)).isEqualTo("{}");
        assertThat(failuresOfNumbers(one + three + Wire.END)).isEqualTo("{another text=1}");
        assertThat(failuresOfNumbers(two + Wire.END)).isEqualTo("{another text=1}");
        assertThat(failuresOfNumbers(one + two + three + Wire.END)).isEqualTo("{another text=1}");
        assertThat(failuresOfNumbers(one + two)).isEqualTo("{no end=1}");
        assertThat(failuresOfNumbers(one + number("2", "null") + Wire.END)).isEqualTo("{no end=1}");
    }

    private static String number(String text, String finishReason) {
        return "data: {\"choices\":[{\"delta\":{\"content\":\" " + text + "\"},\"finish_reason\":" + finishReason
                + "}]}\n\n";
    }

    private LoadClient throughRelay() {
        int source = Local.freePort();
        int relay = Local.freePort();
        vertx.deployVerticle(new SourceBackend(Source.MODEL, source, PACE)).await();
        vertx.deployVerticle(new BareRelay(relay, source)).await();
        return new LoadClient(vertx, Local.at(relay), Source.MODEL);
    }

    private String failures(String stream) {
        int port = serve(request -> request.response().end(stream));
        try (LoadClient client = new LoadClient(vertx, Local.at(port), Source.MODEL)) {
            return client.streams(1, 1, PACE, 1).failures.toString();
        }
    }

    private String failuresOfNumbers(String stream) {
        int port = serve(request -> request.response().end(stream));
        try (LoadClient client = new LoadClient(vertx, Local.at(port), Source.MODEL)) {
            return client.numbers(1, 2, PACE, Duration.ZERO).failures.toString();
        }
    }

    private int serve(Handler<HttpServerRequest> handler) {
        return vertx.createHttpServer()
                .requestHandler(handler)
                .listen(0, Local.HOST)
                .await()
                .actualPort();
    }
}
