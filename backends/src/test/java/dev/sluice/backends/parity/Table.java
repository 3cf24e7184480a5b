package dev.sluice.backends.parity;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The rows of one kind of engine, each a file. */
enum Table {
    LLAMA_SERVER("llama-server"),
    LLAMA_SERVER_WITH_KEY("llama-server-with-key"),
    VLLM("vllm"),
    VLLM_WITH_KEY("vllm-with-key"),
    OLLAMA("ollama");

    private static final ObjectMapper YAML = new YAMLMapper();
    private static final TypeReference<Map<String, String>> REASONS = new TypeReference<>() {};
    private static final Path TABLES = Path.of("src", "test", "resources", "parity");

    /** A prompt of one token that no other begins with: an answer tells how much of its prompt was known. */
    private static final Request FORGET = Request.post("/completion", "{\"prompt\":[300],\"n_predict\":0}");

    /** Models are unloaded after a while, and by some rows. */
    private static final Request LOAD = Request.post("/api/generate", "{\"model\":\"counting\"}");

    private final String folder;

    Table(String folder) {
        this.folder = folder;
    }

    /** The names of the rows, in the order of the alphabet. */
    List<String> rows() {
        try (Stream<Path> files = Files.list(TABLES.resolve(folder))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of these, the ones that a simulator is to answer too. */
    List<String> simulatedRows() {
        return rows().stream()
                .filter(row -> !notSimulated().contains(folder + "/" + row))
                .toList();
    }

    /** The rows that only a real engine answers so; the file has the reasons. */
    static Set<String> notSimulated() {
        try {
            return YAML.readValue(TABLES.resolve("not-simulated.yaml").toFile(), REASONS)
                    .keySet();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean exists(String row) {
        return Files.exists(TABLES.resolve(row));
    }

    Transcript read(String row) throws IOException {
        return Transcript.parse(Files.readString(file(row)));
    }

    void write(String row, Transcript transcript) throws IOException {
        Files.writeString(file(row), transcript.print());
    }

    /** What this engine answers to a row's request, normalised, whatever it was asked before. */
    String ask(URI engine, Request request) throws IOException {
        if (this == LLAMA_SERVER) {
            Wire.ask(engine, FORGET);
        } else if (this == OLLAMA) {
            Wire.ask(engine, LOAD);
        }
        return Normaliser.normalise(Wire.ask(engine, request).text());
    }

    private Path file(String row) {
        return TABLES.resolve(folder).resolve(row);
    }
}
