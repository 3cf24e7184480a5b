package dev.sluice.cli.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jline.utils.AttributedString;

/**
 * Fits sections into a window. What is too wide is cut; where there are too few lines, first the gaps between sections
 * go, then sections by their rank.
 */
record Layout(int width, int height) {

    /** Some terminals scroll when their last column is written. */
    static final int MARGIN = 1;

    /** As many lines as the window has: the sections, then of {@code more} what fits, and {@code bottom} at the end. */
    List<AttributedString> lines(List<Section> sections, List<AttributedString> more, AttributedString bottom) {
        List<AttributedString> lines = joined(fitting(sections));
        int left = height - 1 - lines.size() - 2;
        if (left > 0 && !more.isEmpty()) {
            lines.add(AttributedString.EMPTY);
            lines.addAll(more.subList(Math.max(0, more.size() - left), more.size()));
        }
        lines.addAll(Collections.nCopies(Math.max(0, height - 1 - lines.size()), AttributedString.EMPTY));
        lines = new ArrayList<>(lines.subList(0, Math.max(0, height - 1)));
        lines.add(bottom);
        return lines.stream().map(this::cut).toList();
    }

    private List<Section> fitting(List<Section> sections) {
        List<Section> kept = new ArrayList<>(sections);
        while (kept.size() > 1 && height(kept) > height - 1) {
            kept.remove(Collections.max(kept, Comparator.comparingInt(Section::rank)));
        }
        return kept;
    }

    private List<AttributedString> joined(List<Section> sections) {
        boolean airy = height(sections) + sections.size() <= height - 1;
        List<AttributedString> lines = new ArrayList<>();
        for (Section section : sections) {
            if (airy && !lines.isEmpty()) {
                lines.add(AttributedString.EMPTY);
            }
            lines.addAll(section.lines());
        }
        return lines;
    }

    private static int height(List<Section> sections) {
        return sections.stream().mapToInt(section -> section.lines().size()).sum();
    }

    private AttributedString cut(AttributedString line) {
        return line.columnSubSequence(0, Math.max(0, width - MARGIN));
    }
}
