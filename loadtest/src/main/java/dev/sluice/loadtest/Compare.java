package dev.sluice.loadtest;

import dev.sluice.Transports;
import io.vertx.core.Vertx;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The router beside other relays: the same client, the same source, in turn. */
@Command(
        name = "compare",
        description = "What relaying an event and a JSON answer costs: the router, a bare Vert.x relay, nginx.",
        mixinStandardHelpOptions = true)
final class Compare implements Callable<Integer> {

    @Mixin
    private final Setup setup = new Setup();

    @Mixin
    private final Workload workload = new Workload();

    @Option(names = "--rounds", description = "How often each is measured (default: ${DEFAULT-VALUE}).")
    private int rounds = 1;

    @Option(
            names = "--relays",
            split = ",",
            description =
                    "Which: direct, bare (as many event loops as the router), bare1 (one), sluice, nginx (left out"
                            + " where there is none). Default: direct,bare,sluice,nginx.")
    private List<String> relays = List.of("direct", "bare", "sluice", "nginx");

    @Option(names = "--nginx", paramLabel = "FILE", description = "nginx's program (default: the one on the PATH).")
    private @Nullable Path nginx;

    private final Scores scores = new Scores();

    @Override
    public Integer call() throws IOException {
        System.out.println(Machine.describe());
        Vertx vertx = Transports.vertx();
        try (Source source = Source.start(workload.pace(), Source.MODEL)) {
            List<Contender> contenders = contenders();
            // Client and source have their own warm-up before anybody is measured.
            round(vertx, source, List.of(new Contender.Direct("warm-up")), new Scores());
            for (int round = 1; round <= rounds; round++) {
                round(vertx, source, contenders, scores);
                System.out.println("round " + round + " of " + rounds + " done");
                Collections.rotate(contenders, 1);
            }
        } finally {
            vertx.close().await();
        }
        System.out.println(scores.table());
        return scores.failed() == 0 ? 0 : 1;
    }

    private void round(Vertx vertx, Source source, List<Contender> contenders, Scores scores) throws IOException {
        for (Kind kind : Kind.values()) {
            List<Trial> trials = new ArrayList<>();
            try {
                for (Contender contender : contenders) {
                    trials.add(Trial.begin(vertx, kind, contender, source, workload, scores));
                }
                for (int slice = 0; slice < workload.slices(); slice++) {
                    for (Trial trial : trials) {
                        trial.slice();
                    }
                }
            } finally {
                for (Trial trial : trials) {
                    trial.close();
                }
            }
        }
    }

    private List<Contender> contenders() throws IOException {
        List<Contender> contenders = new ArrayList<>();
        for (String name : relays) {
            contender(name).ifPresent(contenders::add);
        }
        return contenders;
    }

    private Optional<Contender> contender(String name) throws IOException {
        int loops = Runtime.getRuntime().availableProcessors();
        return switch (name) {
            case "direct" -> Optional.of(new Contender.Direct(name));
            case "bare" -> Optional.of(new Contender.Bare(name, loops, setup.jvm()));
            case "bare1" -> Optional.of(new Contender.Bare(name, 1, setup.jvm()));
            case "sluice" -> Optional.of(setup.sluice());
            case "nginx" -> nginx().map(program -> new Contender.Nginx(name, program));
            default ->
                throw new IOException("no relay is called " + name + " (expected: direct, bare, bare1, sluice, nginx)");
        };
    }

    private Optional<Path> nginx() {
        if (nginx != null) {
            return Optional.of(nginx);
        }
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .map(directory -> Path.of(directory, "nginx"))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
