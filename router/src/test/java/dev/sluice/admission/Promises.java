package dev.sluice.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.sluice.admission.Books.Open;
import dev.sluice.admission.Snapshot.Use;
import dev.sluice.pool.Backend;
import dev.sluice.pool.BackendId;
import dev.sluice.pool.Health;
import dev.sluice.pool.Served;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The promises, recounted as simply as they are said, from a history's books and the state that anybody can see. */
final class Promises {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final Books books;
    private final Map<String, Integer> hostSlots;
    private final Map<BackendId, Integer> usedBefore = new HashMap<>();
    private final Map<String, Integer> usedOnHostBefore = new HashMap<>();

    Promises(Books books, Map<String, Integer> hostSlots) {
        this.books = books;
        this.hostSlots = hostSlots;
    }

    void check(Snapshot now, List<Lease> granted, OptionalLong wakeUp, long time) {
        List<Open> waiting = books.waiting();
        assertThat(now.stale()).as("messages about leases that had ended").isEqualTo(books.stale());
        assertThat(now.waiting()).as("no ticket is lost").isEqualTo(waiting.size());
        for (Use use : now.backends()) {
            checkSlots(use);
        }
        hostSlots.forEach((host, cap) -> checkHost(now, host, cap));
        waiting.forEach(waiter -> {
            boolean mustGo = waiter.deadline < time || isHopeless(waiter, now, time);
            if (mustGo || wakeUp.orElse(Long.MAX_VALUE) > waiter.deadline) {
                fail("I4: %s waits until %d, woken at %s, and it is %d", waiter.ticket, waiter.deadline, wakeUp, time);
            }
        });
        granted.forEach(lease -> checkOrder(lease, waiting));
        waiting.stream().findFirst().ifPresent(first -> checkThatItMustWait(first, now, false));
    }

    /** P2 and P3 as they are where nobody needs more than one slot, and no memory is shared: then they are exact. */
    void checkExactly(Snapshot now, List<Lease> granted) {
        for (Open waiter : books.waiting()) {
            checkThatItMustWait(waiter, now, true);
            for (Lease lease : granted) {
                boolean wasEarlier = waiter.ticket.id() < lease.ticket().id();
                if (wasEarlier && isFor(waiter, use(now, lease.backend().id()), now)) {
                    fail("P3: %s before %s", lease.ticket(), waiter.ticket);
                }
            }
        }
    }

    /** P1 and I6. What was given before a backend had fewer slots may end, but nothing comes on top. */
    private void checkSlots(Use use) {
        BackendId id = use.backend().id();
        assertThat(use.leased()).as("leases counted on %s", id).isEqualTo(books.leased(id));
        int used = occupied(use);
        int before = usedBefore.getOrDefault(id, 0);
        assertThat(used)
                .as("P1 on %s", id)
                .isLessThanOrEqualTo(Math.max(use.backend().traits().slots(), before));
        usedBefore.put(id, used);
    }

    private void checkHost(Snapshot now, String host, int cap) {
        int used = onHost(now, host);
        int before = usedOnHostBefore.getOrDefault(host, 0);
        assertThat(used).as("P1 on host %s", host).isLessThanOrEqualTo(Math.max(cap, before));
        usedOnHostBefore.put(host, used);
    }

    /** P3. */
    private static void checkOrder(Lease lease, List<Open> waiting) {
        Open granted = new Open(lease.ticket());
        for (Open waiter : waiting) {
            if (waiter.ticket.id() < lease.ticket().id() && waiter.isAlike(granted)) {
                fail("P3: %s before %s", lease.ticket(), waiter.ticket);
            }
        }
    }

    private void checkThatItMustWait(Open waiter, Snapshot now, boolean memoryToo) {
        for (Use use : now.backends()) {
            boolean tellable = memoryToo || use.backend().traits().pool().isEmpty();
            if (tellable && hasRoom(waiter, use, now) && isFor(waiter, use, now)) {
                fail("P2: %s waits, and %s is free", waiter.ticket, use);
            }
        }
    }

    private boolean hasRoom(Open waiter, Use use, Snapshot now) {
        Backend backend = use.backend();
        int cap = hostSlots.getOrDefault(backend.url().getHost(), Integer.MAX_VALUE);
        int weight = Math.min(
                waiter.ticket.needs().weight(), Math.min(backend.traits().slots(), cap));
        boolean fits = occupied(use) == 0 || occupied(use) + weight <= use.limit();
        boolean hostFits = cap == Integer.MAX_VALUE || onHost(now, backend.url().getHost()) + weight <= cap;
        return backend.health() == Health.UP && fits && hostFits;
    }

    /** Whether it may be served there, slots apart. */
    private static boolean isFor(Open waiter, Use use, Snapshot now) {
        return suits(waiter, use.backend())
                && now.backends().stream()
                        .filter(other -> other.backend().tier() < use.backend().tier())
                        .noneMatch(earlier -> suits(waiter, earlier.backend()) && mayServeSoon(earlier));
    }

    private static boolean mayServeSoon(Use use) {
        Health health = use.backend().health();
        return health == Health.UP || health == Health.UNKNOWN || (health == Health.SILENT && occupied(use) > 0);
    }

    private static boolean suits(Open waiter, Backend backend) {
        Optional<Served> model = backend.serves(waiter.ticket.model());
        return model.isPresent()
                && !waiter.excluded.contains(backend.id())
                && model.get().lacks().stream().noneMatch(waiter.ticket.needs().abilities()::contains)
                && waiter.promptTokens < model.get().context().orElse(Integer.MAX_VALUE);
    }

    private static boolean isHopeless(Open waiter, Snapshot now, long time) {
        List<Backend> suited = now.backends().stream()
                .map(Use::backend)
                .filter(backend -> suits(waiter, backend))
                .toList();
        return !suited.isEmpty()
                && suited.stream()
                        .allMatch(backend -> (backend.health() == Health.DOWN || backend.health() == Health.HUNG)
                                && time - backend.condition().since() >= MINUTE);
    }

    private static int occupied(Use use) {
        return use.leased() + use.settling() + use.quarantined();
    }

    private static int onHost(Snapshot now, String host) {
        return now.backends().stream()
                .filter(use -> host.equals(use.backend().url().getHost()))
                .mapToInt(Promises::occupied)
                .sum();
    }

    private static Use use(Snapshot now, BackendId id) {
        return now.backends().stream()
                .filter(use -> use.backend().id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
