package dev.sluice.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.pool.Ability;
import dev.sluice.pool.AdminState;
import dev.sluice.pool.Backend;
import dev.sluice.pool.BackendId;
import dev.sluice.pool.Condition;
import dev.sluice.pool.Discipline;
import dev.sluice.pool.Facts;
import dev.sluice.pool.Health;
import dev.sluice.pool.Profile;
import dev.sluice.pool.Served;
import dev.sluice.pool.Settling;
import dev.sluice.pool.Sighting;
import dev.sluice.pool.Traits;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** A random walk of an admission through everything that can happen to it. */
final class History {

    /** However often a backend has failed, it gets another chance after that. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private static final Bounds BOUNDS = new Bounds(QueueBound.ofLength(20), Map.of(), Map.of("shared", 2));
    private static final List<String> NAMES = List.of("x", "x-latest", "y", "why", "z", "nobody's");

    private static final Traits ONE_SHOWN =
            Timeline.traits(1, Discipline.SEQUENTIAL, new Settling.Shown(Duration.ofSeconds(5)));
    private static final Traits ONE_COOLED =
            Timeline.traits(1, Discipline.SEQUENTIAL, new Settling.CoolDown(Duration.ofSeconds(2)));
    private static final Traits BATCHING = Timeline.traits(3, Discipline.BATCHING, new Settling.AtOnce());

    private static final Served X = new Served("x", List.of("x", "x-latest"), OptionalInt.of(1_000), Set.of());
    private static final Served Y = new Served("y", List.of("y", "why"), OptionalInt.empty(), Set.of(Ability.VISION));
    private static final Served Z = new Served("z", List.of("z"), OptionalInt.of(5_000), Set.of());

    private static final Backend SHOWN = backend("shown", "http://a", 0, ONE_SHOWN, X);
    private static final Backend CHANGING = backend("changing", "http://d", 0, ONE_SHOWN, Z, X);
    private static final List<Backend> POOL = List.of(
            SHOWN,
            backend("cooled", "http://shared:1", 0, ONE_COOLED, X, Y),
            backend("gpu", "http://shared:2", 0, BATCHING, Y),
            CHANGING,
            backend("backup", "http://c", 1, BATCHING, X, Y, Z));
    private static final Backend SHARING = backend("sharing", "http://e", 0, ONE_SHOWN.sharing(4, 256), Z);

    private final Random random;
    private final boolean everything;
    private final List<Backend> pool;
    private final Timeline time = new Timeline(BOUNDS);
    private final Books books = new Books(BOUNDS);
    private final Promises promises = new Promises(books);
    private int read;

    private History(long seed, boolean everything) {
        this.random = new Random(seed);
        this.everything = everything;
        this.pool =
                everything ? Stream.concat(POOL.stream(), Stream.of(SHARING)).toList() : POOL;
        pool.forEach(backend -> {
            books.joined(backend.id(), time.now());
            time.see(backend);
            books.seen(backend.id(), time.now());
            books.idle(backend.id(), time.now());
        });
    }

    /** With wide requests, and a backend whose slots share their memory. */
    static History ofEverything(long seed) {
        return new History(seed, true);
    }

    /** With requests that need one slot each, and no more. */
    static History ofOneSlotRequests(long seed) {
        return new History(seed, false);
    }

    static boolean showsIdlenessOfOneSlot(BackendId backend) {
        return backend.equals(SHOWN.id());
    }

    private static Backend backend(String name, String url, int tier, Traits traits, Served... models) {
        Condition up = new Condition(Health.UP, "the test says so", 0, false, 0, 0);
        Profile profile = new Profile(traits, Facts.NONE, List.of(models));
        return Backend.unknown(new BackendId(name), URI.create(url), tier, 0)
                .with(profile)
                .with(up);
    }

    void step() {
        time.pass(random.nextInt(200) == 0 ? Duration.ofSeconds(70) : Duration.ofMillis(random.nextInt(300)));
        switch (random.nextInt(18)) {
            case 0, 1, 2, 3 -> offer(anyNeeds(), Duration.ofMillis(random.nextInt(120_000)));
            case 4, 5, 6 -> endAny();
            case 7 -> cancelAny();
            case 8 -> countAny();
            case 9 -> growAny();
            case 10 -> endAgain();
            case 11, 12, 13 -> look(any(pool));
            case 14 -> drainAny();
            case 15 -> leaveOrJoin();
            case 16 -> ruleAnew();
            default -> idle(any(pool).id(), time.now() - random.nextInt(3));
        }
        check();
    }

    private void check() {
        List<Lease> granted = take();
        Snapshot now = time.snapshot();
        promises.check(now, granted, time.wakeUp(), time.now());
        assertThat(time.snapshot().queues()).as("while nothing happens").isSameAs(now.queues());
        if (!everything) {
            promises.checkExactly(now, granted);
        }
        checkPlaces();
    }

