package dev.sluice.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.doctor.Diagnosis.NotServing;
import dev.sluice.config.Settings;
import dev.sluice.config.SluiceConfig;
import dev.sluice.health.Finding;
import dev.sluice.upstream.Knock.Door;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What cannot be shown with a server of this machine. */
class AbsentAdviceTest {

    @Test
    void aNameWithoutAnAddressIsTold() throws Exception {
        Advice advice = advice(new NotServing(new Finding.Unresolved("whatever"), Door.OPEN, false));
        assertThat(advice.what()).isEqualTo("The name gpu has no address.");
        assertThat(advice.remedy()).contains("inside its network only");
    }

    @Test
    void aConnectionThatBreaksIsTold() throws Exception {
        Advice advice = advice(new NotServing(new Finding.Broken("reset by peer"), Door.OPEN, false));
        assertThat(advice.what()).contains("broke before it had answered: reset by peer");
        assertThat(advice.remedy()).contains("Is 8000 the port");
    }

    @Test
    void oneThatIsGoneSinceItWasAskedIsNotOneThatHangs() throws Exception {
        Advice advice = advice(new NotServing(new Finding.Silent(), Door.SILENT, false));
        assertThat(advice.what()).contains("neither accepts a connection nor refuses it");
    }

    private static Advice advice(NotServing state) throws Exception {
        SluiceConfig config = SluiceConfig.of(Settings.of("127.0.0.1", 0, List.of("http://gpu:8000")), Map.of());
        return new AbsentAdvice(config.backends().getFirst()).on(state);
    }
}
