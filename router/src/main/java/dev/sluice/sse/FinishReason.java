package dev.sluice.sse;

import java.util.Set;

/** Why an engine says that an answer has ended. */
public final class FinishReason {

    /** What vLLM says when it is stopped or told to abort, and others when they fail: the answer is not whole. */
    private static final Set<String> FAILURES = Set.of("abort", "aborted", "cancelled", "canceled", "error");

    private FinishReason() {}

    /**
     * Whether an answer with this reason is not whole. A reason that nobody knows counts as a good one: engines make
     * their own ({@code eos_token}, {@code repetition}).
     */
    public static boolean isFailure(String reason) {
        return FAILURES.contains(reason);
    }

    /** What a backend did that gave this reason, as the end of a sentence. */
    public static String inWords(String reason) {
        return "it ended the answer with the reason '" + reason + "'";
    }
}
