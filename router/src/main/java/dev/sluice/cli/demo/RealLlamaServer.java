package dev.sluice.cli.demo;

import dev.sluice.backends.gguf.CountingModel;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real llama-server of this machine with a model that counts, as a child process. */
final class RealLlamaServer implements DemoBackend {

    private static final String NAME = "llama-server";

    /** About 25 numbers a second. */
    private static final CountingModel MODEL = CountingModel.slowedBy(40);

    private final Vertx vertx;
    private final Path program;
    private final int port = freePort();

    // Mutable state, under this object's lock: a signal may come at any moment of a start.
    private @Nullable Path folder;
    private @Nullable Process process;
    private boolean ended;

    RealLlamaServer(Vertx vertx, Path program) {
        this.vertx = vertx;
        this.program = program;
    }

    /** The first in these folders, listed as in {@code PATH}. */
    static Optional<Path> find(String path) {
        return Stream.of(path.split(Pattern.quote(File.pathSeparator)))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, NAME))
                .filter(program -> Files.isRegularFile(program) && Files.isExecutable(program))
                .findFirst();
    }

    @Override
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public String description() {
        return program + ", a real one, one request at a time";
    }

    @Override
    public OptionalInt slots() {
        return OptionalInt.empty();
    }

    @Override
    public synchronized boolean alive() {
        return process != null && process.isAlive();
    }

    @Override
    public synchronized Future<Void> kill() {
        if (process == null) {
            return Future.succeededFuture();
        }
        return Future.fromCompletionStage(process.destroyForcibly().onExit()).mapEmpty();
    }

    @Override
    public Future<Void> revive() {
        return vertx.executeBlocking(() -> {
            start();
            return null;
        });
    }

    @Override
    public synchronized Future<Void> end() {
        ended = true;
        return kill().onComplete(dead -> deleteFiles());
    }

    private synchronized void start() throws IOException {
        if (ended) {
            return;
        }
        Path model = modelFile();
        // A small batch: it hears only between two of them that a client has left.
        process = new ProcessBuilder(List.of(
                        program.toString(),
                        "-m",
                        model.toString(),
                        "--alias",
                        "counting",
                        "-np",
                        "1",
                        "-t",
                        "1",
                        "-c",
                        "8192",
                        "-b",
                        "64",
                        "-ub",
                        "64",
                        "--host",
                        "127.0.0.1",
                        "--port",
                        String.valueOf(port)))
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
    }

    private Path modelFile() throws IOException {
        if (folder == null) {
            folder = Files.createTempDirectory("sluice-demo");
        }
        Path file = folder.resolve("counting.gguf");
        if (Files.notExists(file)) {
            MODEL.writeTo(file);
        }
        return file;
    }

    private synchronized void deleteFiles() {
        if (folder == null) {
            return;
        }
        try {
            Files.deleteIfExists(folder.resolve("counting.gguf"));
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
