package dev.sluice.config;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Brings the origin of a web page to the form in which browsers send it. */
final class Origin {

    /** Not only HTTP: pages of desktop programs and browser extensions have schemes of their own. */
    private static final Pattern FORM = Pattern.compile("([a-z][a-z0-9+.-]*)://([^/?#@,\\s]+)/?");

    /** What can be read. */
    static final String FORM_OF_ONE = "scheme://host:port without a path, such as http://localhost:3000, or * for all";

    private Origin() {}

    /** Small letters, without the port that is usual for the scheme; {@code *} stays. Empty if it is no origin. */
    static Optional<String> normal(String typed) {
        if (typed.equals("*")) {
            return Optional.of(typed);
        }
        Matcher matcher = FORM.matcher(typed.toLowerCase(Locale.ROOT));
        return matcher.matches() ? Optional.of(normal(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    private static String normal(String scheme, String host) {
        String usualPort = scheme.equals("https") ? ":443$" : scheme.equals("http") ? ":80$" : "$";
        return scheme + "://" + host.replaceFirst(usualPort, "");
    }
}
