package dev.sluice.backends.gguf;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A language model that can only count: a real llama-server answers every request with " 1 2 3 …", one token for each
 * number, up to {@code lastNumber} and the end token, at every temperature in use. A text that ends in " 20" goes on
 * with " 21". So streams, resumed streams and failovers of a real engine can be asserted byte for byte.
 *
 * <p>Text other than such numbers costs one token for each UTF-8 byte; a prompt costs one more for its beginning, two for
 * each of its messages and one for the answer's head.
 *
 * <p>Rates in tokens/s, as llama-server tells them, measured with llama.cpp 0.7.0 (b11669) and {@code -t 1} on one core
 * of an AMD EPYC with AVX-512; another machine scales them all by one factor. With more threads than idle cores they are
 * erratic. A server is ready in 0.3 s. Files are sparse: all take 1.3 MB of disk and less than 0.1 s to write.
 *
 * <table>
 * <caption>Measured models</caption>
 * <tr><th>model</th><th>file, MB</th><th>answer</th><th>prompt of 1000 tokens</th></tr>
 * <tr><td>{@code small()}</td><td>1.4</td><td>4000 to 9000</td><td>58,000</td></tr>
 * <tr><td>{@code slowedBy(5)}</td><td>12</td><td>200</td><td>49,000</td></tr>
 * <tr><td>{@code slowedBy(20)}</td><td>44</td><td>50</td><td>16,000</td></tr>
 * <tr><td>{@code slowedBy(20).withSlowPrompts()}</td><td>44</td><td>50</td><td>380</td></tr>
 * <tr><td>{@code slowedBy(40).withSlowPrompts()}</td><td>87</td><td>25</td><td>160</td></tr>
 * </table>
 *
 * @param lastNumber greatest number it counts to, 1 or more
 * @param blocks transformer blocks, 1 to 512 (llama.cpp's limit); a prompt's tokens pass all but the last one
 * @param feedForward inner width of the feed-forward layer of each block, a multiple of 256; the time that a token takes
 *     is proportional to {@code blocks × feedForward}
 */
public record CountingModel(int lastNumber, int blocks, int feedForward) {

    private static final int WIDTH_STEP = TensorType.IQ1_S.blockNumbers;
    private static final int WIDTH_PER_MILLISECOND = 56 * WIDTH_STEP;

    public CountingModel {
        require(lastNumber >= 1, "lastNumber must be 1 or more");
        require(blocks >= 1 && blocks <= 512, "blocks must be 1 to 512");
        require(feedForward >= WIDTH_STEP && feedForward % WIDTH_STEP == 0, "feedForward must be a multiple of 256");
    }

    /** The fastest one, of 1.4 MB, which counts to 1000. */
    public static CountingModel small() {
        return new CountingModel(1000, 1, WIDTH_STEP);
    }

    /**
     * Counts to 1000 and takes some time for each token of an answer, but next to none for a prompt. The file has 2.2 MB
     * for each millisecond.
     *
     * @param millisecondsPerToken about right on the machine of the table above, 1 to 1000
     */
    public static CountingModel slowedBy(int millisecondsPerToken) {
        require(millisecondsPerToken >= 1 && millisecondsPerToken <= 1000, "milliseconds per token must be 1 to 1000");
        return new CountingModel(1000, 1, millisecondsPerToken * WIDTH_PER_MILLISECOND);
    }

    /**
     * This model with its work in twice the blocks: answers come as before, but now a prompt takes time too, since
     * llama.cpp spares a prompt's tokens only the last block.
     */
    public CountingModel withSlowPrompts() {
        int half = feedForward / 2 / WIDTH_STEP * WIDTH_STEP;
        return new CountingModel(lastNumber, 2 * blocks, Math.max(WIDTH_STEP, half));
    }

    /** Writes the GGUF file, in place of one that is there already. */
    public void writeTo(Path file) throws IOException {
        new GgufWriter(CountingMetadata.of(this), CountingTensors.of(this)).writeTo(file);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
