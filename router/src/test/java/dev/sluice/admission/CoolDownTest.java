package dev.sluice.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.pool.Settling;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CoolDownTest {

    private static final Duration PROMPT = Duration.ofSeconds(1);

    private final CoolDown five = CoolDown.of(new Settling.CoolDown(Duration.ofSeconds(5)));

    @Test
    void beginsAsTheEngineSays() {
        assertThat(five.time()).isEqualTo(Duration.ofSeconds(5));
        assertThat(CoolDown.of(new Settling.AtOnce()).time()).isZero();
    }

    @Test
    void growsByWhatWasLate() {
        Duration late = Duration.ofSeconds(3);
        Duration onTime = PROMPT.multipliedBy(2).plusMillis(500);
        assertThat(five.learn(onTime.plus(late), PROMPT).time()).isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void shrinksALittleWhenNothingWas() {
        assertThat(five.learn(PROMPT, PROMPT).time()).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void staysWithinItsBounds() {
        CoolDown shorter = five;
        for (int i = 0; i < 100; i++) {
            shorter = shorter.learn(PROMPT, PROMPT);
        }
        assertThat(shorter.time()).isEqualTo(Duration.ofMillis(250));
        assertThat(five.learn(Duration.ofHours(1), PROMPT).time()).isEqualTo(Duration.ofMinutes(1));
    }
}
