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

    /** How often a row is asked until its answer is the recorded one. */
    int attempts() {
        return 1;
    }

    @ParameterizedTest
    @MethodSource("rows")
    void answersAsRecorded(String row) throws Exception {
        Transcript transcript = table.read(row);
        String answer = table.ask(engine(), transcript.request());
        for (int attempt = 1; attempt < attempts() && !answer.equals(transcript.answer()); attempt++) {
            answer = table.ask(engine(), transcript.request());
        }
        assertThat(answer).isEqualTo(transcript.answer());
    }
}
