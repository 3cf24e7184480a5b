package dev.sluice.pool;

/**
 * How fast one backend is.
 *
 * @param prefill tokens of a prompt that it reads in a second
 * @param decode tokens that a request gets in a second while it runs alone
 * @param bytesPerToken bytes of a request body for each token of its prompt
 * @param slowdown by what part of its time alone a token takes longer for each other request beside it
 */
public record Rates(Learnt prefill, Learnt decode, Learnt bytesPerToken, double slowdown) {

    /** English in UTF-8, a little JSON around it. */
    private static final double BYTES_PER_TOKEN = 4;

    /** A prompt that is mostly in the cache, or a very short answer, tells more of the network than of the engine. */
    private static final int FEWEST_TOKENS = 8;

    /** Code, and languages other than English, have fewer bytes in a token than the mean of what came. */
    private static final double UNLIKE_THE_MEAN = 1.25;

    private static final double NANOS = 1e9;

    /** Before anything was seen. */
    public static Rates prior(Discipline discipline, long now) {
        return new Rates(
                Learnt.from(discipline.priorPrefill(), now),
                Learnt.from(discipline.priorDecode(), now),
                Learnt.from(BYTES_PER_TOKEN, now),
                discipline.slowdown());
    }

    /** The tokens of a prompt in a body of this size. */
    public double promptTokens(long bytes, long now) {
        return bytes / bytesPerToken.at(now);
    }

    /** The same, rather too many than too few: before anything was seen, one for each byte. */
    public int mostPromptTokens(long bytes) {
        boolean seen = bytesPerToken.value() != bytesPerToken.prior();
        double most = seen ? bytes / bytesPerToken.value() * UNLIKE_THE_MEAN : bytes;
        return (int) Math.min(Integer.MAX_VALUE, Math.ceil(most));
    }

    /**
     * How long a request will take: its prompt over the rate of reading, its answer over the rate of writing.
     *
     * @param others how many run there beside it
     * @return nanoseconds
     */
    public double predict(double promptTokens, double outputTokens, int others, long now) {
        double reading = promptTokens / prefill.at(now);
        double writing = outputTokens / decode.at(now) * (1 + slowdown * others);
        return (reading + writing) * NANOS;
    }

    /** After one more request, beside which so many others ran. */
    public Rates learn(Measured seen, int others, long now) {
        return new Rates(prefill(seen, now), decode(seen, others, now), bytesPerToken(seen, now), slowdown);
    }

    private Learnt prefill(Measured seen, long now) {
        int read = seen.promptTokens().orElse(0) - seen.cachedTokens().orElse(0);
        if (read < FEWEST_TOKENS) {
            return prefill;
        }
        if (seen.prefillRate().isPresent()) {
            return learn(prefill, seen.prefillRate().getAsDouble(), now);
        }
        boolean streamed = !seen.generating().isZero();
        return streamed ? learn(prefill, read * NANOS / seen.untilFirst().toNanos(), now) : prefill;
    }

    /** Where only gaps of reads are known, the first token is left out: its time was the prompt's. */
    private Learnt decode(Measured seen, int others, long now) {
        int written = seen.outputTokens().orElse(0);
        if (written < FEWEST_TOKENS) {
            return decode;
        }
        double crowd = 1 + slowdown * others;
        if (seen.decodeRate().isPresent()) {
            return learn(decode, seen.decodeRate().getAsDouble() * crowd, now);
        }
        boolean streamed = !seen.generating().isZero();
        double nanos =
                streamed ? seen.generating().toNanos() : seen.untilFirst().toNanos();
        return learn(decode, (streamed ? written - 1 : written) * NANOS / nanos * crowd, now);
    }

    private Learnt bytesPerToken(Measured seen, long now) {
        int tokens = seen.promptTokens().orElse(0);
        return tokens < FEWEST_TOKENS ? bytesPerToken : learn(bytesPerToken, (double) seen.promptBytes() / tokens, now);
    }

    private static Learnt learn(Learnt rate, double sample, long now) {
        return Double.isFinite(sample) && sample > 0 ? rate.learn(sample, now) : rate;
    }
}
