package dev.sluice.cli.doctor;

import dev.sluice.config.BackendConfig;
import dev.sluice.discovery.DnsResolver;
import dev.sluice.discovery.Resolution;
import dev.sluice.discovery.Resolver;
import dev.sluice.discovery.Roster;
import dev.sluice.pool.BackendId;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;

/** The backends that there are at this moment, with all that are found under names. */
public final class Found {

    private Found() {}

    /** Of these. A name that nobody knows stays as it is: it will be said that it is not found. To be awaited. */
    public static List<BackendConfig> of(Vertx vertx, List<BackendConfig> named) {
        List<BackendConfig> all = new ArrayList<>();
        Roster roster = new Roster(new Joining(all), id -> false);
        roster.named(named);
        Resolver resolver = new DnsResolver(vertx);
        for (BackendConfig name : named) {
            if (name.isName()) {
                Resolution known = resolver.resolve(name.url().getHost()).await();
                if (known instanceof Resolution.Addresses(List<String> addresses) && !addresses.isEmpty()) {
                    roster.found(name.url(), addresses);
                } else {
                    all.add(name.found(name.url().getHost()));
                }
            }
        }
        resolver.close().await();
        return all;
    }

    private record Joining(List<BackendConfig> all) implements Roster.Listener {

        @Override
        public void joins(BackendConfig backend) {
            all.add(backend);
        }

        @Override
        public void changes(BackendConfig backend) {}

        @Override
        public void leaves(BackendId backend) {}
    }
}
