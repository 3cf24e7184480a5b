package dev.sluice.backends.scripted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads scripts and tables of faults in YAML. What is unknown, missing or there twice is refused, with the file and the
 * row.
 */
final class TableReader {

    /**
     * A file.
     *
     * @param words names of texts
     * @param events names of events, of which only the data is written
     * @param rows the faults
     */
    private record Table(Map<String, String> words, Map<String, String> events, List<JsonNode> rows) {}

    private final Words words;

    /** Of files that use these words and their own. */
    TableReader(Words words) {
        this.words = words;
    }

    /** The words of this file, which has no rows. */
    Words words(String file, String yaml) {
        return StrictYaml.named(file, () -> words(table(yaml)));
    }

    /** The rows of this file. */
    List<Fault> faults(String file, String yaml) {
        return StrictYaml.named(file, () -> {
            Table table = table(yaml);
            YAMLMapper mapper = StrictYaml.mapper(words(table));
            Map<String, Fault> faults = new LinkedHashMap<>();
            for (JsonNode row : table.rows()) {
                String name = "row " + row.path("id").asText(String.valueOf(faults.size() + 1));
                Fault fault = StrictYaml.named(name, () -> mapper.treeToValue(row, Fault.class));
                if (faults.put(fault.id(), fault) != null) {
                    throw new IllegalArgumentException(name + ": there are two of that id");
                }
            }
            return new ArrayList<>(faults.values());
        });
    }

    /** The script in this file. */
    Steps steps(String file, String yaml) {
        return StrictYaml.named(file, () -> StrictYaml.mapper(words).readValue(yaml, Steps.class));
    }

    private Words words(Table table) {
        return words.with(table.events(), "data: ", "\n\n").with(table.words(), "", "");
    }

    private static Table table(String yaml) throws IOException {
        return StrictYaml.mapper().readValue(yaml, Table.class);
    }
}
