package dev.sluice.backends.scripted;

/** Is told of all that a backend sends in answer to requests, probes left out. */
@FunctionalInterface
public interface Witness {

    /** These bytes leave next, on the thread that sends them. */
    void sends(Call call, byte[] bytes);
}
