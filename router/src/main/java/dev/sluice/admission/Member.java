package dev.sluice.admission;

import dev.sluice.placement.Candidate;
import dev.sluice.pool.Backend;
import dev.sluice.pool.Health;
import dev.sluice.pool.ServiceTime;
import java.time.Duration;

/** One backend with what admission keeps of it: its slots and how long requests last there. */
final class Member {

    private Backend backend;
    private ServiceTime serviceTime;
    private long served;
    final Slots slots = new Slots();

    Member(Backend backend) {
        this.backend = backend;
        this.serviceTime = ServiceTime.prior(backend.traits().discipline());
    }

    Backend backend() {
        return backend;
    }

    /** Takes in what is now known of it. What was learnt under another engine or with other models is forgotten. */
    void observe(Backend now) {
        if (!now.traits().equals(backend.traits()) || !now.models().equals(backend.models())) {
            serviceTime = ServiceTime.prior(now.traits().discipline());
        }
        backend = now;
    }

    /** A request came to its end here, in this time. */
    void served(Duration service) {
        served++;
        serviceTime = serviceTime.learn(service);
    }

    /** Whether it could ever serve this ticket. */
    boolean suits(Waiter waiter) {
        return backend.serves(waiter.ticket().model()) && !waiter.excluded().contains(backend.id());
    }

    boolean hasFreeSlot() {
        return backend.health() == Health.UP
                && slots.occupied() < backend.traits().slots();
    }

    /** When a slot that begins to settle now is taken to have settled without proof. */
    long settledBy(long now) {
        return now + backend.traits().settling().toNanos();
    }

    Candidate candidate() {
        return new Candidate(
                backend.id(), serviceTime, slots.occupied(), backend.traits().slots());
    }

    Snapshot.Use use() {
        return new Snapshot.Use(backend, slots.leased(), slots.oldestSince(), slots.settling(), served);
    }
}