    private Needs anyNeeds() {
        int weight = everything ? any(List.of(1, 1, 1, 2, 3)) : 1;
        Set<Ability> abilities = any(List.of(Set.of(), Set.of(Ability.CHAT), Set.of(Ability.VISION)));
        OptionalInt most = any(List.of(OptionalInt.empty(), OptionalInt.of(40), OptionalInt.of(90)));
        return new Needs(abilities, weight, random.nextInt(200), most);
    }

    private void offer(Needs needs, Duration patience) {
        Ticket ticket = time.offer(any(NAMES), needs, patience);
        books.offered(ticket, time.now());
    }

    private void drainAny() {
        drain(any(pool).id(), random.nextInt(3) == 0);
    }

    private void drain(BackendId backend, boolean drained) {
        books.drained(backend, drained, time.now());
        time.send(new Event.Drained(backend, drained));
    }

    /** One may be there when it joins, and gone when it leaves; it leaves rather while something runs there. */
    private void leaveOrJoin() {
        if (random.nextInt(3) > 0) {
            join(any(pool));
        } else {
            List<Lease> running = books.running();
            BackendId leaves =
                    running.isEmpty() ? any(pool).id() : any(running).backend().id();
            books.left(leaves, time.now());
            time.send(new Event.Left(leaves));
        }
    }

    private void join(Backend backend) {
        books.joined(backend.id(), time.now());
        time.send(new Event.Joined(Backend.unknown(backend.id(), backend.url(), backend.tier(), time.now())));
    }

    /** Its tier and host, or the bounds of all. */
    private void ruleAnew() {
        if (random.nextBoolean()) {
            time.send(new Event.Assigned(any(pool).id(), random.nextInt(2), any(List.of("shared", "a", "elsewhere"))));
        } else {
            QueueBound queue = new QueueBound(any(List.of(2, 20)), any(List.of(300L, Long.MAX_VALUE)));
            QueueBound ofX = new QueueBound(any(List.of(1, 5)), any(List.of(150L, Long.MAX_VALUE)));
            bound(new Bounds(queue, Map.of("x", ofX), Map.of("shared", any(List.of(1, 2, 4)))));
        }
    }

    private void bound(Bounds bounds) {
        books.bounded(bounds);
        time.send(new Event.Bounded(bounds));
    }

    private void endAny() {
        if (books.running().isEmpty()) {
            time.send(new Event.Tick());
            return;
        }
        Lease lease = any(books.running());
        Outcome outcome = any(List.of(Outcome.values()));
        Then then = outcome == Outcome.COMPLETE ? Then.DONE : anyThen();
        books.ended(lease, outcome, then, time.now());
        time.send(new Event.End(lease.epoch(), Ending.of(outcome), then));
    }

    /** Epochs fence: the end of a lease that has ended says nothing, whatever its ticket does now. */
    private void endAgain() {
        if (books.ended().isEmpty()) {
            time.send(new Event.Tick());
            return;
        }
        List<Lease> all = books.ended();
        Lease lease = any(all.subList(Math.max(0, all.size() - 20), all.size()));
        books.endedAgain();
        time.send(new Event.End(lease.epoch(), Ending.of(any(List.of(Outcome.values()))), anyThen()));
    }

