package dev.sluice.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.sluice.admission.Books.Open;
import dev.sluice.admission.Snapshot.Use;
import dev.sluice.pool.AdminState;
import dev.sluice.pool.Backend;
import dev.sluice.pool.BackendId;
import dev.sluice.pool.Health;
import dev.sluice.pool.Profile;
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
    private final Map<BackendId, Integer> usedBefore = new HashMap<>();

    Promises(Books books) {
        this.books = books;
    }

    void check(Snapshot now, List<Lease> granted, OptionalLong wakeUp, long time) {
        List<Open> waiting = books.waiting();
        assertThat(now.stale()).as("messages about leases that had ended").isEqualTo(books.stale());
        assertThat(now.waiting()).as("no ticket is lost").isEqualTo(waiting.size());
        books.takeNewest().filter(waiting::contains).ifPresent(this::checkBounds);
        checkQueues(now, waiting);
        books.bounds().hostSlots().forEach((host, cap) -> checkHost(now, host, cap));
        for (Use use : now.backends()) {
            checkSlots(use);
        }
        checkWhoIsThere(now);
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

    /** P8: who waits since just now passes no bound; who has waited before keeps its place. */
    private void checkBounds(Open newest) {
        String model = newest.ticket.model();
        QueueBound all = books.bounds().queue();
        QueueBound own = books.bounds().queueOf(model);
        assertThat(books.waiting()).hasSizeLessThanOrEqualTo(all.length());
        assertThat(Books.bytes(books.waiting())).isLessThanOrEqualTo(all.bytes());
        assertThat(books.waiting(model)).hasSizeLessThanOrEqualTo(own.length());
        assertThat(Books.bytes(books.waiting(model))).isLessThanOrEqualTo(own.bytes());
    }

    private void checkQueues(Snapshot now, List<Open> waiting) {
        List<Snapshot.Queue> recounted = waiting.stream()
                .map(waiter -> waiter.ticket.model())
                .distinct()
                .sorted()
                .map(this::queue)
                .toList();
        assertThat(now.queues()).isEqualTo(recounted);
    }

    private Snapshot.Queue queue(String model) {
        List<Open> waiting = books.waiting(model);
        return new Snapshot.Queue(model, waiting.size(), Books.bytes(waiting), waiting.getFirst().since);
    }

    /** Who has left is there as long as it has leases, and who is drained is out when nothing settles either. */
    private void checkWhoIsThere(Snapshot now) {
        assertThat(now.known())
                .isEqualTo(now.backends().stream().map(Use::backend).toList());
        assertThat(now.known().stream().map(Backend::id)).containsExactlyInAnyOrderElementsOf(books.present());
        usedBefore.keySet().retainAll(books.present());
        for (Use use : now.backends()) {
            BackendId id = use.backend().id();
            AdminState admin = use.backend().admin();
            assertThat(admin).as("as it was told of %s", id).isEqualTo(books.admin(id));
            assertThat(admin == AdminState.IN_SERVICE).isEqualTo(books.isOnDuty(id));
            assertThat(books.isLeaving(id) && use.leased() == 0)
                    .as("%s is kept for nothing", id)
                    .isFalse();
            switch (admin) {
                case DRAINING -> assertThat(occupied(use)).isPositive();
                case OUT -> assertThat(use.leased() + use.quarantined()).isZero();
                case IN_SERVICE -> {}
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

    /** What is in use on a host stays so when its cap is lowered, or backends are counted on it that were not before. */
    private void checkHost(Snapshot now, String host, int cap) {
        int before = now.known().stream()
                .filter(backend -> backend.host().equals(host))
                .mapToInt(backend -> usedBefore.getOrDefault(backend.id(), 0))
                .sum();
        assertThat(onHost(now, host)).as("P1 on host %s", host).isLessThanOrEqualTo(Math.max(cap, before));
    }

    /** P3. */
    private static void checkOrder(Lease lease, List<Open> waiting) {
        Open granted = new Open(lease.ticket(), lease.start());
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
        int cap = books.bounds().slotsOf(backend.host());
        int weight = Math.min(
                waiter.ticket.needs().weight(), Math.min(backend.traits().slots(), cap));
        boolean fits = occupied(use) == 0 || occupied(use) + weight <= use.limit();
        boolean hostFits = cap == Integer.MAX_VALUE || onHost(now, backend.host()) + weight <= cap;
        return books.isOnDuty(backend.id()) && backend.health() == Health.UP && fits && hostFits;
    }

    /** Whether it may be served there, slots apart. */
    private boolean isFor(Open waiter, Use use, Snapshot now) {
        return suits(waiter, use.backend())
                && now.backends().stream()
                        .filter(other -> other.backend().tier() < use.backend().tier())
                        .noneMatch(earlier ->
                                mayServeSoon(earlier) && (isUnseen(earlier) || suits(waiter, earlier.backend())));
    }

    private boolean mayServeSoon(Use use) {
        Health health = use.backend().health();
        return books.isOnDuty(use.backend().id()) && isAbleSoon(use, health);
    }

    private static boolean isUnseen(Use use) {
        return use.backend().profile().equals(Profile.UNKNOWN);
    }

    private static boolean isAbleSoon(Use use, Health health) {
        return health == Health.UP || health == Health.UNKNOWN || (health == Health.SILENT && occupied(use) > 0);
    }

    private static boolean suits(Open waiter, Backend backend) {
        Optional<Served> model = backend.serves(waiter.ticket.model());
        return model.isPresent()
                && !waiter.excluded.contains(backend.id())
                && model.get().lacks().stream().noneMatch(waiter.ticket.needs().abilities()::contains)
                && waiter.promptTokens < model.get().context().orElse(Integer.MAX_VALUE);
    }

    private boolean isHopeless(Open waiter, Snapshot now, long time) {
        List<Backend> suited = now.backends().stream()
                .map(Use::backend)
                .filter(backend -> !books.isLeaving(backend.id()) && suits(waiter, backend))
                .toList();
        return !suited.isEmpty()
                && suited.stream()
                        .allMatch(backend -> refusesForLong(backend, time) || isOffDutyForLong(backend, time));
    }

    private static boolean refusesForLong(Backend backend, long time) {
        return (backend.health() == Health.DOWN || backend.health() == Health.HUNG)
                && time - backend.condition().since() >= MINUTE;
    }

    private boolean isOffDutyForLong(Backend backend, long time) {
        OptionalLong since = books.offDuty(backend.id());
        return since.isPresent() && time - since.getAsLong() >= MINUTE;
    }

    private static int occupied(Use use) {
        return use.leased() + use.settling() + use.quarantined();
    }

    private static int onHost(Snapshot now, String host) {
        return now.backends().stream()
                .filter(use -> host.equals(use.backend().host()))
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
