package dev.sluice.sse;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A backend says that a prompt does not fit into its context. What it says of its length is a bound, which serves to leave
 * out backends with no more room, and not a count.
 *
 * @param promptTokens how many tokens the prompt has at least: as the backend counted them, or the context that they did
 *     not fit into; empty if it says neither
 */
public record ContextOverflow(OptionalInt promptTokens) {

    /** As much of what it says as is looked through, on an event loop: nobody says it later. */
    private static final int BEGINNING = 4 * 1024;

    private static final String LLAMA_CPP = "exceed_context_size_error";

    /** vLLM of all times; the first number is the context. OpenAI says it in the same words. */
    private static final Pattern VLLM = Pattern.compile(
            "maximum context length is (\\d{1,9}) tokens" + "(?:.*?contains at least (\\d{1,9}) input tokens)?",
            Pattern.DOTALL);

    private static final Pattern OLLAMA = Pattern.compile("input length exceeds (?:the|maximum) context length");

    private static final Pattern TGI = Pattern.compile(
            "`?inputs`? (?:tokens \\+ `?max_new_tokens`? must be <=|must have less than) .*?Given: (\\d{1,9})");

    /** What this answer of that status says, if it says so. */
    public static Optional<ContextOverflow> in(int status, BackendError error) {
        if (error.type().equals(LLAMA_CPP)) { // a 400, and a 500 when it was new
            return Optional.of(new ContextOverflow(
                    error.number("n_prompt_tokens").isPresent()
                            ? error.number("n_prompt_tokens")
                            : error.number("n_ctx")));
        }
        return status >= 400 && status < 500 ? inWords(beginning(error.text())) : Optional.empty();
    }

    private static Optional<ContextOverflow> inWords(String text) {
        Matcher vllm = VLLM.matcher(text);
        if (vllm.find()) {
            return told(vllm.group(2) == null ? vllm.group(1) : vllm.group(2));
        }
        Matcher tgi = TGI.matcher(text);
        if (tgi.find()) {
            return told(tgi.group(1));
        }
        return OLLAMA.matcher(text).find() ? Optional.of(new ContextOverflow(OptionalInt.empty())) : Optional.empty();
    }

    private static String beginning(String text) {
        return text.substring(0, Math.min(BEGINNING, text.length()));
    }

    private static Optional<ContextOverflow> told(String number) {
        return Optional.of(new ContextOverflow(OptionalInt.of(Integer.parseInt(number))));
    }
}
