package dev.sluice.admission;

import static dev.sluice.admission.Timeline.backend;
import static dev.sluice.fixture.Backends.as;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.pool.Backend;
import dev.sluice.pool.Facts;
import dev.sluice.pool.Health;
import dev.sluice.pool.Profile;
import dev.sluice.pool.Sighting;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What is learnt of a backend, when it is forgotten, and what it is good for. */
class PredictionTest {

    private final Timeline time = new Timeline(10);
    private final Backend a = backend("a", 1);

    @Test
    void ratesAreLearntForEachModelOfABackend() {
        time.see(backend("a", 1, "x", "y"));
        serve("x");
        assertThat(time.use("a").rates()).containsOnlyKeys("x");
        serve("y");
        assertThat(time.use("a").rates()).containsOnlyKeys("x", "y");
    }

    @Test
    void predictionsAreComparedWithWhatCame() {
        time.see(a);
        assertThat(time.use("a").accuracy().count()).isZero();
        for (int i = 0; i < 40; i++) {
            serve(Timeline.MODEL);
        }
        assertThat(time.use("a").accuracy().count()).isEqualTo(40);
        double first = 1 / time.use("a").accuracy().quantile(0);
        double last = time.use("a").accuracy().quantile(0.9);
        assertThat(Math.abs(last - 1)).as("they have become better").isLessThan(Math.abs(first - 1));
    }

    @Test
    void whatWasNotServedToItsEndTeachesNothing() {
        time.see(backend("gpu", 3));
        time.end(time.offer(), Outcome.REFUSED);
        time.end(time.offer(), Outcome.CUT);
        time.end(time.offer(), Outcome.COMPLETE);
        assertThat(time.use("gpu").rates()).isEmpty();
        assertThat(time.use("gpu").accuracy().count()).isZero();
    }

    @Test
    void looksAtABackendThatIsAsItWasForgetNothing() {
        time.see(a);
        serve(Timeline.MODEL);
        time.see(a);
        assertThat(time.use("a").rates()).isNotEmpty();
    }

    @Test
    void aRestartForgets() {
        time.see(a);
        serve(Timeline.MODEL);
        time.see(as(Health.DOWN, a));
        time.see(a);
        assertThat(time.use("a").rates()).isEmpty();
        assertThat(time.use("a").accuracy().count()).isZero();
    }

    /** The usual way: it refuses, it loads, it is up. */
    @Test
    void aRestartThatWasSeenToLoadForgetsAsWell() {
        time.see(a);
        serve(Timeline.MODEL);
        time.see(as(Health.DOWN, a));
        time.see(as(Health.LOADING, a));
        time.see(a);
        assertThat(time.use("a").rates()).isEmpty();
    }

    @Test
    void whoWasOnlySilentIsAsFastAsBefore() {
        time.see(a);
        serve(Timeline.MODEL);
        time.see(as(Health.SILENT, a));
        time.see(a);
        assertThat(time.use("a").rates()).isNotEmpty();
    }

    @Test
    void anotherBuildForgets() {
        time.see(a);
        serve(Timeline.MODEL);
        Facts facts = new Facts(
                Optional.of("b2"), OptionalInt.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty());
        Profile newer = new Profile(a.traits(), facts, a.models());
        time.see(a, new Sighting.Ready(newer, OptionalInt.empty()));
        assertThat(time.use("a").rates()).isEmpty();
    }

    @Test
    void theSameBackendsAreTheSameListAsLongAsNothingElseIsKnown() {
        time.see(a);
        var known = time.snapshot().known();
        time.see(a);
        time.serve(time.offer());
        assertThat(time.snapshot().known()).isSameAs(known);
    }

    private void serve(String model) {
        Ticket ticket = time.offer(model);
        time.pass(Duration.ofSeconds(10));
        time.serve(ticket);
    }
}
