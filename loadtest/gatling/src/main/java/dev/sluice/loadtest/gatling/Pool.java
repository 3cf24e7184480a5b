package dev.sluice.loadtest.gatling;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A running demo pool, in a process of its own: the router and its backends.
 *
 * @param process its process; it ends with its standard input
 * @param url the router
 * @param control where the pool tells and obeys
 */
record Pool(Process process, String url, String control) implements AutoCloseable {

    /** Starts one from the jar of the load tests, and waits until it serves. */
    static Pool start(Path jar, List<String> options) throws IOException {
        if (!Files.isReadable(jar)) {
            throw new IOException(
                    "no demo pool at " + jar + ": build it with `mvn -q -DskipTests package`, or use --jar");
        }
        List<String> command = new ArrayList<>(List.of(RunLoad.java(), "-jar", jar.toString(), "pool"));
        command.addAll(options);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
        String line = said.readLine();
        if (line == null) {
            throw new IOException("the demo pool has ended by itself");
        }
        String[] addresses = line.split(" ", -1);
        return new Pool(process, addresses[0], addresses[1]);
    }

    /** Ends it, and waits until it has ended. */
    @Override
    public void close() throws IOException {
        process.outputWriter(StandardCharsets.UTF_8).close();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
