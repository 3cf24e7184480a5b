package dev.sluice.yaml;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** One text that is read, and what was found wrong with it so far. */
public final class Reading {

    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> asked = new LinkedHashSet<>();
    private final Section root;

    private Reading(String text) {
        this.root = new Section(this, "", compose(text), 1);
    }

    /** Of this text. One that is no YAML, or no section, has a problem already and no key. */
    public static Reading of(String text) {
        return new Reading(text);
    }

    /** The whole of it. */
    public Section root() {
        return root;
    }

    /** All that is wrong, from top to bottom. To be asked last: a key that nobody has asked for is unknown. */
    public List<Problem> problems() {
        root.refuseUnknown();
        return problems.stream()
                .distinct()
                .sorted(Comparator.comparingInt(Problem::line))
                .toList();
    }

    /** The path of every key that was asked for, with {@code []} for any item of a list. */
    public Set<String> asked() {
        return Set.copyOf(asked);
    }

    boolean isWrong(String path) {
        return problems.stream().anyMatch(problem -> problem.path().equals(path));
    }

    void asked(String path) {
        asked.add(path.replaceAll("\\[\\d+]", "[]"));
    }

    void refuse(int line, String path, String what, String expected) {
        problems.add(new Problem(line, path, what, expected));
    }

    private @Nullable Node compose(String text) {
        LoaderOptions options = new LoaderOptions();
        try {
            return new Yaml(options).compose(new StringReader(text));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            String context = e.getContext() == null ? "" : e.getContext() + ", ";
            refuse(line, "", "this is no YAML: " + context + e.getProblem(), "");
        } catch (YAMLException e) { // a character that no text has, or more nesting than any text needs
            refuse(1, "", "this is no YAML: " + e.getMessage(), "");
        }
        return null;
    }
}
