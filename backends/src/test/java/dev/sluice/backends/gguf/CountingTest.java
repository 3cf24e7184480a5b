package dev.sluice.backends.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does by hand what llama-server does with the file: the logits of a token are the output matrix times its embedding. */
class CountingTest {

    /** Runners-up this far below have a chance of e^-500 at temperature 1 and of e^-50 at temperature 10. */
    private static final float GAP = 500;

    @TempDir
    Path folder;

    private List<?> texts = List.of();
    private float[][] embeddings = {};
    private float[][] output = {};

    @BeforeEach
    void readTheFile() throws IOException {
        Path path = folder.resolve("counting.gguf");
        CountingModel.small().writeTo(path);
        GgufFile file = new GgufFile(path);
        texts = (List<?>) file.value("tokenizer.ggml.tokens");
        embeddings = file.matrix("token_embd.weight");
        output = file.matrix("output.weight");
    }

    @Test
    void eachNumberIsFollowedByTheNext() {
        for (int number = 1; number < 1000; number++) {
            assertThat(successor("▁" + number)).isEqualTo("▁" + (number + 1));
        }
    }

    @Test
    void theLastNumberIsFollowedByTheEnd() {
        assertThat(successor("▁1000")).isEqualTo("</s>");
    }

    @Test
    void allElseIsFollowedByOne() {
        for (String text : List.of("<|assistant|>", "<s>", "<|end|>", "<0x0A>", "<0x61>", "▁")) {
            assertThat(successor(text)).isEqualTo("▁1");
        }
    }

    @Test
    void countsAgainWhereTheEndIsForbidden() {
        output[texts.indexOf("</s>")] = new float[embeddings[0].length];

        assertThat(successor("▁1000")).isEqualTo("▁1");
    }

    /** The token with the greatest logit, which must be greatest by far. */
    private Object successor(String text) {
        float[] hidden = embeddings[texts.indexOf(text)];
        int best = 0;
        float second = Float.NEGATIVE_INFINITY;
        for (int token = 1; token < output.length; token++) {
            float logit = logit(token, hidden);
            second = Math.max(second, Math.min(logit, logit(best, hidden)));
            best = logit > logit(best, hidden) ? token : best;
        }
        assertThat(logit(best, hidden) - second).isGreaterThan(GAP);
        return texts.get(best);
    }

    private float logit(int token, float[] hidden) {
        float sum = 0;
        for (int column = 0; column < hidden.length; column++) {
            sum += output[token][column] * hidden[column];
        }
        return sum;
    }
}
