package dev.sluice.backends.engines;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A real vLLM for CPUs with a model that counts, some forty tokens a second, or a hundred and fifty of a prompt, which it
 * does in pieces. The model is in the image, under {@code /models}.
 */
public final class VllmServer extends EngineServer {

    private static final String IMAGE = "vllm/vllm-openai-cpu:v0.32.0";
    private static final int PORT = 8000;
    private static final List<String> USUAL = List.of(("/models/counting-slow --served-model-name counting"
                    + " --max-model-len 2048 --max-num-batched-tokens 64 --enforce-eager --dtype float32")
            .split(" "));
    private static final long SHARED_MEMORY = 1L << 30;

    /** Half a minute on two cores that have nothing else to do. */
    private static final Duration READY = Duration.ofMinutes(3);

    /** Minutes for a test that begins with a start. */
    public static final int START_AND_TEST = 4;

    /** Of its three processes, the one that decides what the model does next; the first fifteen letters of its name. */
    private static final String ENGINE = "$(grep -lx VLLM::EngineCor /proc/[0-9]*/comm | cut -d/ -f3)";

    /**
     * Starts it.
     *
     * @param more arguments besides the usual ones, or in place of those of the same name
     */
    public VllmServer(String... more) {
        super(IMAGE, "vllm", PORT, READY, host -> host.withShmSize(SHARED_MEMORY), arguments(more));
        set("TORCHDYNAMO_DISABLE", "1"); // logprobs and echo are compiled otherwise, with a C++ compiler, for seconds
        set("VLLM_SERVER_DEV_MODE", "1"); // more routes: to abort, to pause
        start();
    }

    private static String[] arguments(String... more) {
        return Stream.concat(USUAL.stream(), Stream.of(more)).toArray(String[]::new);
    }

    /** Lets the engine hang, while its web server goes on. */
    public void hang() {
        run("kill -STOP " + ENGINE);
    }

    /** Lets the engine go on where it stood. */
    public void goOn() {
        run("kill -CONT " + ENGINE);
    }

    /** Asks it to stop, as Docker, Kubernetes and systemd do. It closes its listener and leaves open streams silent. */
    public void terminate() {
        signal("TERM");
    }
}
