package dev.sluice.config;

import java.util.List;

/** The configuration cannot be used. */
public final class InvalidConfig extends Exception {

    private final List<String> problems;

    /**
     * With everything that is wrong.
     *
     * @param problems a sentence each: what is wrong, where, and what is expected
     */
    public InvalidConfig(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** Everything that is wrong, at least one sentence. */
    public List<String> problems() {
        return problems;
    }
}
