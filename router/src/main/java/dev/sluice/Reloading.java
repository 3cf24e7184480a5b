package dev.sluice;

import dev.sluice.config.Address;
import dev.sluice.config.ConfigFile;
import dev.sluice.config.InvalidConfig;
import dev.sluice.config.Listener;
import dev.sluice.config.LiveConfig;
import dev.sluice.config.ManagementConfig;
import dev.sluice.config.SluiceConfig;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the file again, and goes on with what it says if all of it is right. One after the other, on the owner's
 * context.
 */
final class Reloading {

    /** Kubernetes swaps a mounted file about once a minute, and who saves one by hand waits no longer than this. */
    private static final Duration EVERY = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(Reloading.class);

    private final Vertx vertx;
    private final Context context;
    private final Optional<ConfigFile> file;
    private final LiveConfig live;
    private final Consumer<SluiceConfig> adopt;

    // Mutable state, on the owner's context.
    private Future<Void> last = Future.succeededFuture();
    private Optional<String> seen = Optional.empty();

    /**
     * Of this file, if the configuration stands in one. Made on the owner's context.
     *
     * @param adopt goes on with another configuration, on the owner's context
     */
    Reloading(Vertx vertx, Optional<ConfigFile> file, LiveConfig live, Consumer<SluiceConfig> adopt) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.file = file;
        this.live = live;
        this.adopt = adopt;
    }

    /** Looks after the file from now on, as long as the configuration wants that. */
    void begin() {
        file.ifPresent(this::watch);
    }

    /** Fails with an {@link InvalidConfig}, and changes nothing, if anything is wrong. From any thread. */
    Future<Void> reload() {
        Promise<Void> done = Promise.promise();
        context.runOnContext(v -> next().onComplete(done));
        return done.future();
    }

    private Future<Void> next() {
        last = last.transform(before -> file.map(this::read)
                .orElseGet(() -> Future.failedFuture(new InvalidConfig(List.of(
                        "there is no file to read again (expected: a router that was started with --config FILE)")))));
        return last;
    }

    private Future<Void> read(ConfigFile file) {
        return vertx.executeBlocking(file::read)
                .compose(this::swap)
                .onSuccess(done -> LOG.info("{}: read again, and in force", file.path()))
                .onFailure(cause ->
                        LOG.error("{}: not in force, everything stays as it is:\n{}", file.path(), cause.getMessage()));
    }

    private Future<Void> swap(SluiceConfig next) {
        List<String> fixed = fixed(live.get(), next);
        if (!fixed.isEmpty()) {
            return Future.failedFuture(new InvalidConfig(fixed));
        }
        live.set(next);
        adopt.accept(next);
        return Future.succeededFuture();
    }

    /** What only a restart can change. */
    private static List<String> fixed(SluiceConfig now, SluiceConfig next) {
        List<String> problems = new ArrayList<>();
        if (!addresses(now).equals(addresses(next))) {
            problems.add("listen: the addresses cannot change while it runs, from " + addresses(now) + " to "
                    + addresses(next) + " (expected: the same, in the same order, or a restart)");
        }
        if (!management(now).equals(management(next))) {
            problems.add("management.address: it cannot change while it runs (expected: the same, or a restart)");
        }
        if (now.access() != next.access()) {
            problems.add("log.access: it cannot change while it runs (expected: the same, or a restart)");
        }
        return problems;
    }

    private static List<Address> addresses(SluiceConfig config) {
        return config.listeners().stream().map(Listener::address).toList();
    }

    private static Optional<Address> management(SluiceConfig config) {
        return config.management().map(ManagementConfig::address);
    }

    /** By its text: a time of change is coarse, and says nothing of a link that leads elsewhere. */
    private void watch(ConfigFile file) {
        vertx.setPeriodic(EVERY.toMillis(), id -> {
            if (live.get().watch()) {
                vertx.executeBlocking(file::text).onSuccess(this::changed);
            } else {
                seen = Optional.empty();
            }
        });
    }

    private void changed(String text) {
        boolean news = seen.filter(before -> !before.equals(text)).isPresent();
        seen = Optional.of(text);
        if (news) {
            reload();
        }
    }
}
