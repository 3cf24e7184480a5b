package dev.sluice.backends.scripted;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every way of answering that is known of engines, of what stands in front of them, and of the protocol: one row each,
 * in the files of the folder {@code faults}.
 */
public final class FaultTable {

    /** In the order in which they are read best. */
    private static final List<String> FILES =
            List.of("recorded", "vllm", "llama-cpp", "other-engines", "events", "http", "connections", "routers");

    private static final TableReader READER =
            new TableReader(new TableReader(new Words()).words("words.yaml", resource("words")));

    private FaultTable() {}

    /** All rows. */
    public static List<Fault> faults() {
        Map<String, Fault> faults = new LinkedHashMap<>();
        for (String file : FILES) {
            for (Fault fault : READER.faults(file + ".yaml", resource(file))) {
                if (faults.put(fault.id(), fault) != null) {
                    throw new IllegalArgumentException(
                            file + ".yaml: row " + fault.id() + ": another file has that id");
                }
            }
        }
        return List.copyOf(faults.values());
    }

    /**
     * The row of this id.
     *
     * @throws IllegalArgumentException there is none
     */
    public static Fault fault(String id) {
        return faults().stream()
                .filter(fault -> fault.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no fault is called " + id));
    }

    /**
     * The script in this file: a YAML list of steps, as in the rows of the table.
     *
     * @throws IllegalArgumentException it is none; the message says why and in which line
     */
    public static Steps script(Path file) throws IOException {
        return READER.steps(file.toString(), Files.readString(file));
    }

    private static String resource(String name) {
        String path = "faults/" + name + ".yaml";
        try (InputStream in = FaultTable.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalArgumentException("no file is called " + path);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
