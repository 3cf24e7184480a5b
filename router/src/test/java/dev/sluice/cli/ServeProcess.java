package dev.sluice.cli;

import static org.awaitility.Awaitility.await;

import dev.sluice.Main;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code sluice serve --config FILE} in a process of its own, that can be sent signals. */
final class ServeProcess implements AutoCloseable {

    private static final Pattern LISTENS = Pattern.compile("Sluice listens on http://127\\.0\\.0\\.1:(\\d+)");

    private final Path said;
    private final Process process;

    private ServeProcess(Path said, Process process) {
        this.said = said;
        this.process = process;
    }

    /** Started with this file; what it says goes beside it. It listens when this returns. */
    static ServeProcess of(Path file) throws IOException {
        Path said = file.resolveSibling("said.txt");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "serve",
                        "--config",
                        file.toString()))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        ServeProcess serving = new ServeProcess(said, process);
        await().atMost(Duration.ofSeconds(30)).until(() -> serving.listening().find());
        return serving;
    }

    int port() throws IOException {
        Matcher listening = listening();
        if (!listening.find()) {
            throw new IllegalStateException(said());
        }
        return Integer.parseInt(listening.group(1));
    }

    private Matcher listening() throws IOException {
        return LISTENS.matcher(said());
    }

    /** All that it has printed. */
    String said() throws IOException {
        return Files.readString(said, StandardCharsets.UTF_8);
    }

    /** Sends it this signal, such as {@code HUP}. */
    void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .inheritIO()
                .start();
        if (kill.waitFor() != 0) {
            throw new IllegalStateException("kill has failed");
        }
    }

    /** With which code it has ended, when it has. */
    int ended() throws IOException, InterruptedException {
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new AssertionError("it still runs:\n" + said());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
