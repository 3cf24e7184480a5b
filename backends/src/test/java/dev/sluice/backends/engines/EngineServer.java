package dev.sluice.backends.engines;

import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** A real inference server in a container, always on the same port of this machine. */
public abstract sealed class EngineServer implements AutoCloseable permits LlamaServer, VllmServer {

    /** Docker's own, in which containers are that were not told otherwise. */
    private static final String NETWORK = "bridge";

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port = freePort();
    private final int inside;
    private String address = "";
    private final GenericContainer<?> container;

    /** One that is not started yet. By hand, because Testcontainers' own binds first run another image to try them. */
    EngineServer(String image, String name, int inside, Duration ready, Consumer<HostConfig> host, String... command) {
        this.inside = inside;
        container = new GenericContainer<>(DockerImageName.parse(image))
                .withLabel("dev.sluice.test", name)
                .withExposedPorts(inside)
                .withCreateContainerCmdModifier(create -> {
                    host.accept(create.getHostConfig());
                    create.getHostConfig().withPortBindings(PortBinding.parse("127.0.0.1:" + port + ":" + inside));
                })
                .withCommand(command)
                .waitingFor(Wait.forHttp("/health").forPort(inside).withStartupTimeout(ready));
    }

    /** A variable of its processes, before it is started. */
    final void set(String variable, String value) {
        container.withEnv(variable, value);
    }

    void start() {
        container.start();
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Its address in the network of containers: nobody accepts connections in its name there. */
    public String urlWithoutForwarder() {
        return "http://" + network().getIpAddress() + ":" + inside;
    }

    /** Takes its network away: no packet of it arrives any more, nor one to it. */
    public void unplug() {
        address = network().getIpAddress();
        container
                .getDockerClient()
                .disconnectFromNetworkCmd()
                .withNetworkId(NETWORK)
                .withContainerId(container.getContainerId())
                .withForce(true)
                .exec();
    }

    /** Gives its network back. It gets the address that was given back last, which was its own. */
    public void plugIn() {
        container
                .getDockerClient()
                .connectToNetworkCmd()
                .withNetworkId(NETWORK)
                .withContainerId(container.getContainerId())
                .exec();
        if (!network().getIpAddress().equals(address)) {
            throw new IllegalStateException(
                    "was " + address + ", is now " + network().getIpAddress());
        }
    }

    private ContainerNetwork network() {
        return Objects.requireNonNull(
                container
                        .getDockerClient()
                        .inspectContainerCmd(container.getContainerId())
                        .exec()
                        .getNetworkSettings()
                        .getNetworks()
                        .get(NETWORK),
                "it is unplugged");
    }

    public int port() {
        return port;
    }

    /** Sends the main process a signal. */
    public void signal(String name) {
        container
                .getDockerClient()
                .killContainerCmd(container.getContainerId())
                .withSignal(name)
                .exec();
    }

    /** Kills the main process, without a word to anyone. */
    public void kill() {
        signal("KILL");
    }

    /** Whether its main process runs. */
    public boolean isRunning() {
        return container.isRunning();
    }

    /** Starts it again, on the same port. */
    public void startAgain() {
        container
                .getDockerClient()
                .startContainerCmd(container.getContainerId())
                .exec();
    }

    /** Runs a line of shell in there. */
    public void run(String line) {
        try {
            var result = container.execInContainer("sh", "-c", line);
            if (result.getExitCode() != 0) {
                throw new IllegalStateException(line + ": " + result.getStderr());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The value of one of its metrics, whatever its labels. */
    public double metric(String name) {
        return get("/metrics")
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElseThrow();
    }

    public String get(String path) {
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

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
