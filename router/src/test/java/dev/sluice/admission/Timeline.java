package dev.sluice.admission;

import dev.sluice.admission.Event.Then;
import dev.sluice.pool.Backend;
import dev.sluice.pool.BackendId;
import dev.sluice.pool.Discipline;
import dev.sluice.pool.Health;
import dev.sluice.pool.Traits;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Drives an admission by hand, in virtual time, and keeps what it decided. */
final class Timeline {

    static final String MODEL = "m";

    private final Admission admission;
    private final List<Decision> decisions = new ArrayList<>();
    private long now;
    private long tickets;
    private OptionalLong wakeUp = OptionalLong.empty();

    Timeline(int queueLimit) {
        admission = new Admission(queueLimit);
    }

    static Backend backend(String name, int slots, String... models) {
        Discipline discipline = slots == 1 ? Discipline.SEQUENTIAL : Discipline.BATCHING;
        Duration settling = slots == 1 ? Duration.ofSeconds(5) : Duration.ZERO;
        Traits traits = new Traits("test", discipline, slots, settling);
        List<String> served = models.length == 0 ? List.of(MODEL) : List.of(models);
        return new Backend(new BackendId(name), URI.create("http://" + name), traits, served, Health.UP);
    }

    void pass(Duration time) {
        now += time.toNanos();
    }

    /** Lets time pass to the wake-up that was asked for, and wakes it. */
    void sleepUntilWoken() {
        now = wakeUp.orElseThrow();
        send(new Event.Tick());
    }

    void see(Backend backend) {
        send(new Event.Observed(backend));
    }

    Ticket offer() {
        return offer(MODEL);
    }

    Ticket offer(String model) {
        return offer(model, Duration.ofMinutes(1));
    }

    Ticket offer(String model, Duration patience) {
        Ticket ticket = new Ticket(++tickets, model, now + patience.toNanos());
        send(new Event.Offer(ticket));
        return ticket;
    }

    void end(Ticket ticket, Outcome outcome) {
        send(new Event.End(lease(ticket).epoch(), outcome, Then.DONE));
    }

    void again(Ticket ticket, Outcome outcome) {
        send(new Event.End(lease(ticket).epoch(), outcome, Then.AGAIN));
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
