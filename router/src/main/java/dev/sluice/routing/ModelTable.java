package dev.sluice.routing;

import dev.sluice.pool.AdminState;
import dev.sluice.pool.Backend;
import dev.sluice.pool.Health;
import java.util.List;
import java.util.Optional;

/** The models of a pool, those of backends that are down at the moment included. */
public final class ModelTable {

    private final List<String> models;
    private final boolean complete;
    private final boolean hopeless;
    private final boolean served;
    private final Optional<String> defaultModel;

    /**
     * Of these backends.
     *
     * @param offer which of their models are served here, and what a request gets that names none
     */
    public ModelTable(List<Backend> backends, Offer offer) {
        this.models = backends.stream()
                .flatMap(backend -> backend.models().stream())
                .flatMap(served -> served.names().stream())
                .distinct()
                .filter(offer::includes)
                .toList();
        List<Backend> silent =
                backends.stream().filter(backend -> backend.models().isEmpty()).toList();
        this.complete = silent.isEmpty() && !backends.isEmpty();
        this.hopeless = !silent.isEmpty() && silent.stream().allMatch(backend -> backend.health() == Health.DOWN);
        this.served = backends.stream().anyMatch(backend -> serves(backend) && offers(backend, offer));
        this.defaultModel = offer.usual().filter(offer::includes);
    }

    /** One that is too busy to answer probes serves all the same. */
    private static boolean serves(Backend backend) {
        boolean well = backend.health() == Health.UP || backend.health() == Health.SILENT;
        return well && backend.admin() == AdminState.IN_SERVICE;
    }

    private static boolean offers(Backend backend, Offer offer) {
        return backend.models().stream()
                .flatMap(model -> model.names().stream())
                .anyMatch(offer::includes);
    }

    /** The names, in the order of the backends. */
    public List<String> models() {
        return models;
    }

    /** Whether a backend serves any of them now. */
    public boolean served() {
        return served;
    }

    /** Whether every backend that has never said what it serves is down. */
    public boolean hopeless() {
        return hopeless;
    }

    /** Where a request goes that names this model, or none. */
    public Route resolve(Optional<String> named) {
        Optional<String> wanted = named.or(() -> defaultModel).or(this::only);
        if (wanted.filter(models::contains).isPresent()) {
            return new Route.To(wanted.get());
        }
        if (!complete) {
            return hopeless ? new Route.Unreachable() : new Route.NotYet();
        }
        return wanted.isPresent() ? new Route.Unknown(models) : new Route.Unnamed(models);
    }

    private Optional<String> only() {
        return models.size() == 1 ? Optional.of(models.getFirst()) : Optional.empty();
    }
}
