package dev.sluice.backends.gguf;

import java.util.Random;

/**
 * The two matrices that make a model count, both of shape (vocabulary size) × {@value #WIDTH}.
 *
 * <p>All else in the model is zero, so the hidden state of a token is its own embedding, whatever stands before it. An
 * embedding is a random vector of +1 and -1 (its root mean square is 1 already, so the norm leaves it alone); all tokens
 * that are no number share one. The output row of a number is {@value #SCALE} times the embedding of the token before
 * it: there its logit is SCALE × WIDTH = 2048, and hundreds above all others, so no temperature in use changes a word.
 */
final class CountingWeights {

    /** Numbers in an embedding: enough to keep random ones far apart, and one block of {@link TensorType#IQ1_S}. */
    static final int WIDTH = 256;

    static final int SCALE = 8;

    private static final int SEED = 20;

    private final int lastNumber;

    /** By number; row 0 is shared by all tokens after which the counting starts. */
    private final float[][] embeddings;

    CountingWeights(CountingVocabulary vocabulary) {
        lastNumber = vocabulary.lastNumber();
        Random random = new Random(SEED);
        embeddings = new float[lastNumber + 1][WIDTH];
        for (float[] row : embeddings) {
            for (int column = 0; column < WIDTH; column++) {
                row[column] = random.nextBoolean() ? 1 : -1;
            }
        }
    }

    float[] embedding(int token) {
        return embeddings[Math.max(0, CountingVocabulary.numberOf(token))];
    }

    float[] output(int token) {
        float[] row = new float[WIDTH];
        int number = CountingVocabulary.numberOf(token);
        if (token == CountingVocabulary.END) {
            addEmbedding(row, SCALE, lastNumber);
        } else if (number > 0) {
            addEmbedding(row, SCALE, number - 1);
        }
        if (number == 1) {
            // A client that forbids the end token (ignore_eos) gets the counting again instead of chance.
            addEmbedding(row, SCALE / 2, lastNumber);
        }
        return row;
    }

    private void addEmbedding(float[] row, int factor, int number) {
        for (int column = 0; column < WIDTH; column++) {
            row[column] += factor * embeddings[number][column];
        }
    }
}
