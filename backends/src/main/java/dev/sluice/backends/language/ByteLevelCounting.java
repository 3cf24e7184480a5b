package dev.sluice.backends.language;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.backends.batch.Tokens;
import dev.sluice.backends.gguf.CountingVocabulary;
import java.util.function.IntUnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The language of the counting model's twin for engines that read Hugging Face's files. Its tokens are those of a
 * byte-level tokeniser: the specials, the bytes in the order of the letters that stand for them, and the numbers. A number
 * is one token only as a whole: {@code " 1001"} is torn into bytes.
 */
public final class ByteLevelCounting implements Language {

    /** Counts to a thousand. */
    public static final Language LANGUAGE = new ByteLevelCounting();

    /** Between a space and a number over a thousand. */
    private static final Pattern TOO_MUCH = Pattern.compile("(?<= )(?=[0-9]{4})(?!1000(?![0-9]))");

    /** How many bytes have a letter of their own; they come first. */
    private static final int LETTERS = 188;

    private static final int[] BYTES = Stream.of(
                    IntStream.rangeClosed('!', '~'),
                    IntStream.rangeClosed('¡', '¬'),
                    IntStream.rangeClosed('®', 'ÿ'),
                    IntStream.rangeClosed(0, ' '),
                    IntStream.rangeClosed(127, 160),
                    IntStream.of(173))
            .flatMapToInt(span -> span)
            .toArray();

    /** Where each byte stands among them. */
    private static final int[] PLACES = new int[BYTES.length];

    static {
        IntStream.range(0, BYTES.length).forEach(place -> PLACES[BYTES[place]] = place);
    }

    private static final int FIRST_BYTE = CountingVocabulary.tokenOfByte((byte) 0);
    private static final int FIRST_NUMBER = FIRST_BYTE + BYTES.length;
    private static final int SPACE = CountingVocabulary.tokenOf(0);

    private ByteLevelCounting() {}

    @Override
    public Tokens read(String text) {
        return Tokens.of(TOO_MUCH.splitAsStream(text)
                .map(Counting.LANGUAGE::read)
                .flatMapToInt(part -> IntStream.range(0, part.size()).map(part::at))
                .map(ByteLevelCounting::outward)
                .toArray());
    }

    @Override
    public String text(Tokens tokens) {
        return Counting.LANGUAGE.text(mapped(tokens, ByteLevelCounting::inward));
    }

    @Override
    public Tokens answer(Tokens prompt) {
        return mapped(Counting.LANGUAGE.answer(mapped(prompt, ByteLevelCounting::inward)), ByteLevelCounting::outward);
    }

    /** A text in the letters that stand for its bytes. */
    public static String letters(String text) {
        StringBuilder letters = new StringBuilder();
        for (byte one : text.getBytes(UTF_8)) {
            int place = PLACES[Byte.toUnsignedInt(one)];
            letters.append((char) (place < LETTERS ? BYTES[place] : 256 + place - LETTERS));
        }
        return letters.toString();
    }

    private static int outward(int token) {
        if (token < FIRST_BYTE) {
            return token;
        }
        if (token <= SPACE) {
            return FIRST_BYTE + PLACES[token == SPACE ? ' ' : CountingVocabulary.byteOf(token)];
        }
        return FIRST_NUMBER + CountingVocabulary.numberOf(token) - 1;
    }

    private static int inward(int token) {
        if (token < FIRST_BYTE) {
            return token;
        }
        if (token < FIRST_NUMBER) {
            int value = BYTES[token - FIRST_BYTE];
            return value == ' ' ? SPACE : CountingVocabulary.tokenOfByte((byte) value);
        }
        return CountingVocabulary.tokenOf(token - FIRST_NUMBER + 1);
    }

    private static Tokens mapped(Tokens tokens, IntUnaryOperator map) {
        return new Tokens() {
            @Override
            public int size() {
                return tokens.size();
            }

            @Override
            public int at(int position) {
                return map.applyAsInt(tokens.at(position));
            }
        };
    }
}
