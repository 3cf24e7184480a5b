package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.backends.simulated.SimulatedBackend;
import dev.sluice.backends.simulated.llama.LlamaServer;
import dev.sluice.config.Address;
import dev.sluice.config.ManagementConfig;
import dev.sluice.config.Settings;
import dev.sluice.config.SluiceConfig;
import dev.sluice.fixture.RunningRouter;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the management address says of the backends. */
class ManagementTest {

    private final Vertx vertx = Transports.vertx();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        client.close();
        vertx.close().await();
    }

    @Test
    void whoCannotHaveTheAddressIsToldWhichOne() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());
            Settings settings =
                    Settings.of("127.0.0.1", 0, List.of("http://127.0.0.1:1")).withManagement(Optional.of(port));
            assertThatThrownBy(() -> RunningRouter.with(settings, Map.of()))
                    .hasMessageStartingWith("Cannot listen on 127.0.0.1:" + port + ": ")
                    .hasMessageEndingWith(". Choose another management address (--management, or management.address).");
        }
    }

    @Test
    void everythingKnownAndLearntOfABackendIsThere() throws Exception {
        SimulatedBackend backend =
                SimulatedBackend.start(vertx, LlamaServer.USUAL, 0).await();
        try (RunningRouter router = RunningRouter.start(ManagementTest::managed, List.of(backend.url()))) {
            router.awaitUp(1);
            assertThat(router.post(
                                    "/v1/chat/completions",
                                    "{\"max_tokens\":20,\"messages\":[{\"role\":\"user\",\"content\":\"Count!\"}]}")
                            .statusCode())
                    .isEqualTo(200);
            router.awaitQuiet();
            JsonObject seen = new JsonObject(get(router, "/backends").body());
            assertThat(seen.getJsonObject("queue").getInteger("waiting")).isZero();
            JsonObject one = seen.getJsonArray("backends").getJsonObject(0);
            assertThat(one.getString("id")).isEqualTo("b1");
            assertThat(one.getString("url")).isEqualTo(backend.url());
            assertThat(one.getString("engine")).isEqualTo("llama.cpp");
            assertThat(one.getString("health")).isEqualTo("up");
            assertThat(one.getJsonObject("slots").getInteger("limit")).isEqualTo(1);
            assertThat(one.getJsonObject("slots").getInteger("leased")).isZero();
            assertThat(one.getInteger("served")).isEqualTo(1);
            assertThat(one.getJsonArray("models").getJsonObject(0).getString("id"))
                    .isEqualTo("counting");
            assertThat(get(router, "/elsewhere").statusCode()).isEqualTo(404);
        }
    }

    private static SluiceConfig managed(SluiceConfig config) {
        return config.with(new ManagementConfig(new Address("127.0.0.1", 0), Optional.empty()));
    }

    private HttpResponse<String> get(RunningRouter router, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + router.managementPort() + path);
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}
