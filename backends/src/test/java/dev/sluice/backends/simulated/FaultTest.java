package dev.sluice.backends.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.backends.simulated.Fault.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultTest {

    @Test
    void wordsBecomeAFault() {
        assertThat(Fault.parse("cut?token=5&reset=true&times=2")).isEqualTo(new Fault(Kind.CUT, 5, true, 10, 2));
        assertThat(Fault.parse("slow?factor=2.5").factor()).isEqualTo(2.5);
        assertThat(Fault.parse("abort")).isEqualTo(new Fault(Kind.ABORT, 0, false, 10, Integer.MAX_VALUE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"refuse", "hang", "busy-probes", "reset", "slow?factor=3.0", "abort?times=2&token=7"})
    void aFaultIsShownAsItIsTyped(String words) {
        assertThat(Fault.parse(words).typed()).isEqualTo(words);
    }

    @Test
    void whatIsWrongIsSaid() {
        assertThatThrownBy(() -> Fault.parse("explode"))
                .hasMessageStartingWith("'explode' is not a fault; there are: refuse, hang, slow (factor),")
                .hasMessageContaining("cut (reset, times, token)");
        assertThatThrownBy(() -> Fault.parse("hang?token=1")).hasMessage("'token' is no option of hang");
        assertThatThrownBy(() -> Fault.parse("cut?token=five"))
                .hasMessage("'five' is no token: expected a number of tokens");
        assertThatThrownBy(() -> Fault.parse("cut?token=-1")).hasMessageStartingWith("'-1' is no token");
        assertThatThrownBy(() -> Fault.parse("cut?reset=yes")).hasMessage("'yes' is no reset: expected true or false");
        assertThatThrownBy(() -> Fault.parse("abort?times=0")).hasMessageStartingWith("'0' is no times");
        assertThatThrownBy(() -> Fault.parse("slow?factor=NaN")).hasMessageStartingWith("'NaN' is no factor");
    }
}
