package dev.sluice.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.pool.BackendId;
import dev.sluice.pool.Health;
import dev.sluice.pool.Settling;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** What a history knows of its tickets and leases from the decisions alone: the admission's own counts are not asked. */
final class Books {

    /** A ticket that has not ended: arrivals count up, so its id is its order. */
    static final class Open {

        final Ticket ticket;
        final Set<BackendId> excluded = new HashSet<>();
        int promptTokens;
        long deadline;

        Open(Ticket ticket) {
            this.ticket = ticket;
            this.deadline = ticket.deadline();
        }

        boolean isAlike(Open other) {
            return ticket.model().equals(other.ticket.model())
                    && ticket.needs().equals(other.ticket.needs())
                    && excluded.equals(other.excluded)
                    && promptTokens == other.promptTokens;
        }
    }

    private final TreeMap<Long, Open> open = new TreeMap<>();
    private final Map<Long, Lease> running = new HashMap<>();
    /** Since when a cut request may still be at work on a backend of one slot that shows when it is idle. */
    private final Map<BackendId, Long> unproven = new HashMap<>();

    private final Set<BackendId> lost = new HashSet<>();
    private final List<Lease> ended = new ArrayList<>();
    private long stale;

    void offered(Ticket ticket) {
        open.put(ticket.id(), new Open(ticket));
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    List<Lease> running() {
        return running.values().stream()
                .sorted(Comparator.comparingLong(Lease::epoch))
                .toList();
    }

    /** In order. */
    List<Open> waiting() {
        Set<Long> run = new HashSet<>();
        running.values().forEach(lease -> run.add(lease.ticket().id()));
        List<Open> waiting = new ArrayList<>();
        open.forEach((id, ticket) -> {
            if (!run.contains(id)) {
                waiting.add(ticket);
            }
        });
        return waiting;
    }

    List<Lease> ended() {
        return ended;
    }

    /** One of those was ended once more: that must change nothing. */
    void endedAgain() {
        stale++;
    }

    long stale() {
        return stale;
    }

    int leased(BackendId backend) {
        return running.values().stream()
                .filter(lease -> lease.backend().id().equals(backend))
                .mapToInt(Lease::weight)
                .sum();
    }

    void cancelled(Open waiter) {
        open.remove(waiter.ticket.id());
    }

    void granted(Lease lease) {
        BackendId backend = lease.backend().id();
        Open waiter = Objects.requireNonNull(open.get(lease.ticket().id()), "whoever gets a lease has not ended");
        assertThat(running.values().stream().map(Lease::ticket)).doesNotContain(lease.ticket());
        assertThat(lease.backend().health()).isEqualTo(Health.UP);
        assertThat(waiter.excluded).doesNotContain(backend);
        assertThat(unproven).as("backends whose slot has not settled").doesNotContainKey(backend);
        if (lease.backend().condition().trial()) {
            assertThat(leased(backend)).as("beside a lease on trial").isZero();
        }
        assertThat(running.put(lease.epoch(), lease)).isNull();
    }

    void rejected(Ticket ticket, Rejection why) {
        assertThat(waiting().stream().map(open -> open.ticket)).as("%s", why).contains(ticket);
        open.remove(ticket.id());
    }

    void ended(Lease lease, Outcome outcome, Then then, long now) {
        running.remove(lease.epoch());
        ended.add(lease);
        unsettled(lease, outcome, now);
        if (then instanceof Then.Done) {
            open.remove(lease.ticket().id());
            return;
        }
        Open back = Objects.requireNonNull(open.get(lease.ticket().id()));
        back.excluded.add(lease.backend().id());
        back.deadline += now - lease.start();
        if (then instanceof Then.Larger(int promptTokens)) {
            back.promptTokens = Math.max(back.promptTokens, promptTokens);
        }
    }

    private void unsettled(Lease lease, Outcome outcome, long now) {
        BackendId backend = lease.backend().id();
        if (!History.showsIdlenessOfOneSlot(backend)) {
            return;
        }
        assertThat(lease.backend().traits().settling()).isInstanceOf(Settling.Shown.class);
        switch (outcome) {
            case ABANDONED, CUT, HUNG -> unproven.put(backend, now);
            case LOST -> lost.add(backend);
            default -> {}
        }
    }

    /** It was seen to serve, and is up. */
    void up(BackendId backend, long now) {
        if (lost.remove(backend)) {
            unproven.put(backend, now);
        }
    }

    void idle(BackendId backend, long since) {
        unproven.computeIfPresent(backend, (id, begun) -> begun <= since ? null : begun);
    }
}
