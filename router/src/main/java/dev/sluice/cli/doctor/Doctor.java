package dev.sluice.cli.doctor;

import dev.sluice.config.Alias;
import dev.sluice.config.BackendConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Set;

/** Examines backends, all of them at once. */
public final class Doctor {

    private final Vertx vertx;
    private final List<Alias> aliases;
    private final Set<String> boundedHosts;

    /**
     * Of a pool for which this holds.
     *
     * @param aliases further names of what its backends serve
     * @param boundedHosts the hosts whose backends together run no more than a number of requests at once
     */
    public Doctor(Vertx vertx, List<Alias> aliases, Set<String> boundedHosts) {
        this.vertx = vertx;
        this.aliases = List.copyOf(aliases);
        this.boundedHosts = Set.copyOf(boundedHosts);
    }

    /** What is to be said of these. Never fails, and ends within seconds. */
    public Future<Report> examine(List<BackendConfig> backends) {
        List<Future<Diagnosis>> examinations = backends.stream()
                .map(backend -> new Examination(vertx, backend, aliases).take())
                .toList();
        return Future.all(examinations).map(all -> Report.on(all.<Diagnosis>list(), boundedHosts));
    }
}
