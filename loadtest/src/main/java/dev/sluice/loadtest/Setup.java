package dev.sluice.loadtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Option;

/** What every benchmark must know of the machine: options that they share. */
final class Setup {

    @Option(
            names = "--jar",
            paramLabel = "FILE",
            description = "The router's jar (default: the one of this build, ${DEFAULT-VALUE}).")
    private Path jar = Path.of("router", "target", "sluice.jar");

    @Option(
            names = "--jvm",
            paramLabel = "OPTIONS",
            description =
                    "Options for the JVM of a relay, split at blanks; the same for the router and the bare relay.")
    private String jvm = "";

    /** For the JVM of a relay. */
    List<String> jvm() {
        return jvm.isBlank() ? List.of() : Arrays.asList(jvm.strip().split("\\s+", -1));
    }

    /** The router, with these options. */
    Contender.Sluice sluice(String... options) throws IOException {
        if (!Files.isReadable(jar)) {
            throw new IOException("no router at " + jar + ": build it with `mvn -q -DskipTests package`, or use --jar");
        }
        return new Contender.Sluice("sluice", jar, jvm(), List.of(options));
    }
}
