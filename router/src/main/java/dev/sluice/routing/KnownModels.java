package dev.sluice.routing;

import dev.sluice.pool.Backend;
import java.util.List;
import java.util.function.Supplier;

/** The models that are served now, for one event loop: a table is made only when something else is known. */
public final class KnownModels implements Supplier<ModelTable> {

    private final Supplier<List<Backend>> backends;
    private final Supplier<Offer> offer;

    // Mutable state, on one event loop.
    private List<Backend> known = List.of();
    private Offer offered = Offer.ALL;
    private ModelTable table = new ModelTable(known, offered);

    /**
     * Of these backends.
     *
     * @param backends gives the same list while nothing else is known of them
     * @param offer what is served here; it gives the same one while nothing else is
     */
    public KnownModels(Supplier<List<Backend>> backends, Supplier<Offer> offer) {
        this.backends = backends;
        this.offer = offer;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // the very same list and offer
    public ModelTable get() {
        List<Backend> now = backends.get();
        Offer here = offer.get();
        if (now != known || here != offered) {
            known = now;
            offered = here;
            table = new ModelTable(now, here);
        }
        return table;
    }
}
