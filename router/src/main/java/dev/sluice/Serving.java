package dev.sluice;

import dev.sluice.config.Listener;
import dev.sluice.config.LiveConfig;
import dev.sluice.config.SluiceConfig;
import dev.sluice.relay.Relay;
import dev.sluice.routing.Offer;
import dev.sluice.upstream.Dialer;
import io.vertx.core.Vertx;
import java.util.List;

/** What one event loop serves with: made anew when the configuration is another one, for the requests that come then. */
final class Serving {

    private final Vertx vertx;
    private final LiveConfig live;

    // Mutable state, on the loop.
    private SluiceConfig config;
    private Relay relay;
    private List<Offer> offers;

    /** With this relay under the configuration that holds now. */
    Serving(Vertx vertx, LiveConfig live, Relay relay) {
        this.vertx = vertx;
        this.live = live;
        this.config = relay.config();
        this.relay = relay;
        this.offers = offers(config);
    }

    static Dialer dialer(Vertx vertx, SluiceConfig config) {
        return new Dialer(vertx, config.timeouts().connect(), config.timeouts().idle());
    }

    Relay relay() {
        refresh();
        return relay;
    }

    /** Of the listener at this place in the configuration. */
    Offer offer(int listener) {
        refresh();
        return offers.get(listener);
    }

    /** Of the listener at this place in the configuration. */
    Listener listener(int listener) {
        refresh();
        return config.listeners().get(listener);
    }

    @SuppressWarnings("ReferenceEquality") // the very same one
    private void refresh() {
        SluiceConfig now = live.get();
        if (now != config) {
            boolean sameLines =
                    now.timeouts().connect().equals(config.timeouts().connect())
                            && now.timeouts().idle().equals(config.timeouts().idle());
            relay = relay.with(now, sameLines ? relay.dialer() : dialer(vertx, now));
            offers = offers(now);
            config = now;
        }
    }

    private static List<Offer> offers(SluiceConfig config) {
        return config.listeners().stream()
                .map(listener -> new Offer(listener.models(), config.models().usual()))
                .toList();
    }
}
