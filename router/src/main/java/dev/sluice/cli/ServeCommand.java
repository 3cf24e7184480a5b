package dev.sluice.cli;

import dev.sluice.config.InvalidConfig;
import dev.sluice.config.SluiceConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice serve URL...}: the router in front of these servers. */
@Command(
        name = "serve",
        description = "Serves the models of these inference servers under one address.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "URL",
            arity = "1..*",
            description = "The address of an inference server, such as http://localhost:8081.")
    private List<String> urls = List.of();

    @Option(
            names = "--host",
            description =
                    "The address to listen on (default: ${DEFAULT-VALUE}, this machine only; 0.0.0.0 is for all).")
    private String host = SluiceConfig.HOST;

    @Option(names = "--port", description = "The port to listen on (default: ${DEFAULT-VALUE}).")
    private int port = SluiceConfig.PORT;

    @Option(
            names = "--slots",
            paramLabel = "URL=N",
            description = "How many requests that server may run at once, where it may take more than is usual for its"
                    + " engine: 64 for vLLM, 1 for all others.")
    private Map<String, Integer> slots = Map.of();

    @Option(
            names = "--default-model",
            paramLabel = "NAME",
            description = "What a request gets that names no model; without it, the only model there is.")
    private @Nullable String defaultModel;

    @Override
    public Integer call() {
        try {
            SluiceConfig config = SluiceConfig.of(host, port, urls, slots, Optional.ofNullable(defaultModel));
            return Service.run(vertx -> Service.listen(vertx, config).onSuccess(sluice -> {
                System.out.println("Sluice listens on http://" + host + ":" + sluice.port());
                config.backends().forEach(backend -> System.out.println("  in front of " + backend.url()));
            }));
        } catch (InvalidConfig e) {
            e.problems().forEach(System.err::println);
            return Service.USAGE;
        }
    }
}
