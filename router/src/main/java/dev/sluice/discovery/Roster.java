package dev.sluice.discovery;

import dev.sluice.config.BackendConfig;
import dev.sluice.pool.BackendId;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The backends that shall be there, and how they differ from those that were. */
public final class Roster {

    /** Hears of every difference. */
    public interface Listener {

        /** One is there that was not, or that was about to leave. */
        void joins(BackendConfig backend);

        /** Something else is said of one. */
        void changes(BackendConfig backend);

        /** One is not there any more; whoever runs on it may go on. */
        void leaves(BackendId backend);
    }

    private final Listener listener;
    private final Predicate<BackendId> inUse;

    // Mutable state.
    private List<BackendConfig> named = List.of();
    private final Map<URI, List<String>> found = new HashMap<>();
    private final Map<URI, BackendConfig> present = new LinkedHashMap<>();
    private final Map<URI, BackendId> ids = new HashMap<>();

    /**
     * Nobody is there yet.
     *
     * @param inUse whether something may still run on a backend of that id, though it has left
     */
    public Roster(Listener listener, Predicate<BackendId> inUse) {
        this.listener = listener;
        this.inUse = inUse;
    }

    /** The configuration names these now. */
    public void named(List<BackendConfig> backends) {
        named = List.copyOf(backends);
        found.keySet().retainAll(named.stream().map(BackendConfig::url).toList());
        update();
    }

    /** Under this name there are these addresses now. */
    public void found(URI name, List<String> addresses) {
        found.put(name, List.copyOf(addresses));
        update();
    }

    /** Those that are there. */
    public Collection<BackendConfig> present() {
        return List.copyOf(present.values());
    }

    private void update() {
        Map<URI, BackendConfig> wanted = wanted();
        new ArrayList<>(present.values()).forEach(backend -> {
            if (!wanted.containsKey(backend.url())) {
                present.remove(backend.url());
                listener.leaves(backend.id());
            }
        });
        ids.entrySet().removeIf(id -> !present.containsKey(id.getKey()) && !inUse.test(id.getValue()));
        wanted.values().forEach(this::take);
    }

    private void take(BackendConfig wanted) {
        BackendId id = ids.computeIfAbsent(wanted.url(), first -> free(wanted.id()));
        BackendConfig backend = wanted.called(id);
        BackendConfig before = present.put(backend.url(), backend);
        if (before == null) {
            listener.joins(backend);
        } else if (!before.equals(backend)) {
            listener.changes(backend);
        }
    }

    /** Those that are named themselves come first: what is said of them holds, though they may be found as well. */
    private Map<URI, BackendConfig> wanted() {
        Map<URI, BackendConfig> wanted = new LinkedHashMap<>();
        named.stream().filter(backend -> !backend.isName()).forEach(backend -> wanted.put(backend.url(), backend));
        named.stream()
                .filter(BackendConfig::isName)
                .flatMap(name ->
                        found.getOrDefault(name.url(), List.of()).stream().map(name::found))
                .forEach(backend -> wanted.putIfAbsent(backend.url(), backend));
        return wanted;
    }

    /** The id that it wants, unless another address has it. Of those found under one name, none has the name alone. */
    private BackendId free(BackendId wanted) {
        boolean shared =
                named.stream().anyMatch(name -> name.isName() && name.id().equals(wanted));
        if (shared) {
            return freeFrom(wanted.value(), 1);
        }
        return ids.containsValue(wanted) ? freeFrom(wanted.value(), 2) : wanted;
    }

    private BackendId freeFrom(String stem, int first) {
        int number = first;
        while (ids.containsValue(new BackendId(stem + "-" + number))) {
            number++;
        }
        return new BackendId(stem + "-" + number);
    }
}
