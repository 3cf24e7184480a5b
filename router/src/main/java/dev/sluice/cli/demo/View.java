package dev.sluice.cli.demo;

import static org.jline.utils.AttributedStyle.DEFAULT;
import static org.jline.utils.AttributedStyle.RED;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Makes lines of a scene, for a window of any size. Pure. */
final class View {

    private static final int ERROR_LINES = 2;
    private static final AttributedStyle ALARM = DEFAULT.foreground(RED);

    private final Load load;

    View(Load load) {
        this.load = load;
    }

    /**
     * The lines of a whole window, none wider, the keys at its bottom.
     *
     * @param log the last lines of the log, the newest last; they get the room that is left
     */
    List<AttributedString> lines(Scene scene, List<String> log, int width, int height) {
        List<Section> sections = List.of(
                new Section(4, List.of(title(scene))),
                new Section(0, BackendTable.lines(scene.backends())),
                new Section(1, List.of(queue(scene))),
                new Section(3, burst(scene.burst(), width)),
                new Section(2, curl(scene.address())));
        return new Layout(width, height)
                .lines(sections, log.stream().map(View::plain).toList(), keys(scene));
    }

    private static AttributedString title(Scene scene) {
        return new AttributedString("Sluice  " + scene.address(), DEFAULT.bold());
    }

    private static AttributedString queue(Scene scene) {
        return plain("queue   "
                + (scene.waiting() == 0
                        ? "nobody waits"
                        : scene.waiting() + " wait, the first for " + Spoken.of(scene.first())));
    }

    private static List<AttributedString> burst(Optional<BurstCount> last, int width) {
        if (last.isEmpty()) {
            return List.of(plain("burst   none yet"));
        }
        BurstCount burst = last.get();
        List<AttributedString> lines = new ArrayList<>();
        lines.add(new AttributedStringBuilder()
                .append("burst   " + burst.sent() + " sent, "
                        + burst.firstTokens().size() + " begun, " + burst.complete() + " complete, ")
                .styled(burst.failed() == 0 ? DEFAULT : ALARM, burst.failed() + " failed")
                .toAttributedString());
        lines.add(plain("        first token after " + Spoken.of(burst.medianFirstToken()) + " (median), "
                + Spoken.of(burst.longestFirstToken()) + " (longest)"));
        burst.error().ifPresent(why -> lines.addAll(error(why, width)));
        return lines;
    }

    /** Broken between words. */
    private static List<AttributedString> error(String why, int width) {
        String indent = " ".repeat(8);
        int room = Math.max(1, width - indent.length() - Layout.MARGIN);
        return printable(why)
                .replaceAll("(.{1," + room + "})( +|$)", "$1\n")
                .lines()
                .limit(ERROR_LINES)
                .map(line -> new AttributedString(indent + line, ALARM))
                .toList();
    }

    private static List<AttributedString> curl(String address) {
        String command = String.join(" \\\n          ", Try.parts(address));
        return ("try     " + command).lines().map(View::plain).toList();
    }

    private AttributedString keys(Scene scene) {
        int last = scene.backends().size();
        return new AttributedString(
                "1-" + last + " kill/revive   b burst of " + load.requests() + "   q quit", DEFAULT.bold());
    }

    private static AttributedString plain(String text) {
        return new AttributedString(printable(text));
    }

    /** What came from outside may hold what would move the cursor. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
