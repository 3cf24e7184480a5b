package dev.sluice.clients;

import dev.sluice.fixture.RunningRouter;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** OpenAI's own client for Node, which never tries again, in a process of its own. */
final class OpenAiNode implements AutoCloseable {

    private static final Path SOURCE = Path.of("src", "test", "node");
    private static final Path HOME = Path.of("target", "node");

    private final Process node;
    private final PrintWriter ask;
    private final BufferedReader answers;

    private OpenAiNode(Process node) {
        this.node = node;
        ask = new PrintWriter(node.outputWriter(StandardCharsets.UTF_8), true);
        answers = node.inputReader(StandardCharsets.UTF_8);
    }

    /** Installs the client in the version of its lock file; what is missing for that, or nothing. */
    static String install() throws IOException, InterruptedException {
        Files.createDirectories(HOME);
        for (String file : new String[] {"package.json", "package-lock.json", "chat.js"}) {
            Files.copy(SOURCE.resolve(file), HOME.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        Path words = HOME.resolve("npm.txt");
        Process npm;
        try {
            npm = in(HOME, "npm", "ci", "--prefer-offline", "--no-audit", "--no-fund")
                    .redirectErrorStream(true)
                    .redirectOutput(words.toFile())
                    .start();
        } catch (IOException e) {
            return e.toString();
        }
        if (!npm.waitFor(1, TimeUnit.MINUTES)) {
            npm.destroyForcibly();
            return "npm takes more than a minute";
        }
        return npm.exitValue() == 0 ? "" : Files.readString(words);
    }

    /** Starts it, once it is installed. */
    static OpenAiNode start() throws IOException {
        return new OpenAiNode(in(HOME, "node", "chat.js")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    private static ProcessBuilder in(Path folder, String... command) {
        return new ProcessBuilder(command).directory(folder.toFile());
    }

    /** Has it read a streamed answer. */
    Heard chat(RunningRouter router) {
        ask.println(router.uri("/v1"));
        try {
            JsonObject heard = new JsonObject(answers.readLine());
            return new Heard(heard.getString("text"), Optional.ofNullable(heard.getString("error")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        node.destroyForcibly();
    }
}
