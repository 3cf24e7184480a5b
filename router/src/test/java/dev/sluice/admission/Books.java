package dev.sluice.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.pool.AdminState;
import dev.sluice.pool.Backend;
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
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a history knows of its tickets and leases from the decisions alone: the admission's own counts are not asked. */
final class Books {

    /** A ticket that has not ended: arrivals count up, so its id is its order. */
    static final class Open {

        final Ticket ticket;
        final Set<BackendId> excluded = new HashSet<>();
        int promptTokens;
        long since;
        long deadline;

        Open(Ticket ticket, long since) {
            this.ticket = ticket;
            this.since = since;
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
    private final Map<BackendId, AdminState> present = new HashMap<>();
    private final Set<BackendId> unseen = new HashSet<>();
    private final Set<BackendId> drained = new HashSet<>();
    private final Set<BackendId> leaving = new HashSet<>();
    private final Map<BackendId, Long> offDuty = new HashMap<>();
    private Bounds bounds;
    private @Nullable Open newest;
    private long stale;

    Books(Bounds bounds) {
        this.bounds = bounds;
    }

    void offered(Ticket ticket, long now) {
        newest = new Open(ticket, now);
        open.put(ticket.id(), newest);
    }

    /** The one that was offered since the last time that this was asked. */
    Optional<Open> takeNewest() {
        Optional<Open> offered = Optional.ofNullable(newest);
        newest = null;
        return offered;
    }

    Bounds bounds() {
        return bounds;
    }

    void bounded(Bounds next) {
        bounds = next;
    }

    /** Those who have joined, and have not gone since. */
    Set<BackendId> present() {
        return present.keySet();
    }

    AdminState admin(BackendId backend) {
        return Objects.requireNonNull(present.get(backend));
    }

    boolean isLeaving(BackendId backend) {
        return leaving.contains(backend);
    }

    boolean isOnDuty(BackendId backend) {
        return present.containsKey(backend) && !drained.contains(backend) && !leaving.contains(backend);
    }

    /** Since when it has got no more work, if it gets none. */
    OptionalLong offDuty(BackendId backend) {
        Long since = offDuty.get(backend);
        return since == null ? OptionalLong.empty() : OptionalLong.of(since);
    }

    void joined(BackendId backend, long now) {
        if (present.putIfAbsent(backend, AdminState.IN_SERVICE) == null) {
            unseen.add(backend);
        }
        leaving.remove(backend);
        turn(backend, now);
    }

    void left(BackendId backend, long now) {
        if (present.containsKey(backend)) {
            leaving.add(backend);
            turn(backend, now);
        }
    }

    void drained(BackendId backend, boolean wanted, long now) {
        if (present.containsKey(backend)) {
            if (wanted) {
                drained.add(backend);
            } else {
                drained.remove(backend);
            }
            turn(backend, now);
        }
    }

    private void turn(BackendId backend, long now) {
        if (isOnDuty(backend)) {
            offDuty.remove(backend);
        } else {
            offDuty.putIfAbsent(backend, now);
        }
    }

    /** Each change is told, once. */
    void adminChanged(Backend backend, AdminState before) {
        assertThat(present.put(backend.id(), backend.admin())).isEqualTo(before).isNotEqualTo(backend.admin());
    }

    void gone(BackendId backend) {
        assertThat(leaving).contains(backend);
        assertThat(leased(backend)).as("leases on %s, which is gone", backend).isZero();
        present.remove(backend);
        leaving.remove(backend);
        drained.remove(backend);
        offDuty.remove(backend);
        unseen.remove(backend);
        unproven.remove(backend);
        lost.remove(backend);
    }

    /** It has told what it is, for the first time since it joined if so: then it may be at work for somebody else. */
    void seen(BackendId backend, long now) {
        if (unseen.remove(backend) && History.showsIdlenessOfOneSlot(backend)) {
            unproven.put(backend, now);
        }
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
        assertThat(isOnDuty(backend)).as("%s is on duty", backend).isTrue();
        assertThat(unproven).as("backends whose slot has not settled").doesNotContainKey(backend);
        if (lease.backend().condition().trial()) {
            assertThat(leased(backend)).as("beside a lease on trial").isZero();
        }
        assertThat(running.put(lease.epoch(), lease)).isNull();
    }

    void rejected(Ticket ticket, Rejection why) {
        assertThat(waiting().stream().map(open -> open.ticket)).as("%s", why).contains(ticket);
        checkFull(ticket, why);
        open.remove(ticket.id());
    }

    /** Who is turned away because of a bound is itself the one too much. */
    private void checkFull(Ticket ticket, Rejection why) {
        QueueBound own = bounds.queueOf(ticket.model());
        switch (why) {
            case QUEUE_FULL ->
                assertThat(waiting()).hasSizeGreaterThan(bounds.queue().length());
            case QUEUE_BYTES_FULL ->
                assertThat(bytes(waiting())).isGreaterThan(bounds.queue().bytes());
            case MODEL_QUEUE_FULL -> assertThat(waiting(ticket.model())).hasSizeGreaterThan(own.length());
            case MODEL_QUEUE_BYTES_FULL ->
                assertThat(bytes(waiting(ticket.model()))).isGreaterThan(own.bytes());
            default -> {}
        }
    }

    List<Open> waiting(String model) {
        return waiting().stream()
                .filter(waiter -> waiter.ticket.model().equals(model))
                .toList();
    }

    static long bytes(List<Open> waiting) {
        return waiting.stream()
                .mapToLong(waiter -> waiter.ticket.needs().bytes())
                .sum();
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
        back.since += now - lease.start();
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
