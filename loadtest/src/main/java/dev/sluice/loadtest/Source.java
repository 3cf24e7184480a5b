package dev.sluice.loadtest;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A running {@link SourceBackend}.
 *
 * @param process its process
 * @param ports one for each of its models, in their order
 */
record Source(Child process, List<Integer> ports) implements AutoCloseable {

    /** What the streams' model is called. */
    static final String MODEL = "paced";

    /** Starts one and waits until it serves: a backend for each of these models, at this pace. */
    static Source start(Duration pace, String... models) throws IOException {
        List<Object> arguments = new ArrayList<>(List.of(pace.toNanos() / 1_000));
        List<Integer> ports = new ArrayList<>();
        for (String model : models) {
            int port = Local.freePort();
            ports.add(port);
            arguments.add(model + ":" + port);
        }
        Source source = new Source(Child.java(List.of(), SourceBackend.class, arguments.toArray()), ports);
        for (int port : ports) {
            Patiently.untilServes(Local.at(port));
        }
        return source;
    }

    /** The port of its first backend. */
    int port() {
        return ports.getFirst();
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
