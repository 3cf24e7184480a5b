package dev.sluice.backends.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An engine, or what stands in for one, answers every row of its table as the engine did that was recorded. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Parity {

    private final Table table;

    Parity(Table table) {
        this.table = table;
    }

    /** Where it listens. */
    abstract URI engine();

    List<String> rows() {
        return table.rows();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void answersAsRecorded(String row) throws Exception {
        Transcript transcript = table.read(row);
        assertThat(table.ask(engine(), transcript.request())).isEqualTo(transcript.answer());
    }
}
