package dev.sluice;

import dev.sluice.admission.Bounds;
import dev.sluice.admission.Event;
import dev.sluice.admission.QueueBound;
import dev.sluice.config.BackendConfig;
import dev.sluice.config.QueueRule;
import dev.sluice.config.Secret;
import dev.sluice.config.SluiceConfig;
import dev.sluice.discovery.DnsResolver;
import dev.sluice.discovery.NameWatch;
import dev.sluice.discovery.Resolver;
import dev.sluice.discovery.Roster;
import dev.sluice.health.HealthMonitor;
import dev.sluice.owner.Owner;
import dev.sluice.pool.BackendId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the pool as the configuration says, and the names in it. On the owner's context, but for the keys. */
final class Membership implements Roster.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(Membership.class);

    private final Vertx vertx;
    private final Owner owner;
    private final HealthMonitor monitor;
    private final Roster roster;
    private volatile Map<BackendId, Secret> keys = Map.of();

    // Mutable state, on the owner's context: made when there is a name to follow.
    private Optional<Resolver> resolver = Optional.empty();
    private Optional<NameWatch> names = Optional.empty();

    Membership(Vertx vertx, Owner owner, HealthMonitor monitor) {
        this.vertx = vertx;
        this.owner = owner;
        this.monitor = monitor;
        this.roster = new Roster(
                this,
                id -> owner.snapshot().known().stream()
                        .anyMatch(backend -> backend.id().equals(id)));
    }

    /** At first as this says. */
    void begin(SluiceConfig config) {
        take(config);
    }

    /** From now on as this says. */
    void change(SluiceConfig config) {
        owner.observe(new Event.Bounded(bounds(config)));
        take(config);
        monitor.lookAnew();
    }

    private void take(SluiceConfig config) {
        roster.named(config.backends());
        follow(config.backends().stream()
                .filter(BackendConfig::isName)
                .map(BackendConfig::url)
                .toList());
        publishKeys();
    }

    /** What backends want to be shown now. From any thread. */
    Map<BackendId, Secret> keys() {
        return keys;
    }

    /** Follows no name any more. */
    Future<Void> close() {
        names.ifPresent(watch -> watch.follow(List.of()));
        return resolver.map(Resolver::close).orElseGet(Future::succeededFuture);
    }

    static Bounds bounds(SluiceConfig config) {
        Map<String, QueueBound> queues = new HashMap<>();
        config.models().queues().forEach((model, rule) -> queues.put(model, bound(rule)));
        return new Bounds(bound(config.queue()), queues, config.pool().hostSlots());
    }

    private static QueueBound bound(QueueRule rule) {
        return new QueueBound(rule.length(), rule.bytes());
    }

    private void follow(List<URI> wanted) {
        if (names.isEmpty() && !wanted.isEmpty()) {
            Resolver made = new DnsResolver(vertx);
            resolver = Optional.of(made);
            names = Optional.of(new NameWatch(vertx, made, this::found));
        }
        names.ifPresent(watch -> watch.follow(wanted));
    }

    private void found(URI name, List<String> addresses) {
        roster.found(name, addresses);
        publishKeys();
    }

    private void publishKeys() {
        Map<BackendId, Secret> now = new HashMap<>();
        roster.present().forEach(backend -> backend.key().ifPresent(key -> now.put(backend.id(), key)));
        keys = Map.copyOf(now);
    }

    @Override
    public void joins(BackendConfig backend) {
        LOG.info("{} {}: joins", backend.id(), backend.url());
        monitor.watch(backend);
    }

    @Override
    public void changes(BackendConfig backend) {
        monitor.reword(backend);
    }

    @Override
    public void leaves(BackendId backend) {
        owner.observe(new Event.Left(backend));
    }
}
