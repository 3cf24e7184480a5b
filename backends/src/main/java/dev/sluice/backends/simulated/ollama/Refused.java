package dev.sluice.backends.simulated.ollama;

/** A request that gets an error instead of an answer. */
final class Refused extends Exception {

    private static final long serialVersionUID = 1;

    private final int status;

    private Refused(int status, String message) {
        super(message);
        this.status = status;
    }

    static Refused because(int status, String message) {
        return new Refused(status, message);
    }

    static Refused invalid(String message) {
        return new Refused(400, message);
    }

    static Refused unknown(String model) {
        return new Refused(404, "model '" + model + "' not found");
    }

    static Refused tooLong() {
        return invalid("the input length exceeds the context length");
    }

    static Refused busy() {
        return new Refused(503, "server busy, please try again.  maximum pending requests exceeded");
    }

    /** What runs the model ended in the middle of an answer. */
    static Refused ended() {
        return new Refused(500, "an error was encountered while running the model: unexpected EOF");
    }

    /** What runs the model ended before it said anything. */
    static Refused stopped() {
        return new Refused(
                500,
                "model runner has unexpectedly stopped, this may be due to resource limitations or an internal error,"
                        + " check ollama server logs for details");
    }

    int status() {
        return status;
    }

    String message() {
        return String.valueOf(getMessage());
    }
}
