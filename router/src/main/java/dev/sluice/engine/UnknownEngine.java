package dev.sluice.engine;

import dev.sluice.pool.Traits;
import java.util.List;
import java.util.Optional;

/** Any server that answers {@code /v1/models} and has not been recognised. */
final class UnknownEngine implements Engine {

    @Override
    public Traits traits() {
        return Traits.UNKNOWN;
    }

    @Override
    public Optional<IdleProof> idleProof() {
        return Optional.empty();
    }

    @Override
    public List<ProgressSign> progressSigns() {
        return List.of();
    }
}
