package dev.sluice.cli.demo;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A real llama-server of this machine with a model that counts, as a child process. */
final class RealLlamaServer implements DemoBackend {

    private static final Logger LOG = LoggerFactory.getLogger(RealLlamaServer.class);

    private static final String NAME = "llama-server";

    /** A small batch: it hears only between two of them that a client has left. */
    private static final List<String> OPTIONS =
            List.of("--alias counting -np 1 -t 1 -c 8192 -b 64 -ub 64 --host 127.0.0.1".split(" "));

    private static final int INTERRUPTED = 130;

    private final Vertx vertx;
    private final Path program;
    private final int port = freePort();

    // Mutable state, under this object's lock: a signal may come at any moment of a start.
    private final LlamaFiles files = new LlamaFiles();
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
        return "one request at a time, a real one: " + program;
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
        Process killed = process;
        process = null;
        return Future.fromCompletionStage(killed.destroyForcibly().onExit()).mapEmpty();
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
        return kill().onComplete(dead -> files.delete());
    }

    private synchronized void start() throws IOException {
        if (ended) {
            return;
        }
        List<String> command = new ArrayList<>(
                List.of(program.toString(), "-m", files.model().toString(), "--port", String.valueOf(port)));
        command.addAll(OPTIONS);
        Process started = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(files.log().toFile())
                .start();
        started.getOutputStream().close();
        process = started;
        Future.fromCompletionStage(started.onExit()).onSuccess(this::over);
    }

    /** Ctrl-C in a terminal reaches it too: that is no accident. */
    private synchronized void over(Process dead) {
        if (dead.equals(process) && dead.exitValue() != 0 && dead.exitValue() != INTERRUPTED) {
            LOG.warn("{} has ended by itself with status {}: {}", program, dead.exitValue(), files.lastOfLog());
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
