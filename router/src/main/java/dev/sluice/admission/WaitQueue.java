package dev.sluice.admission;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The tickets that wait, by order key, by deadline and by id at once. */
final class WaitQueue {

    private final TreeMap<Long, Waiter> byOrder = new TreeMap<>();
    private final TreeSet<Waiter> byDeadline =
            new TreeSet<>(Comparator.comparingLong(Waiter::deadline).thenComparingLong(Waiter::order));
    private final Map<Long, Waiter> byTicket = new HashMap<>();
    private final Map<String, Line> byModel = new TreeMap<>();
    private long bytes;
    private List<Snapshot.Queue> queues = List.of();
    private boolean changed;

    void add(Waiter waiter) {
        byOrder.put(waiter.order(), waiter);
        byDeadline.add(waiter);
        byTicket.put(waiter.ticket().id(), waiter);
        byModel.computeIfAbsent(waiter.ticket().model(), Line::new).add(waiter);
        bytes += waiter.ticket().needs().bytes();
        changed = true;
    }

    void remove(Waiter waiter) {
        byOrder.remove(waiter.order());
        removed(waiter);
    }

    private void removed(Waiter waiter) {
        byDeadline.remove(waiter);
        byTicket.remove(waiter.ticket().id());
        byModel.computeIfPresent(waiter.ticket().model(), (model, line) -> line.remove(waiter) ? line : null);
        bytes -= waiter.ticket().needs().bytes();
        changed = true;
    }

    @Nullable
    Waiter find(long ticket) {
        return byTicket.get(ticket);
    }

    boolean isEmpty() {
        return byOrder.isEmpty();
    }

    int size() {
        return byOrder.size();
    }

    /** Which bound is passed now that this one waits, if one is: its model's first, since that is the narrower one. */
    Optional<Rejection> tooMuch(Waiter waiter, Bounds bounds) {
        String model = waiter.ticket().model();
        Line line = byModel.get(model);
        if (find(waiter.ticket().id()) == null || line == null) {
            return Optional.empty();
        }
        QueueBound own = bounds.queueOf(model);
        if (line.size() > own.length()) {
            return Optional.of(Rejection.MODEL_QUEUE_FULL);
        }
        if (line.bytes() > own.bytes()) {
            return Optional.of(Rejection.MODEL_QUEUE_BYTES_FULL);
        }
        if (size() > bounds.queue().length()) {
            return Optional.of(Rejection.QUEUE_FULL);
        }
        return bytes > bounds.queue().bytes() ? Optional.of(Rejection.QUEUE_BYTES_FULL) : Optional.empty();
    }

    /** Who waits for which model, by its name; the same list until that has changed. */
    List<Snapshot.Queue> queues() {
        if (changed) {
            queues = byModel.values().stream().map(Line::view).toList();
            changed = false;
        }
        return queues;
    }

    /** Counts along the queue: it is asked once in seconds, and the queue is bounded. */
    Optional<Place> place(long ticket) {
        Waiter waiter = find(ticket);
        if (waiter == null) {
            return Optional.empty();
        }
        int number = 1;
        int of = 0;
        for (Waiter other : byOrder.values()) {
            if (other.ticket().model().equals(waiter.ticket().model())) {
                of++;
                number += other.order() < waiter.order() ? 1 : 0;
            }
        }
        return Optional.of(new Place(number, of));
    }

    /** Goes along the queue in order, as long as there is something to {@code goOn} for: whom it {@code takes} leaves. */
    void drain(BooleanSupplier goOn, Predicate<Waiter> takes) {
        Iterator<Waiter> all = byOrder.values().iterator();
        while (goOn.getAsBoolean() && all.hasNext()) {
            Waiter waiter = all.next();
            if (takes.test(waiter)) {
                all.remove();
                removed(waiter);
            }
        }
    }

    /** Takes out the one whose deadline passed longest ago, or nobody. */
    @Nullable
    Waiter pollExpired(long now) {
        if (byDeadline.isEmpty() || byDeadline.first().deadline() > now) {
            return null;
        }
        Waiter expired = byDeadline.first();
        remove(expired);
        return expired;
    }

    /** Since when the first in order has waited. */
    OptionalLong firstSince() {
        return byOrder.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(byOrder.firstEntry().getValue().since());
    }

    OptionalLong nextDeadline() {
        return byDeadline.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(byDeadline.first().deadline());
    }
}
