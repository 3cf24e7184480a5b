package dev.sluice.backends.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.backends.batch.Happening;
import dev.sluice.backends.batch.Kv;
import dev.sluice.backends.batch.Machine;
import dev.sluice.backends.batch.Tokens;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ClockworkTest {

    private static final Machine MACHINE = new Machine(Preset.INSTANT.speed(), 4, 64, new Kv.Blocks(1024, 16));

    /** More than the steps of one token take. */
    private static final long LATE = 3 * Preset.INSTANT.speed().weights();

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void whileItStandsNobodyHearsEvenOfWhatWasDue() {
        Promise<List<Happening>> heard = Promise.promise();
        vertx.runOnContext(v -> heard.complete(heardWhileItStands(new Clockwork(vertx, MACHINE))));
        assertThat(heard.future().await()).isEmpty();
    }

    @Test
    void whatWasDueIsHeardWhenItGoesOn() {
        Promise<List<Happening>> heard = Promise.promise();
        vertx.runOnContext(v -> {
            Clockwork clockwork = new Clockwork(vertx, MACHINE);
            List<Happening> all = heardWhileItStands(clockwork);
            clockwork.goOn();
            heard.complete(all);
        });
        assertThat(heard.future().await()).hasAtLeastOneElementOfType(Happening.Ended.class);
    }

    /** Of a job that was due while the event loop was late, as another is given up. */
    private static List<Happening> heardWhileItStands(Clockwork clockwork) {
        List<Happening> heard = new ArrayList<>();
        clockwork.submit(Tokens.of(1), Tokens.of(2), false, heard::add);
        heard.clear(); // it is seated
        while (clockwork.now() < LATE) {
            Thread.onSpinWait();
        }
        clockwork.hang();
        clockwork.cancel(clockwork.submit(Tokens.of(1), Tokens.of(2), false, heard::add));
        return heard;
    }
}
