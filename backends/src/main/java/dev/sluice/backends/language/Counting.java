package dev.sluice.backends.language;

import dev.sluice.backends.batch.Tokens;
import dev.sluice.backends.gguf.CountingVocabulary;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The language of the counting models, with their tokens ({@link CountingVocabulary}): {@code " 7"} is one, all else is
 * one for each byte. An answer counts from 1, or goes on from the number that the prompt ends with.
 */
public final class Counting implements Language {

    /** Counts to a thousand. */
    public static final Language LANGUAGE = new Counting(1000);

    private static final Pattern NUMBER_OR_NAME = Pattern.compile("<[|/a-z]+>| ([1-9][0-9]*)");

    private final int last;

    private Counting(int last) {
        this.last = last;
    }

    /** Counts to this number and ends there. */
    public static Language upTo(int last) {
        return new Counting(last);
    }

    @Override
    public Tokens read(String text) {
        IntStream.Builder tokens = IntStream.builder();
        Matcher found = NUMBER_OR_NAME.matcher(text);
        int done = 0;
        while (found.find(done)) {
            bytes(text.substring(done, found.start()), tokens);
            done = found.start() + take(found, tokens);
        }
        bytes(text.substring(done), tokens);
        return Tokens.of(tokens.build().toArray());
    }

    /** How many characters that were. */
    private int take(Matcher found, IntStream.Builder tokens) {
        String digits = found.group(1);
        if (digits == null) {
            int special = CountingVocabulary.special(found.group());
            if (special >= 0) {
                tokens.add(special);
                return found.group().length();
            }
            bytes(found.group().substring(0, 1), tokens);
            return 1;
        }
        int length = digits.length();
        while (length > 4 || Integer.parseInt(digits.substring(0, length)) > last) {
            length--;
        }
        tokens.add(CountingVocabulary.tokenOf(Integer.parseInt(digits.substring(0, length))));
        return 1 + length;
    }

    private static void bytes(String text, IntStream.Builder tokens) {
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            tokens.add(one == ' ' ? CountingVocabulary.tokenOf(0) : CountingVocabulary.tokenOfByte(one));
        }
    }

    @Override
    public String text(Tokens tokens) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int i = 0; i < tokens.size(); i++) {
            text.writeBytes(bytes(tokens.at(i)));
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(int token) {
        int number = CountingVocabulary.numberOf(token);
        if (number >= 0) {
            return (number == 0 ? " " : " " + number).getBytes(StandardCharsets.UTF_8);
        }
        int value = CountingVocabulary.byteOf(token);
        return value >= 0 ? new byte[] {(byte) value} : new byte[0];
    }

    @Override
    public Tokens answer(Tokens prompt) {
        int number = CountingVocabulary.numberOf(prompt.at(prompt.size() - 1));
        int said = number > 0 && number <= last ? number : 0;
        return new Tokens() {
            @Override
            public int size() {
                return last - said + 1;
            }

            @Override
            public int at(int position) {
                return position == last - said ? END : CountingVocabulary.tokenOf(said + 1 + position);
            }
        };
    }
}
