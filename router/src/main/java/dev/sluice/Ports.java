package dev.sluice;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The ports on which it listens for clients, in the order of the configuration.
 *
 * <p>Thread-safe.
 */
final class Ports {

    private final ConcurrentSkipListMap<Integer, Integer> byPlace = new ConcurrentSkipListMap<>();

    /** To Vert.x, a negative port is a free one that all instances of a verticle share, of each number another. */
    static int sharedFree(int place) {
        return -1 - place;
    }

    void listens(int place, int port) {
        byPlace.put(place, port);
    }

    int first() {
        return Objects.requireNonNull(byPlace.firstEntry(), "it listens nowhere yet")
                .getValue();
    }

    List<Integer> all() {
        return List.copyOf(byPlace.values());
    }
}
