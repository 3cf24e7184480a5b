package dev.sluice.loadtest.gatling;

import io.gatling.javaapi.core.Simulation;
import java.util.List;
import java.util.Locale;

/** The simulations, each with the demo pool on which it is played and how much, unless one says otherwise. */
enum Load {
    CHAT_CLOSED(ChatClosed.class, Pools.CPU_AND_GPU, 80, 0, 20, 40),
    CHAT_OPEN(ChatOpen.class, Pools.CPU_AND_GPU, 0, 20, 20, 40),
    MULTI_TURN(MultiTurn.class, Pools.CPU_AND_GPU, 20, 0, 20, 20),
    QUEUE_OVERFLOW(QueueOverflow.class, Pools.SMALL_QUEUE, 0, 20, 15, 25),
    STOP_BUTTON(StopButton.class, Pools.CPU_ALONE, 20, 0, 15, 2_000),
    MIXED_MODELS(MixedModels.class, Pools.TWO_MODELS, 0, 8, 20, 20),
    BACKEND_KILLED(BackendKilled.class, Pools.TWO_GPUS, 40, 0, 20, 40);

    private final Class<? extends Simulation> simulation;
    private final String pool;
    private final int users;
    private final int rate;
    private final int seconds;
    private final int tokens;

    Load(Class<? extends Simulation> simulation, String pool, int users, int rate, int seconds, int tokens) {
        this.simulation = simulation;
        this.pool = pool;
        this.users = users;
        this.rate = rate;
        this.seconds = seconds;
        this.tokens = tokens;
    }

    /** What one types for it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Class<? extends Simulation> simulation() {
        return simulation;
    }

    /** How much, unless one says otherwise. */
    Size size() {
        return new Size(users, rate, seconds, tokens);
    }

    /** The options of its demo pool. */
    List<String> pool() {
        return List.of(pool.split(" ", -1));
    }

    /** The models of its demo pool. */
    List<String> models() {
        return pool().stream()
                .filter(option -> option.contains(":"))
                .map(backend -> backend.split(":", -1)[1])
                .distinct()
                .toList();
    }

    private static final class Pools {
        static final String CPU_AND_GPU =
                "--backend llamacpp:counting:20 --backend llamacpp:counting:20 --backend vllm:counting:40";
        static final String CPU_ALONE =
                "--backend llamacpp:counting:50 --backend llamacpp:counting:50 --backend llamacpp:counting:50";
        static final String SMALL_QUEUE = "--queue 6 --backend llamacpp:counting:50 --backend llamacpp:counting:50";
        static final String TWO_MODELS =
                "--backend llamacpp:small:50 --backend llamacpp:small:50 --backend vllm:large:40";
        static final String TWO_GPUS =
                "--backend llamacpp:counting:20 --backend vllm:counting:40 --backend vllm:counting:40";
    }
}
