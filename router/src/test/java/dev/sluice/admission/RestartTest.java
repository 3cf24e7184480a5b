package dev.sluice.admission;

import static dev.sluice.admission.Timeline.at;
import static dev.sluice.admission.Timeline.backend;
import static dev.sluice.fixture.Backends.as;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.pool.Ability;
import dev.sluice.pool.Backend;
import dev.sluice.pool.Health;
import dev.sluice.pool.Sighting;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A backend that is started anew is judged anew, and one that is out is out for what is wrong now. */
class RestartTest {

    private static final Needs EMBEDDING = new Needs(Set.of(Ability.EMBEDDING), 1, 0, OptionalInt.of(0));

    private final Timeline time = new Timeline(10);
    private final Backend gpu = backend("gpu", 2);
    private final Backend other = backend("other", 2);

    @Test
    void whatItCouldNotDoItMayBeAbleToNow() {
        time.see(gpu);
        assertCannotEmbed();
        time.see(as(Health.DOWN, gpu));
        time.see(gpu);
        assertThat(time.granted(time.offer(EMBEDDING))).isTrue();
    }

    @Test
    void whatItCouldNotDoItIsAskedAgainAfterTenMinutes() {
        time.see(gpu);
        assertCannotEmbed();
        time.pass(Duration.ofMinutes(9));
        time.see(gpu);
        assertThat(time.granted(time.offer(EMBEDDING))).isFalse();
        time.pass(Duration.ofMinutes(1));
        time.see(gpu);
        assertThat(time.granted(time.offer(EMBEDDING))).isTrue();
    }

    private void assertCannotEmbed() {
        time.end(time.offer(EMBEDDING), Ending.of(Outcome.REFUSED), new Then.Abler(Ability.EMBEDDING));
        assertThat(time.rejections(time.offer(EMBEDDING))).containsExactly(Rejection.UNABLE);
    }

    @Test
    void itNeedNotWaitForThePauseOfTheOneBeforeIt() {
        time.see(gpu);
        time.end(time.offer(), Outcome.HUNG);
        time.see(as(Health.DOWN, gpu));
        time.see(gpu);
        assertThat(time.granted(time.offer())).isTrue();
    }

    @Test
    void oneThatFailsOnTrialIsOutByThat() {
        time.see(gpu);
        time.see(other);
        time.end(time.offer(), Outcome.LOST);
        time.see(gpu);
        assertThat(time.use("gpu").backend().condition().trial()).isTrue();
        Ticket tried = time.offer();
        while (!time.where(tried).equals("gpu")) {
            tried = time.offer();
        }
        time.end(tried, Outcome.FAILED);
        assertThat(time.use("gpu").backend().health()).isEqualTo(Health.DOWN);
    }

    @Test
    void aNewReasonToBeOutIsToldOnce() {
        time.see(gpu);
        time.see(as(Health.DOWN, gpu));
        for (int i = 0; i < 3; i++) {
            time.send(new Event.Seen(gpu.id(), new Sighting.Out("it refused the router's key")));
        }
        assertThat(time.decisions())
                .filteredOn(decision -> decision instanceof Decision.Changed changed
                        && changed.backend().condition().why().equals("it refused the router's key"))
                .hasSize(1);
        assertThat(time.use("gpu").changes()).as("it was up, and is down").isEqualTo(2);
    }

    @Test
    void whoIsSilentAndRunsNothingOfOursDoesNotHoldTheBackupBack() {
        time.see(backend("first", 1));
        time.see(at("http://backup", 1, backend("backup", 1)));
        time.end(time.offer(), Outcome.ABANDONED);
        time.see(as(Health.SILENT, backend("first", 1)));
        assertThat(time.where(time.offer())).isEqualTo("backup");
    }

    @Test
    void itsPauseIsForOthersToStandIn() {
        time.see(gpu);
        time.see(other);
        putOutTwice();
        time.see(gpu);
        assertThat(time.use("gpu").backend().health()).isEqualTo(Health.DOWN);
        time.see(as(Health.DOWN, other));
        time.see(gpu);
        assertThat(time.use("gpu").backend().health()).isEqualTo(Health.UP);
    }

    /** The second time it has a pause. */
    private void putOutTwice() {
        for (int i = 0; i < 2; i++) {
            time.see(gpu);
            Ticket ticket = time.offer();
            while (!time.where(ticket).equals("gpu")) {
                ticket = time.offer();
            }
            time.end(ticket, Outcome.LOST);
        }
    }
}
