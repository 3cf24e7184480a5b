package dev.sluice.backends.engines;

import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Volume;
import dev.sluice.backends.gguf.CountingModel;
import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A real llama-server with one slot and a model that counts. */
public final class LlamaServer extends EngineServer {

    private static final String IMAGE = "ghcr.io/ggml-org/llama.cpp:server";
    private static final int PORT = 8080;
    private static final List<String> USUAL = List.of(
            ("-m /models/counting.gguf --alias counting -np 1 -c 8192 -b 64 -ub 64 -t 1 --metrics --host 0.0.0.0 --port "
                            + PORT)
                    .split(" "));

    /**
     * Starts it; small batches let it notice sooner that a client has left.
     *
     * @param more arguments besides the usual ones, or in place of those of the same name
     */
    public LlamaServer(CountingModel model, String... more) {
        super(
                IMAGE,
                "llama-server",
                PORT,
                Duration.ofMinutes(1),
                host -> host.withBinds(new Bind(write(model).toString(), new Volume("/models"), AccessMode.ro)),
                arguments(more));
        start();
    }

    /** Whether its slot works. Asking often keeps it from noticing that a silent client has left. */
    public boolean works() {
        return new JsonArray(get("/slots")).getJsonObject(0).getBoolean("is_processing");
    }

    private static String[] arguments(String... more) {
        return Stream.concat(USUAL.stream(), Stream.of(more)).toArray(String[]::new);
    }

    /** The folder with the model's file. */
    private static Path write(CountingModel model) {
        try {
            Path folder = Files.createTempDirectory("counting");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            Path file = folder.resolve("counting.gguf");
            model.writeTo(file);
            folder.toFile().deleteOnExit(); // in reverse order: the file goes first
            file.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
