package dev.sluice.sse;

/** Bytes to look at, wherever they are held. */
@FunctionalInterface
public interface Bytes {

    /** The byte at this index. */
    byte at(int index);
}
