package dev.sluice.loadtest;

import dev.sluice.Sluice;
import dev.sluice.Transports;
import dev.sluice.admission.Snapshot;
import dev.sluice.config.InvalidConfig;
import dev.sluice.config.Settings;
import dev.sluice.config.SluiceConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The router in a process that tells of itself: each line of its standard input is answered by one on its standard
 * output, {@code quiet} when nothing waits, runs or settles, else what does.
 *
 * <p>Arguments: its port, the slots of each backend, the ports of the backends.
 */
public final class ObservedRouter {

    /** The answer of a router at rest. */
    static final String QUIET = "quiet";

    private ObservedRouter() {}

    /** Starts it; it runs until its standard input ends. */
    public static void main(String[] args) throws InvalidConfig, IOException {
        int slots = Integer.parseInt(args[1]);
        List<String> urls = List.of(args).subList(2, args.length).stream()
                .map(port -> Local.at(Integer.parseInt(port)).toString())
                .toList();
        Map<String, Integer> all = urls.stream().collect(Collectors.toMap(Function.identity(), url -> slots));
        SluiceConfig config = SluiceConfig.of(
                Settings.of(Local.HOST, Integer.parseInt(args[0]), urls).withSlots(all), Map.of());
        Sluice sluice = Sluice.start(Transports.vertx(), config).await();
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (questions.readLine() != null) {
            System.out.println(describe(sluice.snapshot()));
        }
        System.exit(0);
    }

    private static String describe(Snapshot snapshot) {
        if (snapshot.quiet() && snapshot.stale() == 0) {
            return QUIET;
        }
        return "waiting " + snapshot.waiting() + ", stale messages " + snapshot.stale()
                + snapshot.backends().stream()
                        .map(use -> ", " + use.backend().id() + " runs " + use.leased() + " settles " + use.settling())
                        .collect(Collectors.joining());
    }
}
