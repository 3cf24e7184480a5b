package dev.sluice.routing;

import dev.sluice.pool.Backend;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The models that are served now, for one event loop: a table is made only when something else is known. */
public final class KnownModels implements Supplier<ModelTable> {

    private final Supplier<List<Backend>> backends;
    private final Optional<String> defaultModel;

    // Mutable state, on one event loop.
    private List<Backend> known = List.of();
    private ModelTable table;

    /**
     * Of these backends.
     *
     * @param backends gives the same list while nothing else is known of them
     * @param defaultModel what a request that names no model gets
     */
    public KnownModels(Supplier<List<Backend>> backends, Optional<String> defaultModel) {
        this.backends = backends;
        this.defaultModel = defaultModel;
        this.table = new ModelTable(known, defaultModel);
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // the very same list
    public ModelTable get() {
        List<Backend> now = backends.get();
        if (now != known) {
            known = now;
            table = new ModelTable(now, defaultModel);
        }
        return table;
    }
}
