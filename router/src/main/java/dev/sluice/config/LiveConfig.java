package dev.sluice.config;

import java.util.function.Supplier;

/**
 * The configuration that holds now. Whoever asks gets one whole configuration, and keeps it as long as it likes: a
 * request keeps the one with which it came.
 *
 * <p>Thread-safe.
 */
public final class LiveConfig implements Supplier<SluiceConfig> {

    private volatile SluiceConfig now;

    /** This one at first. */
    public LiveConfig(SluiceConfig first) {
        this.now = first;
    }

    @Override
    public SluiceConfig get() {
        return now;
    }

    /** From now on this one. */
    public void set(SluiceConfig next) {
        now = next;
    }
}
