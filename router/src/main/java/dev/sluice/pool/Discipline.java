package dev.sluice.pool;

/** How a backend serves several requests at once, and how fast one that does so is taken to be before it was seen. */
public enum Discipline {
    /** A running request has the machine to itself: a small model on a CPU, as people describe it. */
    SEQUENTIAL(75, 2.5, 1),
    /** Running requests share each step of the model: a 7B model on one GPU, 6 ms and 0.35 ms for each of them. */
    BATCHING(4_400, 157, 0.055);

    private final double prefill;
    private final double decode;
    private final double slowdown;

    Discipline(double prefill, double decode, double slowdown) {
        this.prefill = prefill;
        this.decode = decode;
        this.slowdown = slowdown;
    }

    /** Tokens of a prompt that are read in a second. */
    public double priorPrefill() {
        return prefill;
    }

    /** Tokens that one request gets in a second while it runs alone. */
    public double priorDecode() {
        return decode;
    }

    /** By what part of its time alone a token takes longer for each other request beside it. */
    public double slowdown() {
        return slowdown;
    }
}
