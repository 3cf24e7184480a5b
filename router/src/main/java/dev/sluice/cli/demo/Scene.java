package dev.sluice.cli.demo;

import dev.sluice.admission.Snapshot;
import dev.sluice.pool.Health;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What there is to see at one instant.
 *
 * @param address where the router listens
 * @param backends in the order of their numbers
 * @param waiting how many wait
 * @param first how long the first of them has waited
 * @param burst how the last burst stands; empty before the first
 */
record Scene(String address, List<Row> backends, int waiting, Optional<Duration> first, Optional<BurstCount> burst) {

    /**
     * One backend.
     *
     * @param id what the router calls it
     * @param engine what the router has found there
     * @param address its host and port
     * @param health its health, as the router knows it
     * @param running requests that run there
     * @param slots how many may
     * @param settling slots that may still be at work on a request that was cut
     * @param oldest how long the oldest of the requests runs
     * @param served requests that it has served to their end
     */
    record Row(
            String id,
            String engine,
            String address,
            Health health,
            int running,
            int slots,
            int settling,
            Optional<Duration> oldest,
            long served) {

        private static Row of(Snapshot.Use use, long now) {
            return new Row(
                    use.backend().id().value(),
                    use.backend().traits().engine(),
                    use.backend().url().getAuthority(),
                    use.backend().health(),
                    use.leased(),
                    use.backend().traits().slots(),
                    use.settling(),
                    since(use.oldestSince(), now),
                    use.served());
        }
    }

    /** Of what the router says of itself at {@code now}, in its own time. */
    static Scene of(String address, Snapshot snapshot, long now, Optional<BurstCount> burst) {
        List<Row> rows =
                snapshot.backends().stream().map(use -> Row.of(use, now)).toList();
        return new Scene(address, rows, snapshot.waiting(), since(snapshot.firstSince(), now), burst);
    }

    private static Optional<Duration> since(OptionalLong begin, long now) {
        return begin.isEmpty() ? Optional.empty() : Optional.of(Duration.ofNanos(now - begin.getAsLong()));
    }
}
