package dev.sluice.engines;

import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Volume;
import dev.sluice.backends.gguf.CountingModel;
import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** A real llama-server with one slot and a model that counts, always on the same port of this machine. */
final class LlamaServer implements AutoCloseable {

    private static final DockerImageName IMAGE = DockerImageName.parse("ghcr.io/ggml-org/llama.cpp:server");
    private static final int PORT = 8080;

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port = freePort();
    private final GenericContainer<?> container;

    /** Starts it; small batches let it notice sooner that a client has left. */
    LlamaServer(CountingModel model) {
        container = new GenericContainer<>(IMAGE)
                .withLabel("dev.sluice.test", "llama-server")
                .withExposedPorts(PORT)
                .withCreateContainerCmdModifier(create -> configure(create.getHostConfig(), write(model)))
                .withCommand(
                        "-m",
                        "/models/counting.gguf",
                        "--alias",
                        "counting",
                        "-np",
                        "1",
                        "-c",
                        "8192",
                        "-b",
                        "64",
                        "-ub",
                        "64",
                        "-t",
                        "1",
                        "--metrics",
                        "--host",
                        "0.0.0.0",
                        "--port",
                        String.valueOf(PORT))
                .waitingFor(Wait.forHttp("/health").forPort(PORT));
        container.start();
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    int port() {
        return port;
    }

    /** Kills the process, without a word to anyone. */
    void kill() {
        container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
    }

    /** Starts it again, on the same port. */
    void startAgain() {
        container
                .getDockerClient()
                .startContainerCmd(container.getContainerId())
                .exec();
    }

    /** Whether its slot works. Asking often keeps it from noticing that a silent client has left. */
    boolean works() {
        return new JsonArray(get("/slots")).getJsonObject(0).getBoolean("is_processing");
    }

    /** The value of one of its metrics. */
    double metric(String name) {
        return get("/metrics")
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
                .findFirst()
                .orElseThrow();
    }

    private String get(String path) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(url() + path)).build();
            return client.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        container.close();
        client.shutdownNow();
    }

    /** By hand: Testcontainers' own bind first runs another image, to see whether binds work. */
    private void configure(HostConfig host, Path models) {
        host.withBinds(new Bind(models.toString(), new Volume("/models"), AccessMode.ro))
                .withPortBindings(PortBinding.parse("127.0.0.1:" + port + ":" + PORT));
    }

    /** The folder with the model's file. */
    private static Path write(CountingModel model) {
        try {
            Path folder = Files.createTempDirectory("counting");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            Path file = folder.resolve("counting.gguf");
            model.writeTo(file);
            folder.toFile().deleteOnExit(); // in reverse order: the file goes first
            file.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
