package dev.sluice.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Keys and their values. One that is not there is empty. */
public final class Section {

    private record Entry(int line, Node value) {}

    private final Reading reading;
    private final String path;
    private final int line;
    private final boolean there;

    // Mutable state.
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();
    private final List<Section> parts = new ArrayList<>();

    Section(Reading reading, String path, @Nullable Node node, int line) {
        this.reading = reading;
        this.path = path;
        this.line = line;
        this.there = node != null;
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(this::enter);
        } else if (node != null && !isEmpty(node)) {
            reading.refuse(line(node), path, said(node), "keys, each with its value");
        }
    }

    private void enter(NodeTuple tuple) {
        int at = line(tuple.getKeyNode());
        if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
            reading.refuse(at, path, "a key that is no word", "keys, each with its value");
            return;
        }
        Entry before = entries.putIfAbsent(key.getValue(), new Entry(at, tuple.getValueNode()));
        if (before != null) {
            reading.refuse(
                    at, path(key.getValue()), "there is one in line " + before.line() + " already", "each key once");
        }
    }

    /** Whether the text has it, be it empty. */
    public boolean there() {
        return there;
    }

    /** Something is wrong with it as a whole. */
    public void refuse(String what, String expected) {
        reading.refuse(line, path, what, expected);
    }

    /** Whether something was said of that key already, or of the whole of this. */
    public boolean isWrong(String key) {
        return reading.isWrong(path(key)) || reading.isWrong(path);
    }

    /** Of that key, a section of its own. */
    public Section section(String key) {
        Optional<Entry> entry = ask(key);
        Section part = new Section(
                reading,
                path(key),
                entry.map(Entry::value).orElse(null),
                entry.map(Entry::line).orElse(line));
        parts.add(part);
        return part;
    }

    /** Of that key, a list of sections. */
    public List<Section> sections(String key) {
        List<Node> items = items(key);
        List<Section> sections = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            sections.add(new Section(reading, path(key) + "[" + i + "]", items.get(i), line(items.get(i))));
        }
        parts.addAll(sections);
        return sections;
    }

    /** Of that key, a list of values. */
    public List<Text> texts(String key) {
        List<Node> items = items(key);
        List<Text> texts = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            text(items.get(i), path(key) + "[" + i + "]").ifPresent(texts::add);
        }
        return texts;
    }

    /** Of that key, the value. */
    public Optional<Text> text(String key) {
        return ask(key).flatMap(entry -> text(entry.value(), path(key)));
    }

    /** Of a key without which nothing can be done. */
    public Optional<Text> needed(String key, String expected) {
        Optional<Entry> entry = ask(key);
        if (entry.isEmpty()) {
            reading.refuse(line, path(key), "it is missing", expected);
        }
        return entry.flatMap(present -> text(present.value(), path(key)));
    }

    private Optional<Text> text(Node node, String at) {
        if (node instanceof ScalarNode scalar && !isEmpty(node)) {
            return Optional.of(new Text(reading, line(node), at, scalar.getValue()));
        }
        reading.refuse(line(node), at, isEmpty(node) ? "nothing is written there" : said(node), "one value");
        return Optional.empty();
    }

    private List<Node> items(String key) {
        Optional<Node> value = ask(key).map(Entry::value);
        if (value.isEmpty() || isEmpty(value.get())) {
            return List.of();
        }
        if (value.get() instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        reading.refuse(line(value.get()), path(key), said(value.get()), "a list, each item after a dash");
        return List.of();
    }

    private Optional<Entry> ask(String key) {
        known.add(key);
        reading.asked(path(key));
        return Optional.ofNullable(entries.get(key));
    }

    void refuseUnknown() {
        entries.forEach((key, entry) -> {
            if (!known.contains(key)) {
                reading.refuse(entry.line(), path(key), "there is no such key", Likeness.expected(key, known));
            }
        });
        parts.forEach(Section::refuseUnknown);
    }

    private String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static boolean isEmpty(Node node) {
        return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
    }

    private static String said(Node node) {
        return switch (node) {
            case ScalarNode scalar -> '"' + scalar.getValue() + '"';
            case SequenceNode list -> "a list";
            default -> "keys with values";
        };
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
