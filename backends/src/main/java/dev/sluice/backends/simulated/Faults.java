package dev.sluice.backends.simulated;

import dev.sluice.backends.simulated.Fault.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The faults that are on, at most one of a kind. To be used on one event loop. */
public final class Faults {

    private final Map<Kind, Fault> on = new EnumMap<>(Kind.class);
    private final List<Consumer<Kind>> listeners = new ArrayList<>();

    /** Tells this one of each kind that changes. */
    void listen(Consumer<Kind> listener) {
        listeners.add(listener);
    }

    /** From now on, instead of another of its kind. */
    public void begin(Fault fault) {
        on.put(fault.kind(), fault);
        tell(fault.kind());
    }

    /** No longer. */
    public void end(Kind kind) {
        on.remove(kind);
        tell(kind);
    }

    /** The one of this kind, if it is on. */
    public Optional<Fault> of(Kind kind) {
        return Optional.ofNullable(on.get(kind));
    }

    /** All that are on. */
    public List<Fault> all() {
        return List.copyOf(on.values());
    }

    /** What ends the answer that begins now; with it, one of its times is used up. */
    public Optional<Fault> forAnswer() {
        Optional<Fault> fault =
                on.values().stream().filter(one -> one.kind().endsAnswers()).findFirst();
        fault.ifPresent(one -> {
            Fault left = new Fault(one.kind(), one.token(), one.reset(), one.factor(), one.times() - 1);
            if (left.times() > 0) {
                begin(left);
            } else {
                end(one.kind());
            }
        });
        return fault;
    }

    private void tell(Kind kind) {
        listeners.forEach(listener -> listener.accept(kind));
    }
}
