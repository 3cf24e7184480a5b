package dev.sluice.admission;

import static dev.sluice.admission.Timeline.at;
import static dev.sluice.admission.Timeline.backend;
import static dev.sluice.fixture.Backends.as;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.pool.Backend;
import dev.sluice.pool.Health;
import dev.sluice.pool.Sighting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TiersTest {

    private final Timeline time = new Timeline(10);
    private final Backend first = backend("first", 1);
    private final Backend backup = at("http://backup", 1, backend("backup", 8));

    @Test
    void aBackupServesNobodyWhileTheEarlierTierCan() {
        time.see(first);
        time.see(backup);
        assertThat(time.where(time.offer())).isEqualTo("first");
        assertThat(time.granted(time.offer())).as("the first is busy").isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"LOADING", "DOWN"})
    void itServesWhileTheEarlierCannot(Health health) {
        time.see(as(health, first));
        time.see(backup);
        assertThat(time.where(time.offer())).isEqualTo("backup");
    }

    @Test
    void itServesWhileTheEarlierHangs() {
        time.see(first);
        time.see(backup);
        Ticket hangs = time.offer();
        Ticket waits = time.offer();
        assertThat(time.granted(waits)).isFalse();
        time.end(hangs, Outcome.HUNG);
        assertThat(time.where(waits)).isEqualTo("backup");
    }

    @Test
    void whoIsSilentWhileItWorksMayComeAndWhoDoesNothingMayNot() {
        time.see(first);
        time.see(backup);
        Ticket runs = time.offer();
        time.see(first, new Sighting.NoAnswer(false));
        Ticket waits = time.offer();
        assertThat(time.granted(waits)).isFalse();
        time.end(runs, Outcome.UNSENT);
        assertThat(time.where(waits)).isEqualTo("backup");
    }

    @Test
    void whoHasNeverBeenLookedAtMayCome() {
        time.send(new Event.Joined(Backend.unknown(first.id(), first.url(), 0, time.now())));
        time.see(backup);
        Ticket ticket = time.offer();
        assertThat(time.granted(ticket)).isFalse();
        time.see(first, new Sighting.Out("refused"));
        assertThat(time.where(ticket)).isEqualTo("backup");
    }

    @Test
    void itServesWhatTheEarlierCannotDo() {
        time.see(backend("first", 1, "x"));
        time.see(at("http://backup", 1, backend("backup", 2, "x", "y")));
        assertThat(time.where(time.offer("y"))).isEqualTo("backup");
    }

    @Test
    void itServesWhomTheEarlierHasFailed() {
        time.see(first);
        time.see(backup);
        Ticket ticket = time.offer();
        time.again(ticket, Outcome.FAILED);
        assertThat(time.where(ticket)).isEqualTo("backup");
    }
}
