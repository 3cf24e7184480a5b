package dev.sluice.backends.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.backends.simulated.llama.LlamaServer;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ControlTest {

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final SimulatedBackend backend =
            SimulatedBackend.start(vertx, LlamaServer.USUAL, 0).await();
    private final String control = Control.start(vertx, backend, 0).await();

    @AfterEach
    void stop() {
        client.shutdownNow();
        vertx.close().await();
    }

    @Test
    void itTellsTheState() throws Exception {
        assertThat(send("GET", "/").body())
                .isEqualTo("{\"engine\":\"llama-server\",\"url\":\"" + backend.url()
                        + "\",\"requests\":{\"asked\":0,\"complete\":0,\"left\":0,\"broken\":0},\"faults\":[]}");
    }

    @Test
    void faultsAreTurnedOnAndOff() throws Exception {
        assertThat(send("PUT", "/faults/cut?token=5").body()).contains("\"faults\":[\"cut?reset=false&token=5\"]");
        send("PUT", "/faults/hang");
        assertThat(send("DELETE", "/faults/cut").body()).contains("\"faults\":[\"hang\"]");
        assertThat(send("DELETE", "/faults").body()).contains("\"faults\":[]");
    }

    @Test
    void itAnswersWhateverStateTheBackendIsIn() throws Exception {
        assertThat(send("POST", "/kill").statusCode()).isEqualTo(200);
        assertThat(send("GET", "/").statusCode()).isEqualTo(200);
        send("POST", "/revive");
        HttpRequest health =
                HttpRequest.newBuilder(URI.create(backend.url() + "/health")).build();
        assertThat(client.send(health, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsWrongIsSaid() throws Exception {
        HttpResponse<String> unknown = send("PUT", "/faults/explode");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.body()).startsWith("'explode' is not a fault; there are: ");
        assertThat(send("GET", "/nope").body()).startsWith("There is no GET /nope here.");
    }

    private HttpResponse<String> send(String method, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(control + path))
                .method(method, BodyPublishers.noBody())
                .build();
        return client.send(request, BodyHandlers.ofString());
    }
}
