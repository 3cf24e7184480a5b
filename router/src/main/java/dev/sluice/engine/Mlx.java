package dev.sluice.engine;

import dev.sluice.pool.Facts;
import dev.sluice.pool.Traits;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * mlx_lm.server: on the web server of Python's library, and its list of models names no owner. It loads whatever model it
 * is asked for, and drops a request 0.2 s after its connection closed (seen on 0.32.2).
 */
final class Mlx implements Engine {

    private static final Facts FACTS =
            new Facts(Optional.empty(), OptionalInt.empty(), OptionalInt.empty(), Optional.empty(), Optional.of(false));

    @Override
    public Optional<String> asks(Answers told) {
        return Optional.empty();
    }

    @Override
    public boolean is(Answers told) {
        return told.server().startsWith("BaseHTTP") && told.owner().isEmpty();
    }

    @Override
    public Traits traits(Answers told) {
        return OneSlot.coolingDown("MLX", OneSlot.SOON);
    }

    @Override
    public Facts facts(Answers told) {
        return FACTS;
    }
}
