package dev.sluice.backends.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TableTest {

    static Stream<Arguments> rows() {
        return Stream.of(Table.values()).flatMap(table -> table.rows().stream().map(row -> Arguments.of(table, row)));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aRowHoldsAWholeAnswerAndNothingThatDiffersNextTime(Table table, String row) throws Exception {
        Transcript transcript = table.read(row);
        assertThat(transcript.answer()).startsWith("HTTP/1.1 ").contains("\n\n");
        assertThat(Normaliser.normalise(transcript.answer())).isEqualTo(transcript.answer());
        assertThat(Transcript.parse(transcript.print())).isEqualTo(transcript);
    }

    @ParameterizedTest
    @MethodSource("notSimulated")
    void whatIsNotSimulatedIsARow(String row) {
        assertThat(Table.exists(row)).isTrue();
    }

    static Set<String> notSimulated() {
        return Table.notSimulated();
    }
}
