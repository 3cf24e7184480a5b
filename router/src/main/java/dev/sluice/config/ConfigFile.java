package dev.sluice.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A file that says everything that one router is started with.
 *
 * @param path where it is
 * @param environment where the secrets are to which it refers
 */
public record ConfigFile(Path path, Map<String, String> environment) {

    public ConfigFile {
        environment = Map.copyOf(environment);
    }

    /**
     * What it says now.
     *
     * @throws InvalidConfig with everything that is wrong, each with the name of the file, or why it cannot be read
     */
    public SluiceConfig read() throws InvalidConfig {
        String text = text();
        try {
            return SluiceConfig.of(text, environment);
        } catch (InvalidConfig e) {
            throw new InvalidConfig(
                    e.problems().stream().map(problem -> path + ": " + problem).toList());
        }
    }

    /**
     * Its characters now.
     *
     * @throws InvalidConfig why it cannot be read
     */
    public String text() throws InvalidConfig {
        try {
            return Files.readString(path);
        } catch (NoSuchFileException e) {
            throw new InvalidConfig(
                    List.of(path + ": there is no such file (expected: a configuration; conf/ has examples)"));
        } catch (CharacterCodingException e) {
            throw new InvalidConfig(List.of(path + ": this is no text (expected: YAML in UTF-8)"));
        } catch (IOException e) {
            throw new InvalidConfig(List.of(path + ": it cannot be read: " + e.getMessage()));
        }
    }
}
