package dev.sluice.loadtest.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every simulation, small; it needs the jar of the load tests, which {@code mvn verify} has built before. */
@Tag("full")
class RunLoadTest {

    @ParameterizedTest
    @EnumSource(Load.class)
    void passesOnThePoolThatItStarts(Load load) {
        assertThat(play(load, "--jar=../target/loadtest.jar", "--seconds=6")).isZero();
    }

    @Test
    void aStreamThatBreaksOffAndLooksCompleteFailsTheRun() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", RunLoadTest::breakOff);
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        try {
            assertThat(play(Load.BACKEND_KILLED, "--url=" + url, "--seconds=1", "--users=1"))
                    .isEqualTo(1);
        } finally {
            server.stop(0);
        }
    }

    private static void breakOff(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream body = exchange.getResponseBody()) {
            String event =
                    "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\" 1\"},\"finish_reason\":null}]}\n\n";
            body.write(event.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static int play(Load load, String... options) {
        List<String> arguments = new ArrayList<>(List.of(load.toString(), "--results=target/gatling"));
        arguments.addAll(Arrays.asList(options));
        return RunLoad.run(arguments.toArray(String[]::new));
    }
}
