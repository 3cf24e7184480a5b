package dev.sluice.yaml;

/**
 * A value as it is written, and where.
 *
 * @param value the characters, without quotes
 */
public record Text(Reading reading, int line, String path, String value) {

    /** It is not what is expected there. */
    public void refuse(String expected) {
        refuse('"' + value + '"', expected);
    }

    /** The same, said in other words, for what must not be repeated or where more is to be said. */
    public void refuse(String what, String expected) {
        reading.refuse(line, path, what, expected);
    }

    @Override
    public String toString() {
        return value;
    }
}
