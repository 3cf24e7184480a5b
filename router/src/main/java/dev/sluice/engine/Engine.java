package dev.sluice.engine;

import dev.sluice.pool.Traits;
import java.util.List;
import java.util.Optional;

/** One kind of inference server. */
public interface Engine {

    /** What it means for scheduling. */
    Traits traits();

    /** How to see that a server of this kind works on nothing; empty where it does not tell, or need not. */
    Optional<IdleProof> idleProof();

    /**
     * How to see that a server of this kind gets on with its work, the best first: the next is asked where one tells
     * nothing. Empty where nothing does.
     */
    List<ProgressSign> progressSigns();

    /** The engine that calls itself so in {@code owned_by} of its models. */
    static Engine named(String owner) {
        return switch (owner) {
            case LlamaCpp.OWNER -> new LlamaCpp();
            case Vllm.OWNER -> new Vllm();
            default -> unknown();
        };
    }

    /** The engine of a server that nobody has recognised. */
    static Engine unknown() {
        return new UnknownEngine();
    }
}
