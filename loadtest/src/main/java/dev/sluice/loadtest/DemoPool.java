package dev.sluice.loadtest;

import dev.sluice.Sluice;
import dev.sluice.Transports;
import dev.sluice.config.InvalidConfig;
import dev.sluice.config.QueueRule;
import dev.sluice.config.Settings;
import dev.sluice.config.SluiceConfig;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The router and simulated engines in one process, for a load that comes from another: the only place that knows
 * what the pool of the load tests is made of.
 *
 * <p>It prints one line, the address of the router and that of its {@link PoolControl}, and runs until its standard
 * input ends, so that it never outlives the process that has started it.
 */
@Command(
        name = "pool",
        description = "The router in front of simulated engines, until standard input ends.",
        mixinStandardHelpOptions = true)
final class DemoPool implements Callable<Integer> {

    @Option(
            names = "--backend",
            required = true,
            paramLabel = "ENGINE:MODEL:RATE",
            description = "One backend: llamacpp or vllm, its model, its tokens a second. May be given more than once.")
    private List<String> backends = List.of();

    @Option(names = "--queue", description = "How many requests may wait (default: ${DEFAULT-VALUE}).")
    private int queue = QueueRule.LENGTH;

    @Override
    public Integer call() throws InvalidConfig, IOException {
        Vertx vertx = Transports.vertx();
        Vertx engines = Transports.vertx(); // what they do is not done on the router's event loops
        List<PoolBackend> pool = backends.stream()
                .map(what -> PoolBackend.start(engines, what).await())
                .toList();
        List<String> urls = pool.stream().map(PoolBackend::url).toList();
        SluiceConfig config = SluiceConfig.of(Settings.of(Local.HOST, 0, urls), Map.of())
                .with(new QueueRule(queue, QueueRule.BYTES, QueueRule.DEADLINE));
        Sluice sluice = Sluice.start(vertx, config).await();
        PoolControl control = new PoolControl(sluice, pool);
        Patiently.until(control::allUp);
        int port = control.listen(vertx).await();
        System.out.println(Local.at(sluice.port()) + " " + Local.at(port));
        System.in.transferTo(OutputStream.nullOutputStream());
        vertx.close().await();
        engines.close().await();
        return 0;
    }
}
