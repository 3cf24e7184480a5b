package dev.sluice.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the key that somebody may have meant. */
final class Likeness {

    private Likeness() {}

    /** What to write in place of an unknown key: the one that is like it, or else all that there are. */
    static String expected(String unknown, Collection<String> known) {
        return closest(unknown, known)
                .map(meant -> "did you mean " + meant + "?")
                .orElseGet(() -> "one of " + String.join(", ", known));
    }

    /** With more than a third of its letters changed, it is another word, unless it holds the right one. */
    private static Optional<String> closest(String unknown, Collection<String> known) {
        String typed = plain(unknown);
        return known.stream()
                .filter(key -> typed.contains(plain(key)) || distance(typed, plain(key)) <= most(key))
                .min(Comparator.comparingInt(key -> distance(typed, plain(key))));
    }

    private static int most(String key) {
        return Math.max(1, plain(key).length() / 3);
    }

    /** {@code clientStall}, {@code client_stall} and {@code CLIENT-STALL} are one word. */
    private static String plain(String key) {
        return key.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
    }

    /** How many letters to insert, leave out, replace or swap with the next one (Damerau 1964, each letter once). */
    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(a, b, i, j, cost);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int cheapest(String a, String b, int i, int j, int[][] cost) {
        int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int cheapest = Math.min(replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(cheapest, cost[i - 2][j - 2] + 1) : cheapest;
    }
}
