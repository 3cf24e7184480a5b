package dev.sluice.backends.gguf;

import java.util.ArrayList;
import java.util.List;

/**
 * The tokens of a counting model, in the order of their ids: the specials, one token for each byte, the space, and then
 * the numbers from 1 on, each with its leading space ("▁7", where ▁ stands for the space).
 *
 * <p>The tokeniser of the "llama" kind merges neighbours into the token with the highest score: " 42" is read as "▁",
 * "4", "2", then "▁4", "2", then "▁42". What merges into no number stays one token a byte.
 *
 * @param lastNumber the greatest number that has a token
 */
public record CountingVocabulary(int lastNumber) {

    public static final int UNKNOWN = 0;
    public static final int BEGIN = 1;
    public static final int END = 2;

    private static final List<String> SPECIALS =
            List.of("<unk>", "<s>", "</s>", "<|system|>", "<|user|>", "<|assistant|>", "<|end|>");
    private static final int BYTES = 256;

    /** The id of the space, which stands where number 0 would. */
    private static final int SPACE = SPECIALS.size() + BYTES;

    /** The id of a special token by its name, such as {@code <|user|>}; -1 if it is none. */
    public static int special(String name) {
        return SPECIALS.indexOf(name);
    }

    /** The name of a special token; empty if it is none. */
    public static String specialName(int token) {
        return token < SPECIALS.size() ? SPECIALS.get(token) : "";
    }

    /** The id of this byte's token. */
    public static int tokenOfByte(byte value) {
        return SPECIALS.size() + Byte.toUnsignedInt(value);
    }

    /** The byte that a token stands for; outside 0 to 255 when it stands for none. */
    public static int byteOf(int token) {
        return token - SPECIALS.size();
    }

    /** Values of llama.cpp's llama_token_type. */
    private static final int TYPE_NORMAL = 1;

    private static final int TYPE_UNKNOWN = 2;
    private static final int TYPE_CONTROL = 3;
    private static final int TYPE_BYTE = 6;

    int size() {
        return SPACE + 1 + lastNumber;
    }

    /** The id of this number's token; 0 stands for the space alone. */
    public static int tokenOf(int number) {
        return SPACE + number;
    }

    /** The number that a token stands for; zero or less when it stands for none. */
    public static int numberOf(int token) {
        return token - SPACE;
    }

    List<String> texts() {
        List<String> texts = new ArrayList<>(SPECIALS);
        for (int value = 0; value < BYTES; value++) {
            texts.add("<0x%02X>".formatted(value));
        }
        texts.add("▁");
        for (int number = 1; number <= lastNumber; number++) {
            texts.add("▁" + number);
        }
        return texts;
    }

    List<Integer> types() {
        List<Integer> types = new ArrayList<>(size());
        for (int token = 0; token < size(); token++) {
            types.add(typeOf(token));
        }
        return types;
    }

    private static int typeOf(int token) {
        if (token == UNKNOWN) {
            return TYPE_UNKNOWN;
        }
        if (token < SPECIALS.size()) {
            return TYPE_CONTROL;
        }
        return token < SPACE ? TYPE_BYTE : TYPE_NORMAL;
    }

    /** Falling, so that no order of merges is left to chance. */
    List<Float> scores() {
        List<Float> scores = new ArrayList<>(size());
        for (int token = 0; token < size(); token++) {
            scores.add((float) -token);
        }
        return scores;
    }
}
