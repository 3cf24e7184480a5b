package dev.sluice.cli.demo;

import java.util.List;
import org.jline.utils.AttributedString;

/**
 * Lines that are shown together or not at all.
 *
 * @param rank how soon they may be missed: in a small window the greatest goes first
 */
record Section(int rank, List<AttributedString> lines) {

    Section {
        lines = List.copyOf(lines);
    }
}
