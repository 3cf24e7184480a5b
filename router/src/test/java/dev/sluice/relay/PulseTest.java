package dev.sluice.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.admission.Place;
import dev.sluice.config.Heartbeat;
import dev.sluice.config.Heartbeat.Style;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PulseTest {

    private static final Place THIRD = new Place(3, 12);

    @ParameterizedTest
    @CsvSource({
        "COMMENT, ': queued, place 3 of 12\n\n', ': working\n\n'",
        "COMMENT_LINE, ': queued, place 3 of 12\n', ': working\n'",
        "BLANK, '\n', '\n'"
    })
    void eachStyleHasItsForm(Style style, String queued, String working) {
        Pulse pulse = new Pulse(new Heartbeat(style, Duration.ofSeconds(10)), true);
        assertThat(pulse.queued(THIRD)).hasToString(queued);
        assertThat(pulse.working()).hasToString(working);
        assertThat(pulse.due(5)).isEqualTo(Duration.ofSeconds(10).toNanos() + 5);
    }

    @Test
    void withoutAStreamOrAStyleItNeverBeats() {
        assertThat(new Pulse(Heartbeat.DEFAULT, false).due(0)).isEqualTo(Long.MAX_VALUE);
        assertThat(new Pulse(new Heartbeat(Style.OFF, Duration.ofSeconds(10)), true).due(0))
                .isEqualTo(Long.MAX_VALUE);
    }
}
