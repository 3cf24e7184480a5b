package dev.sluice.backends.parity;

import java.io.IOException;
import java.net.URI;
import java.util.Locale;

/**
 * Writes into every row of a table what a live engine answers. Run it in {@code backends/} with the name of the table,
 * the engine's address, and, where not all are wanted, what the rows' names begin with.
 */
final class RecordTranscripts {

    private RecordTranscripts() {}

    public static void main(String[] args) throws IOException {
        Table table = Table.valueOf(args[0].toUpperCase(Locale.ROOT).replace('-', '_'));
        String wanted = args.length > 2 ? args[2] : "";
        for (String row : table.rows()) {
            if (row.startsWith(wanted)) {
                System.out.println(row);
                Transcript transcript = table.read(row);
                table.write(row, transcript.answered(table.ask(URI.create(args[1]), transcript.request())));
            }
        }
    }
}
