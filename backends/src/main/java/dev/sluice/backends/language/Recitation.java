package dev.sluice.backends.language;

import dev.sluice.backends.batch.Tokens;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Says a given text, a word to a token, whatever it is asked; a prompt that ends with the beginning of the text is gone
 * on with. Its words are tokens in prompts too, all else is as in {@link Counting}.
 */
public final class Recitation implements Language {

    private static final Pattern WORD = Pattern.compile("\\s*\\S+|\\s+$");

    /** Above all tokens of the counting models. */
    private static final int FIRST_WORD = 1 << 20;

    private final List<String> words;
    private final int[] tokens;
    private final Map<String, Integer> known = new HashMap<>();
    private final Map<Integer, String> texts = new HashMap<>();

    /** Says this text. */
    public Recitation(String text) {
        words = WORD.matcher(text).results().map(MatchResult::group).toList();
        for (String word : words) {
            int token = known.computeIfAbsent(word, unseen -> FIRST_WORD + known.size());
            texts.put(token, word);
        }
        tokens = IntStream.concat(words.stream().mapToInt(known::get), IntStream.of(END))
                .toArray();
    }

    @Override
    public Tokens read(String text) {
        IntStream.Builder read = IntStream.builder();
        WORD.matcher(text).results().map(MatchResult::group).forEach(word -> {
            Integer token = known.get(word);
            if (token == null) {
                Tokens letters = Counting.LANGUAGE.read(word);
                IntStream.range(0, letters.size()).map(letters::at).forEach(read);
            } else {
                read.add(token);
            }
        });
        return Tokens.of(read.build().toArray());
    }

    @Override
    public String text(Tokens said) {
        StringBuilder text = new StringBuilder();
        int done = 0;
        for (int i = 0; i < said.size(); i++) {
            String word = texts.get(said.at(i));
            if (word != null) {
                text.append(letters(said, done, i)).append(word);
                done = i + 1;
            }
        }
        return text.append(letters(said, done, said.size())).toString();
    }

    private static String letters(Tokens said, int from, int to) {
        return Counting.LANGUAGE.text(
                Tokens.of(IntStream.range(from, to).map(said::at).toArray()));
    }

    @Override
    public Tokens answer(Tokens prompt) {
        int said = words.size();
        while (said > 0 && !endsWithFirst(prompt, said)) {
            said--;
        }
        int from = said;
        return new Tokens() {
            @Override
            public int size() {
                return tokens.length - from;
            }

            @Override
            public int at(int position) {
                return tokens[from + position];
            }
        };
    }

    private boolean endsWithFirst(Tokens prompt, int count) {
        int start = prompt.size() - count;
        return start >= 0 && IntStream.range(0, count).allMatch(i -> prompt.at(start + i) == tokens[i]);
    }
}
