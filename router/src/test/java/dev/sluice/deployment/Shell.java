package dev.sluice.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Commands as one types them at the root of the repository. */
final class Shell {

    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private final Map<String, String> environment;

    /** With these variables besides those of this process. */
    Shell(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** What it prints, without what it says of its progress; a command that fails throws all that it has said. */
    String run(String... command) {
        try {
            Path said = Files.createTempFile("said", ".log");
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(ROOT.toFile()).redirectError(said.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            String errors = Files.readString(said);
            Files.delete(said);
            if (status != 0) {
                throw new IllegalStateException(
                        String.join(" ", List.of(command)) + " ended with " + status + "\n" + output + errors);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
