package dev.sluice.backends.scripted;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names for texts that scripts and expectations share. In a text, <code>${name}</code> stands for the text of that name,
 * <code>${name*3}</code> for three of it, <code>${body:recording}</code> for what a recorded answer says, without the
 * chunks around it, and <code>${body:recording:-2}</code> for the same without its last two events.
 */
final class Words {

    private static final Pattern NAMED = Pattern.compile("\\$\\{([^}]*)}");
    private static final String BODY = "body:";

    private final Map<String, String> texts = new HashMap<>();

    /** These and more: a text may use the names before it, and none may be given twice. */
    Words with(Map<String, String> more, String before, String after) {
        Words all = new Words();
        all.texts.putAll(texts);
        more.forEach((name, text) -> {
            if (all.texts.put(name, before + all.in(text) + after) != null) {
                throw new IllegalArgumentException("the word " + name + " is there already");
            }
        });
        return all;
    }

    /** The text with every name replaced by what it stands for. */
    String in(String text) {
        return NAMED.matcher(text).replaceAll(found -> Matcher.quoteReplacement(meaning(found.group(1))));
    }

    private String meaning(String name) {
        if (name.startsWith(BODY)) {
            String[] parts = name.substring(BODY.length()).split(":-", 2);
            String body = Recording.named(parts[0]).body();
            return parts.length == 1 ? body : withoutLast(Integer.parseInt(parts[1]), body);
        }
        String[] parts = name.split("\\*", 2);
        String text = texts.get(parts[0]);
        if (text == null) {
            throw new IllegalArgumentException("no word is called " + parts[0]);
        }
        return parts.length == 1 ? text : text.repeat(Integer.parseInt(parts[1]));
    }

    private static String withoutLast(int events, String body) {
        List<String> all = List.of(body.split("(?<=\n\n)"));
        return String.join("", all.subList(0, all.size() - events));
    }
}
