package dev.sluice.cli;

import dev.sluice.Transports;
import dev.sluice.backends.language.Recitation;
import dev.sluice.backends.simulated.Control;
import dev.sluice.backends.simulated.Engine;
import dev.sluice.backends.simulated.Fault;
import dev.sluice.backends.simulated.Preset;
import dev.sluice.backends.simulated.SimulatedBackend;
import dev.sluice.backends.simulated.llama.LlamaServer;
import dev.sluice.backends.simulated.ollama.Ollama;
import dev.sluice.backends.simulated.vllm.Vllm;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice backend ENGINE}: a simulated engine, to try and test what stands in front of it. */
@Command(
        name = "backend",
        description = "Simulates an inference server that counts, and breaks on command.",
        mixinStandardHelpOptions = true)
final class BackendCommand implements Callable<Integer> {

    private static final int LAST_PORT = 65_535;
    private static final int MANY = 1_000_000;
    private static final double SLOWEST = 0.001;
    private static final double FASTEST = 1_000_000;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "ENGINE", description = "llama-server, vllm or ollama.")
    private String engine = "";

    @Option(names = "--port", description = "The port on 127.0.0.1 to listen on (default: any that is free).")
    private int port;

    @Option(
            names = "--control",
            paramLabel = "PORT",
            description = "The port on 127.0.0.1 of its control, which breaks and mends it over HTTP (default: any that"
                    + " is free).")
    private int control;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description = "How fast it is: tinyllama-cpu, 7b-gpu or instant (default: instant).")
    private String preset = Preset.INSTANT.name();

    @Option(
            names = "--faster",
            paramLabel = "FACTOR",
            description = "That many times as fast as the preset, loading included (default: 1).")
    private double faster = 1;

    @Option(names = "--slots", paramLabel = "N", description = "How many requests it works on at once.")
    private Optional<Integer> slots = Optional.empty();

    @Option(names = "--context", paramLabel = "N", description = "Tokens of a prompt and its answer together.")
    private Optional<Integer> context = Optional.empty();

    @Option(names = "--model", paramLabel = "NAME", description = "What its model is called (default: counting).")
    private @Nullable String model;

    @Option(names = "--text", paramLabel = "FILE", description = "Says this text instead of counting.")
    private @Nullable Path text;

    @Option(
            names = "--fault",
            paramLabel = "FAULT",
            description = "A fault from the start, such as cut?token=5&times=2. May be given more than once; an unknown"
                    + " one tells which there are.")
    private List<String> faults = List.of();

    @Override
    public Integer call() {
        try {
            checkNumbers();
            checkPort(port);
            checkPort(control);
            Engine simulated = simulated();
            List<Fault> broken = faults.stream().map(Fault::parse).toList();
            return Service.run(endings -> run(endings, simulated, broken));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), "The text cannot be read: " + e.getMessage(), e);
        }
    }

    private void checkNumbers() {
        if (!(faster >= SLOWEST && faster <= FASTEST)) {
            throw new IllegalArgumentException("--faster " + faster + ": expected " + SLOWEST + " to " + FASTEST);
        }
        if (slots.orElse(1) < 1 || slots.orElse(1) > MANY || context.orElse(1) < 1 || context.orElse(1) > MANY) {
            throw new IllegalArgumentException("--slots and --context: expected 1 to " + MANY);
        }
    }

    private static void checkPort(int number) {
        if (number < 0 || number > LAST_PORT) {
            throw new IllegalArgumentException("There is no port " + number + ": expected 0 to " + LAST_PORT);
        }
    }

    private Engine simulated() throws IOException {
        Engine simulated = usual().at(Preset.named(preset).times(faster));
        simulated = slots.isPresent() ? simulated.slots(slots.get()) : simulated;
        simulated = context.isPresent() ? simulated.context(context.get()) : simulated;
        simulated = model == null ? simulated : simulated.serving(model);
        return text == null ? simulated : simulated.saying(new Recitation(Files.readString(text)));
    }

    private Engine usual() {
        return switch (engine) {
            case "llama-server" -> LlamaServer.USUAL;
            case "vllm" -> Vllm.USUAL;
            case "ollama" -> Ollama.USUAL;
            default ->
                throw new IllegalArgumentException(
                        "'" + engine + "' is not an engine; there are: llama-server, vllm, ollama");
        };
    }

    private void run(Endings endings, Engine simulated, List<Fault> broken) {
        Vertx vertx = Transports.vertx();
        endings.add(() -> vertx.close().await());
        SimulatedBackend backend = SimulatedBackend.start(vertx, simulated, port)
                .recover(cause -> Service.cannotListen(port, cause))
                .await();
        String orders = Control.start(vertx, backend, control)
                .recover(cause -> Service.cannotListen(control, cause))
                .await();
        broken.forEach(fault -> backend.begin(fault).await());
        announce(backend, orders);
        Service.untilSignalled();
    }

    private static void announce(SimulatedBackend backend, String orders) {
        System.out.println("A simulated " + backend.engine().name() + " on " + backend.url()
                + (backend.engine().load().isZero()
                        ? ""
                        : ", ready after " + backend.engine().load().toMillis() + " ms"));
        System.out.println("Break and mend it:");
        System.out.println("  curl -X PUT '" + orders + "/faults/cut?token=5'");
        System.out.println("  curl -X DELETE " + orders + "/faults");
        System.out.println("  curl -X POST " + orders + "/kill      (or /terminate, /revive)");
        System.out.println("  curl " + orders + "/                  (its requests and faults)");
    }
}
