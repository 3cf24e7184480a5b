package dev.sluice.admission;

import static dev.sluice.admission.Timeline.backend;
import static dev.sluice.fixture.Backends.as;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.pool.Backend;
import dev.sluice.pool.Health;
import dev.sluice.pool.Sighting;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever frees a slot gives it to who waits in the same step: nobody would come to look again. */
class WakeUpsTest {

    private final Timeline time = new Timeline(10);
    private final Backend a = backend("a", 1);

    private Ticket runs;
    private Ticket waits;

    @BeforeEach
    void oneRunsAndOneWaits() {
        time.see(a);
        runs = time.offer();
        waits = time.offer();
        assertThat(time.granted(waits)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"UNSENT", "COMPLETE", "REFUSED", "BUSY", "FAILED"})
    void anEndThatFreesTheSlot(Outcome outcome) {
        time.end(runs, outcome);
        assertGranted();
    }

    @ParameterizedTest
    @EnumSource(names = {"ABANDONED", "CUT"})
    void theProofThatItIsIdle(Outcome outcome) {
        time.end(runs, outcome);
        assertThat(time.granted(waits)).isFalse();
        time.idle(a);
        assertGranted();
    }

    @Test
    void theReturnOfABackendThatRefused() {
        time.end(runs, Outcome.UNAVAILABLE);
        time.see(a);
        assertGranted();
    }

    @Test
    void theEndOfItsLoading() {
        time.see(as(Health.LOADING, a));
        time.end(runs, Outcome.UNSENT);
        time.see(a);
        assertGranted();
    }

    @Test
    void wordFromOneThatWasSilent() {
        time.see(a, new Sighting.NoAnswer(false));
        time.end(runs, Outcome.UNSENT);
        assertThat(time.granted(waits)).isFalse();
        time.see(a, new Sighting.NoAnswer(true));
        assertGranted();
    }

    @Test
    void aBackendThatJoins() {
        time.see(backend("b", 1));
        assertGranted();
    }

    @Test
    void moreSlots() {
        time.see(backend("a", a.traits().withSlots(2)));
        assertGranted();
    }

    @Test
    void theDeadlineOfOneForWhomSlotsAreKept() {
        Timeline wide = new Timeline(10);
        wide.see(backend("gpu", 2));
        wide.offer();
        wide.offer(Timeline.MODEL, Timeline.wide(2), Duration.ofSeconds(1));
        Ticket later = wide.offer();
        assertThat(wide.granted(later)).isFalse();
        wide.sleepUntilWoken();
        assertThat(wide.granted(later)).isTrue();
    }

    private void assertGranted() {
        assertThat(time.granted(waits)).isTrue();
    }
}
