package dev.sluice.cli;

import java.util.List;
import picocli.CommandLine.Option;

/** The web pages that may ask, for every command that starts a router. */
final class OriginOption {

    @Option(
            names = "--allow-origin",
            paramLabel = "ORIGIN",
            description = "Lets pages of this origin ask from a browser, such as http://localhost:3000; * lets all."
                    + " May be given more than once (default: none).")
    private List<String> origins = List.of();

    List<String> origins() {
        return origins;
    }
}
