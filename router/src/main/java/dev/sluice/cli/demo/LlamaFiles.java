package dev.sluice.cli.demo;

import dev.sluice.backends.gguf.CountingModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files of one llama-server, in a temporary folder of their own. Not thread-safe. */
final class LlamaFiles {

    /** About 25 numbers a second. */
    private static final CountingModel MODEL = CountingModel.slowedBy(40);

    private static final String MODEL_FILE = "counting.gguf";
    private static final String LOG_FILE = "llama-server.log";

    private @Nullable Path folder;

    /** The model, written when it is first asked for. */
    Path model() throws IOException {
        Path file = folder().resolve(MODEL_FILE);
        if (Files.notExists(file)) {
            MODEL.writeTo(file);
        }
        return file;
    }

    /** Where its output goes. */
    Path log() throws IOException {
        return folder().resolve(LOG_FILE);
    }

    private Path folder() throws IOException {
        if (folder == null) {
            folder = Files.createTempDirectory("sluice-demo");
        }
        return folder;
    }

    /** The last line of its output. */
    String lastOfLog() {
        try {
            List<String> lines = Files.readAllLines(log());
            return lines.isEmpty() ? "it said nothing" : lines.getLast();
        } catch (IOException e) {
            return "its output cannot be read: " + e.getMessage();
        }
    }

    void delete() {
        if (folder == null) {
            return;
        }
        try {
            Files.deleteIfExists(folder.resolve(MODEL_FILE));
            Files.deleteIfExists(folder.resolve(LOG_FILE));
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
