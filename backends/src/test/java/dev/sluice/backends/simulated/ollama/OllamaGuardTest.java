package dev.sluice.backends.simulated.ollama;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom an Ollama answers. */
@Timeout(60)
class OllamaGuardTest extends OllamaBackend {

    private static final String FORBIDDEN = "HTTP/1.1 403 Forbidden";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST:11434",
                "box.local",
                "a.b.localhost:1",
                "127.0.0.1:11434",
                "10.1.2.3",
                "192.168.0.7:80",
                "172.31.0.1",
                "0.0.0.0:1",
                "[::1]:11434",
                "[fd00::7]"
            })
    void aHostOfThisMachineOrItsNetworkIsAnswered(String host) throws Exception {
        assertThat(ask("GET /api/version", "Host: " + host)).startsWith("HTTP/1.1 200 OK");
    }

    @ParameterizedTest
    @ValueSource(strings = {"router", "example.com:11434", "local", "172.32.0.1", "8.8.8.8", "[2001:db8::1]"})
    void anyOtherIsForbiddenWithoutAWord(String host) throws Exception {
        assertThat(ask("GET /api/version", "Host: " + host))
                .startsWith(FORBIDDEN)
                .endsWith("\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    }

    @Test
    void aPageFromElsewhereIsForbidden() throws Exception {
        assertThat(ask("GET /nope", "Host: localhost\r\nOrigin: https://example.com"))
                .startsWith(FORBIDDEN);
        assertThat(ask("GET /nope", "Host: localhost\r\nOrigin: app://obsidian.md"))
                .startsWith("HTTP/1.1 404 Not Found\r\nAccess-Control-Allow-Origin: app://obsidian.md\r\n");
    }

    @Test
    void whoeverCallsItByTheNameThatItsPageHasIsAnswered() throws Exception {
        assertThat(ask("GET /api/version", "Host: box.local\r\nOrigin: http://box.local"))
                .startsWith("HTTP/1.1 200 OK\r\nContent-Type");
    }

    private String ask(String line, String headers) throws Exception {
        URI address = URI.create(backend.url());
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
            socket.getOutputStream()
                    .write((line + " HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\n\r\n").getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
