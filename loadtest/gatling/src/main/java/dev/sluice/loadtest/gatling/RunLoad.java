package dev.sluice.loadtest.gatling;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Plays simulations, each in a process of its own. Exit codes: 0 all went well, 1 something failed, 2 typed wrong. */
@Command(
        name = "loadtest/run",
        description = "Plays Gatling simulations, against a router and a demo pool that it starts for each of them,"
                + " or against the router at --url.",
        mixinStandardHelpOptions = true)
public final class RunLoad implements Callable<Integer> {

    @Parameters(
            arity = "0..*",
            paramLabel = "SIMULATION",
            description = "Which: ${COMPLETION-CANDIDATES} (default: all of them).")
    private List<Load> loads = List.of(Load.values());

    @Option(names = "--url", description = "The router, or any other server that speaks the OpenAI API.")
    private @Nullable String url;

    @Option(names = "--model", split = ",", description = "With --url: the model to ask; two for mixed-models.")
    private List<String> models = List.of("counting");

    @Option(names = "--users", description = "How many users there are at once, where their number is fixed.")
    private @Nullable Integer users;

    @Option(names = "--rate", description = "How many users arrive in a second, where that is fixed.")
    private @Nullable Integer rate;

    @Option(names = "--seconds", description = "How long users come.")
    private @Nullable Integer seconds;

    @Option(names = "--tokens", description = "The length of an answer.")
    private @Nullable Integer tokens;

    @Option(names = "--results", description = "Where the reports go (default: ${DEFAULT-VALUE}).")
    private Path results = Path.of("loadtest", "target", "gatling");

    @Option(names = "--jar", description = "The jar with the demo pool (default: ${DEFAULT-VALUE}).")
    private Path jar = Path.of("loadtest", "target", "loadtest.jar");

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private final List<String> rows = new ArrayList<>();

    /** Plays what the arguments say, and exits. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Plays what the arguments say, and tells the exit code. */
    static int run(String... args) {
        return new CommandLine(new RunLoad())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args);
    }

    /** The Java that runs this process. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (url != null && models.size() < 2 && loads.contains(Load.MIXED_MODELS)) {
            throw new ParameterException(
                    spec.commandLine(), "mixed-models needs two models, as --model a,b; or name other simulations.");
        }
        Files.createDirectories(results);
        int failed = 0;
        for (Load load : loads) {
            failed += play(load) ? 0 : 1;
        }
        System.out.println("\n" + Figures.head());
        rows.forEach(System.out::println);
        System.out.println(
                "\n" + (failed == 0 ? "All passed." : failed + " failed; Gatling says above which assertion."));
        return failed == 0 ? 0 : 1;
    }

    private boolean play(Load load) throws IOException, InterruptedException {
        Path figures = results.resolve(load + ".md").toAbsolutePath();
        Files.deleteIfExists(figures);
        int exit;
        if (url != null) {
            exit = gatling(new Plan(load, url, Optional.empty(), models, size(load), figures));
        } else {
            try (Pool pool = Pool.start(jar, load.pool())) {
                exit = gatling(
                        new Plan(load, pool.url(), Optional.of(pool.control()), load.models(), size(load), figures));
            }
        }
        if (Files.exists(figures)) {
            rows.add(Files.readString(figures));
        }
        return exit == 0;
    }

    private int gatling(Plan plan) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(plan.options());
        // No word to its makers, nothing in the home of whoever runs this.
        command.addAll(List.of("-Dgatling.data.enableAnalytics=false", "-Djava.util.prefs.userRoot=" + results));
        // It looks into strings, and Netty calls the kernel.
        command.addAll(List.of("--add-opens=java.base/java.lang=ALL-UNNAMED", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(
                List.of("io.gatling.app.Gatling", "-s", plan.load().simulation().getName()));
        command.addAll(List.of("-rf", results.toString(), "-rd", plan.load() + " against " + plan.url()));
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    private Size size(Load load) {
        Size usual = load.size();
        return new Size(
                users == null ? usual.users() : users,
                rate == null ? usual.rate() : rate,
                seconds == null ? usual.seconds() : seconds,
                tokens == null ? usual.tokens() : tokens);
    }
}
