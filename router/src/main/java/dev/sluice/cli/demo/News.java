package dev.sluice.cli.demo;

import dev.sluice.pool.Health;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tells what has changed since it was last asked. */
final class News {

    private final Map<String, Health> known = new HashMap<>();

    /** One line for each backend that is in another state of health than before, or is new. */
    List<String> of(Scene scene) {
        return scene.backends().stream()
                .filter(row -> known.put(row.id(), row.health()) != row.health())
                .map(row -> row.id() + " is " + row.health().name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