    private Then anyThen() {
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> Then.ELSEWHERE;
            case 3 -> new Then.Larger(any(List.of(900, 1_000, 4_999)));
            case 4 -> new Then.Abler(Ability.VISION);
            default -> Then.DONE;
        };
    }

    private void cancelAny() {
        List<Books.Open> waiting = waitingInTime();
        if (waiting.isEmpty()) {
            time.send(new Event.Tick());
            return;
        }
        Books.Open leaves = any(waiting);
        books.cancelled(leaves);
        time.send(new Event.Cancel(leaves.ticket.id()));
    }

    /** Those whose deadline has not passed since the last event. */
    private List<Books.Open> waitingInTime() {
        return books.waiting().stream()
                .filter(waiter -> waiter.deadline > time.now())
                .toList();
    }

    private void countAny() {
        List<Books.Open> waiting = waitingInTime();
        if (waiting.isEmpty()) {
            time.send(new Event.Tick());
            return;
        }
        Books.Open waiter = any(waiting);
        int tokens = any(List.of(10, 999, 1_000, 4_999, 100_000));
        waiter.promptTokens = Math.max(waiter.promptTokens, tokens);
        time.send(new Event.Counted(waiter.ticket.id(), tokens));
    }

    private void growAny() {
        if (books.running().isEmpty()) {
            time.send(new Event.Tick());
            return;
        }
        time.send(new Event.Grown(any(books.running()).epoch(), 1 + random.nextInt(90)));
    }

    private void look(Backend backend) {
        Sighting sighting = switch (random.nextInt(12)) {
            case 0 -> new Sighting.Loading();
            case 1 -> new Sighting.Out("the test says so");
            case 2 -> new Sighting.NoAnswer(false);
            case 3 -> new Sighting.NoAnswer(true);
            case 4 -> new Sighting.Progress();
            default -> new Sighting.Ready(anyProfile(backend), crowd(backend));
        };
        see(backend.id(), sighting);
    }

    private void see(BackendId backend, Sighting sighting) {
        time.send(new Event.Seen(backend, sighting));
        if (sighting instanceof Sighting.Ready) {
            books.seen(backend, time.now());
        }
        boolean up =
                time.snapshot().known().stream().anyMatch(now -> now.id().equals(backend) && now.health() == Health.UP);
        if (up && sighting instanceof Sighting.Ready) {
            books.up(backend, time.now());
        }
    }

    /** One of them is started anew now and then, with one slot or four, and takes longer or shorter prompts. */
    private Profile anyProfile(Backend backend) {
        if (!backend.equals(CHANGING)) {
            return backend.profile();
        }
        Served model =
                new Served("z", List.of("z"), any(List.of(OptionalInt.empty(), OptionalInt.of(1_000))), Set.of());
        Traits traits = any(List.of(ONE_SHOWN, ONE_SHOWN.withSlots(4), ONE_COOLED, ONE_COOLED.withSlots(4)));
        return new Profile(traits, Facts.NONE, List.of(model));
    }

    private OptionalInt crowd(Backend backend) {
        boolean tells = backend.traits().discipline() == Discipline.BATCHING;
        return tells ? OptionalInt.of(Math.max(0, random.nextInt(4) - 2)) : OptionalInt.empty();
    }

    private void idle(BackendId backend, long since) {
        books.idle(backend, since);
        time.send(new Event.Idle(backend, since));
    }

    /** Enters the new decisions into the books; the leases among them. */
    private List<Lease> take() {
        List<Lease> granted = new ArrayList<>();
        List<Decision> all = time.decisions();
        for (; read < all.size(); read++) {
            switch (all.get(read)) {
                case Decision.Grant(Lease lease) -> {
                    books.granted(lease);
                    granted.add(lease);
                }
                case Decision.Reject(Ticket ticket, Rejection why) -> books.rejected(ticket, why);
                case Decision.ProveIdle prove ->
                    assertThat(prove.backend().traits().settling()).isInstanceOf(Settling.Shown.class);
                case Decision.Changed changed ->
                    assertThat(changed.before() != changed.backend().health() || changed.before() == Health.DOWN)
                            .isTrue();
                case Decision.AdminChanged(Backend backend, AdminState before) -> books.adminChanged(backend, before);
                case Decision.Gone(Backend backend) -> books.gone(backend.id());
                case Decision.Recheck recheck -> assertThat(pool).anyMatch(b -> b.id().equals(recheck.backend()));
            }
        }
        return granted;
    }

    /** Whoever waits has a place among those who wait for the same model, in order of arrival. */
    private void checkPlaces() {
        List<Books.Open> waiting = books.waiting();
        Map<String, Integer> of = new HashMap<>();
        waiting.forEach(waiter -> of.merge(waiter.ticket.model(), 1, Integer::sum));
        Map<String, Integer> before = new HashMap<>();
        for (Books.Open waiter : waiting) {
            String model = waiter.ticket.model();
            Place place = new Place(before.merge(model, 1, Integer::sum), of.getOrDefault(model, 0));
            assertThat(time.place(waiter.ticket)).hasValue(place);
        }
    }

    /** P2 and P4: once every backend is there, up and idle, everything that comes is served, and nothing is left. */
    void finish() {
        time.pass(LONGEST_PAUSE);
        bound(BOUNDS);
        check();
        for (Backend backend : pool) {
            join(backend);
            check();
            drain(backend.id(), false);
            check();
        }
        pool.forEach(backend -> see(backend.id(), new Sighting.Ready(backend.profile(), OptionalInt.of(0))));
        check();
        for (int i = 0; i < 15; i++) {
            offer(anyNeeds(), Duration.ofMinutes(2));
            check();
        }
        for (int round = 0; round < 200 && !(books.isEmpty() && time.snapshot().quiet()); round++) {
            time.pass(Duration.ofSeconds(1));
            pool.forEach(backend -> see(backend.id(), new Sighting.Ready(backend.profile(), OptionalInt.of(0))));
            pool.forEach(backend -> idle(backend.id(), time.now()));
            check();
            books.running().forEach(lease -> {
                books.ended(lease, Outcome.COMPLETE, Then.DONE, time.now());
                time.send(new Event.End(lease.epoch(), Ending.of(Outcome.COMPLETE), Then.DONE));
                check();
            });
        }
        assertThat(books.waiting()).isEmpty();
        assertThat(time.snapshot().quiet()).isTrue();
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
