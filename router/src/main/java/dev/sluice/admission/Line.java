package dev.sluice.admission;

import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Those who wait for one model, in order, and what they hold. Its view is made only when it has changed. */
final class Line {

    private final String model;
    private final TreeMap<Long, Waiter> byOrder = new TreeMap<>();
    private long bytes;
    private Snapshot.@Nullable Queue view;

    Line(String model) {
        this.model = model;
    }

    void add(Waiter waiter) {
        byOrder.put(waiter.order(), waiter);
        bytes += waiter.ticket().needs().bytes();
        view = null;
    }

    /** Whether anybody is left. */
    boolean remove(Waiter waiter) {
        byOrder.remove(waiter.order());
        bytes -= waiter.ticket().needs().bytes();
        view = null;
        return !byOrder.isEmpty();
    }

    int size() {
        return byOrder.size();
    }

    long bytes() {
        return bytes;
    }

    /** Of a line in which somebody waits. */
    Snapshot.Queue view() {
        if (view == null) {
            long firstSince = byOrder.firstEntry().getValue().since();
            view = new Snapshot.Queue(model, byOrder.size(), bytes, firstSince);
        }
        return view;
    }
}
