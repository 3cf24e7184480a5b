package dev.sluice.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A child process, here a script that tells how it was started and then does nothing. */
class RealLlamaServerTest {

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private Path program;
    private Path told;
    private RealLlamaServer server;

    @BeforeEach
    void write() throws IOException {
        told = folder.resolve("told");
        program = Files.writeString(
                folder.resolve("llama-server"), "#!/bin/sh\necho \"$@\" >" + told + "\nexec sleep 600\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        server = new RealLlamaServer(vertx, program);
    }

    @AfterEach
    void end() {
        server.end().await();
        vertx.close().await();
    }

    @Test
    void theFirstThatCanBeRunIsFound() throws IOException {
        Path other = folder.resolve("other");
        Files.createDirectories(other.resolve("llama-server"));
        String path = String.join(File.pathSeparator, "", other.toString(), "/nowhere", folder.toString());
        assertThat(RealLlamaServer.find(path)).hasValue(program);
        assertThat(RealLlamaServer.find(other.toString())).isEmpty();
        assertThat(RealLlamaServer.find("")).isEmpty();
    }

    @Test
    void itIsKilledAndRevivedAtTheSameAddress() throws IOException {
        String first = arguments();
        assertThat(server.alive()).isTrue();
        server.kill().await();
        assertThat(server.alive()).isFalse();
        assertThat(arguments())
                .isEqualTo(first)
                .contains("--port " + server.url().replaceAll(".*:", ""));
    }

    @Test
    void nothingOfItIsLeft() throws IOException {
        Path model = Path.of(arguments().replaceAll("(?s)^-m (\\S+) .*", "$1"));
        assertThat(model).exists();
        List<ProcessHandle> children = ProcessHandle.current().children().toList();
        assertThat(children).isNotEmpty();
        server.end().await();
        assertThat(children).noneMatch(ProcessHandle::isAlive);
        assertThat(model.getParent()).doesNotExist();
    }

    @Test
    void afterItsEndItIsNotStarted() {
        server.end().await();
        server.revive().await();
        assertThat(server.alive()).isFalse();
        assertThat(told).doesNotExist();
    }

    /** Starts it; what it was told. */
    private String arguments() throws IOException {
        Files.deleteIfExists(told);
        server.revive().await();
        await().until(() -> Files.exists(told) && Files.size(told) > 0);
        return Files.readString(told);
    }
}
