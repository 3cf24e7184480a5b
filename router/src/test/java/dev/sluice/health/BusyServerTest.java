package dev.sluice.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.admission.Admission;
import dev.sluice.admission.Bounds;
import dev.sluice.admission.Decision;
import dev.sluice.admission.Ending;
import dev.sluice.admission.Event;
import dev.sluice.admission.Lease;
import dev.sluice.admission.Needs;
import dev.sluice.admission.Outcome;
import dev.sluice.admission.Step;
import dev.sluice.admission.Then;
import dev.sluice.admission.Ticket;
import dev.sluice.fixture.Backends;
import dev.sluice.pool.Backend;
import dev.sluice.pool.Discipline;
import dev.sluice.pool.Health;
import dev.sluice.pool.Settling;
import dev.sluice.pool.Sighting;
import dev.sluice.pool.Traits;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/**
 * A server that reads a long prompt and answers no probe meanwhile, as older llama-servers do, in virtual time: the looks
 * are timed and judged as those of a watch are.
 */
class BusyServerTest {

    private static final Traits TRAITS = new Traits(
            "slow", Discipline.SEQUENTIAL, 1, new Settling.CoolDown(Duration.ofSeconds(5)), true, OptionalInt.empty());

    private final Admission admission = new Admission(Bounds.ofLength(10));
    private final Backend backend = Backends.up("b1", "http://b1", TRAITS, "m");
    private final Deque<Long> tokens = new ArrayDeque<>();
    private long now;
    private long lastHeard;

    private Step send(Event event) {
        return admission.on(event, now);
    }

    private Health health() {
        return admission.snapshot().known().getFirst().health();
    }

    @RepeatedTest(500)
    void isNeverTakenOutAndIsUsedAgainWhenItIsThrough(RepetitionInfo run) {
        Random random = new Random(run.getCurrentRepetition());
        send(new Event.Joined(Backend.unknown(backend.id(), backend.url(), 0, now)));
        send(new Event.Seen(backend.id(), new Sighting.Ready(backend.profile(), OptionalInt.empty())));
        Lease lease = granted(send(new Event.Offer(new Ticket(1, "m", Needs.PLAIN, Long.MAX_VALUE))));
        script(random);
        double answered = random.nextDouble() / 2;
        while (!tokens.isEmpty()) {
            look(random.nextDouble() < answered);
            assertThat(health()).isIn(Health.UP, Health.SILENT);
        }
        send(new Event.End(lease.epoch(), Ending.of(Outcome.COMPLETE, "it was served"), Then.DONE));
        look(true);
        assertThat(health()).isEqualTo(Health.UP);
        granted(send(new Event.Offer(new Ticket(2, "m", Needs.PLAIN, Long.MAX_VALUE))));
    }

    /** A prompt of up to half an hour, then tokens up to twelve seconds apart. */
    private void script(Random random) {
        long at = random.nextLong(Duration.ofMinutes(30).toNanos());
        int count = 1 + random.nextInt(100);
        for (int i = 0; i < count; i++) {
            tokens.add(at);
            at += random.nextLong(Duration.ofSeconds(12).toNanos());
        }
    }

    private void look(boolean answers) {
        long begun = now;
        if (answers) {
            pass(Duration.ofMillis(5));
            send(new Event.Seen(backend.id(), new Sighting.Ready(backend.profile(), OptionalInt.empty())));
        } else {
            pass(Prober.PATIENCE);
            send(new Event.Seen(backend.id(), BackendWatch.silence(begun, OptionalLong.of(lastHeard))));
            if (lastHeard > begun) {
                assertThat(health())
                        .as("what was heard tells more than the probe")
                        .isEqualTo(Health.UP);
            }
        }
        pass(Pace.untilNextLook(health()));
    }

    private void pass(Duration time) {
        now += time.toNanos();
        while (!tokens.isEmpty() && tokens.peek() <= now) {
            lastHeard = tokens.remove();
        }
    }

    private static Lease granted(Step step) {
        return step.decisions().stream()
                .filter(Decision.Grant.class::isInstance)
                .map(decision -> ((Decision.Grant) decision).lease())
                .findFirst()
                .orElseThrow();
    }
}
