package dev.sluice.admission;

import dev.sluice.fixture.Backends;
import dev.sluice.pool.Backend;
import dev.sluice.pool.BackendId;
import dev.sluice.pool.Discipline;
import dev.sluice.pool.Health;
import dev.sluice.pool.Measured;
import dev.sluice.pool.Settling;
import dev.sluice.pool.Sighting;
import dev.sluice.pool.Traits;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** Drives an admission by hand, in virtual time, and keeps what it decided. */
final class Timeline {

    static final String MODEL = "m";

    private final Admission admission;
    private final List<Decision> decisions = new ArrayList<>();
    private final Set<BackendId> joined = new HashSet<>();
    private long now;
    private long tickets;
    private OptionalLong wakeUp = OptionalLong.empty();

    Timeline(int queueLimit) {
        this(Bounds.ofLength(queueLimit));
    }

    Timeline(int queueLimit, Map<String, Integer> hostSlots) {
        this(new Bounds(QueueBound.ofLength(queueLimit), Map.of(), hostSlots));
    }

    Timeline(Bounds bounds) {
        admission = new Admission(bounds);
    }

    /** With one slot it shows when it is idle, as llama-server does; with more it batches, as vLLM does. */
    static Backend backend(String name, int slots, String... models) {
        return slots == 1
                ? backend(name, new Settling.Shown(Duration.ofSeconds(5)), models)
                : backend(name, traits(slots, Discipline.BATCHING, new Settling.AtOnce()), models);
    }

    /** At this address, and only for those whom earlier tiers cannot serve. */
    static Backend at(String url, int tier, Backend backend) {
        return Backend.unknown(backend.id(), URI.create(url), tier, 0)
                .with(backend.profile())
                .with(backend.condition());
    }

    static Needs wide(int weight) {
        return new Needs(Set.of(), weight, 0, OptionalInt.empty());
    }

    /** With one slot that settles so. */
    static Backend backend(String name, Settling settling, String... models) {
        return backend(name, traits(1, Discipline.SEQUENTIAL, settling), models);
    }

    static Backend backend(String name, Traits traits, String... models) {
        return Backends.up(name, "http://" + name, traits, models.length == 0 ? new String[] {MODEL} : models);
    }

    static Traits traits(int slots, Discipline discipline, Settling settling) {
        return new Traits("test", discipline, slots, settling, false, OptionalInt.empty());
    }

    void pass(Duration time) {
        now += time.toNanos();
    }

    /** Lets time pass to the wake-up that was asked for, and wakes it. */
    void sleepUntilWoken() {
        now = wakeUp.orElseThrow();
        send(new Event.Tick());
    }

    /** Sees it in this health; when it joins, it works on nothing. */
    void see(Backend backend) {
        boolean joins = joined.add(backend.id());
        if (joins) {
            send(new Event.Joined(Backend.unknown(backend.id(), backend.url(), backend.tier(), now)));
            send(new Event.Seen(backend.id(), new Sighting.Ready(backend.profile(), OptionalInt.empty())));
            send(new Event.Idle(backend.id(), now));
        }
        if (!joins || backend.health() != Health.UP) {
            send(new Event.Seen(backend.id(), sighting(backend)));
        }
    }

    void see(Backend backend, Sighting sighting) {
        send(new Event.Seen(backend.id(), sighting));
    }

    /** It was seen to work on nothing, just now. */
    void idle(Backend backend) {
        send(new Event.Idle(backend.id(), now));
    }

    private static Sighting sighting(Backend backend) {
        return switch (backend.health()) {
            case UP -> new Sighting.Ready(backend.profile(), OptionalInt.empty());
            case LOADING -> new Sighting.Loading();
            case SILENT -> new Sighting.NoAnswer(false);
            case UNKNOWN, HUNG, DOWN -> new Sighting.Out("the test says so");
        };
    }

    Ticket offer() {
        return offer(MODEL);
    }

    Ticket offer(String model) {
        return offer(model, Duration.ofMinutes(1));
    }

    Ticket offer(String model, Duration patience) {
        return offer(model, Needs.PLAIN, patience);
    }

    Ticket offer(Needs needs) {
        return offer(MODEL, needs, Duration.ofMinutes(1));
    }

    Ticket offer(String model, Needs needs, Duration patience) {
        Ticket ticket = new Ticket(++tickets, model, needs, now + patience.toNanos());
        send(new Event.Offer(ticket));
        return ticket;
    }

    void end(Ticket ticket, Outcome outcome) {
        end(ticket, Ending.of(outcome, "the test says so"), Then.DONE);
    }

    void end(Ticket ticket, Ending ending, Then then) {
        send(new Event.End(lease(ticket).epoch(), ending, then));
    }

    /** It is answered with a hundred tokens, in the time since its lease began. */
    void serve(Ticket ticket) {
        Measured measured = new Measured(
                400,
                OptionalInt.of(100),
                OptionalInt.empty(),
                OptionalInt.of(100),
                Duration.ofNanos(now - lease(ticket).start()),
                Duration.ZERO,
                OptionalDouble.empty(),
                OptionalDouble.empty());
        end(ticket, Ending.complete(measured), Then.DONE);
    }

    void again(Ticket ticket, Outcome outcome) {
        end(ticket, Ending.of(outcome, "the test says so"), Then.ELSEWHERE);
    }

    void send(Event event) {
        Step step = admission.on(event, now);
        decisions.addAll(step.decisions());
        wakeUp = step.wakeUp();
    }

    /** The newest lease of a ticket. */
    Lease lease(Ticket ticket) {
        return leases(ticket).getLast();
    }

    List<Lease> leases(Ticket ticket) {
        return decisions.stream()
                .filter(Decision.Grant.class::isInstance)
                .map(decision -> ((Decision.Grant) decision).lease())
                .filter(lease -> lease.ticket().equals(ticket))
                .toList();
    }

    boolean granted(Ticket ticket) {
        return !leases(ticket).isEmpty();
    }

    /** The backend of its newest lease. */
    String where(Ticket ticket) {
        return lease(ticket).backend().id().value();
    }

    List<Rejection> rejections(Ticket ticket) {
        return decisions.stream()
                .filter(Decision.Reject.class::isInstance)
                .map(Decision.Reject.class::cast)
                .filter(reject -> reject.ticket().equals(ticket))
                .map(Decision.Reject::why)
                .toList();
    }

    Snapshot.Use use(String backend) {
        return snapshot().backends().stream()
                .filter(use -> use.backend().id().value().equals(backend))
                .findFirst()
                .orElseThrow();
    }

    /** After which endings a proof was asked for that this backend is idle. */
    List<Outcome> proofsAsked(String backend) {
        return decisions.stream()
                .filter(Decision.ProveIdle.class::isInstance)
                .map(Decision.ProveIdle.class::cast)
                .filter(prove -> prove.backend().id().value().equals(backend))
                .map(Decision.ProveIdle::after)
                .toList();
    }

    List<Decision> decisions() {
        return decisions;
    }

    Optional<Place> place(Ticket ticket) {
        return admission.place(ticket);
    }

    Snapshot snapshot() {
        return admission.snapshot();
    }

    OptionalLong wakeUp() {
        return wakeUp;
    }

    long now() {
        return now;
    }
}
