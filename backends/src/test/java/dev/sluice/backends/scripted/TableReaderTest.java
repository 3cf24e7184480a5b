package dev.sluice.backends.scripted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A table that is not what it seems is refused, and the refusal says where and why. */
class TableReaderTest {

    private static final TableReader READER = new TableReader(new Words());
    private static final String GOOD = """
            events: {one: '{"a":1}'}
            words: {two: "${one}${one}"}
            rows:
              - id: first
                source: somewhere
                ask: chat-stream
                patience: 5
                script: [send: "${two}", then: fin]
                expect: {complete: '${one*2}'}
            """;

    @Test
    void aTableIsRead() {
        assertThat(READER.faults("good.yaml", GOOD)).singleElement().satisfies(fault -> {
            String text = "data: {\"a\":1}\n\ndata: {\"a\":1}\n\n";
            assertThat(fault.script()).isEqualTo(Steps.of(new Step.Send(text, null), new Step.Then(Ending.FIN)));
            assertThat(fault.expect()).isEqualTo(new Expectation.Complete(text));
            assertThat(fault.patience()).isEqualTo(5);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "patience: 5       | patients: 5             | row first: patients: Unrecognized field",
                "patience: 5       | source: again           | line 7: Duplicate field 'source'",
                "source: somewhere |                         | row first: source: Missing required creator property",
                "chat-stream       | chat-streams            | row first: ask: Cannot deserialize",
                "then: fin         | then: finish            | row first: script: item 2: then: Cannot deserialize",
                "then: fin         | else: fin               | row first: script: item 2: Could not resolve subtype",
                "then: fin         | wait: soon              | row first: script: item 2: wait: Cannot coerce",
                "then: fin         | {send: x, until: 4}     | row first: script: item 2: until: Unrecognized field",
                "then: fin         | {chunk: x, pieces: [0]} | pieces: [0] (expected: sizes of at least 1)",
                "then: fin         | recording: nope         | no recording is called nope",
                "then: fin         | send: '${three}'        | row first: script: item 2: send: no word is called three",
                "complete          | complet                 | row first: expect: Could not resolve subtype",
                "{complete: '      | {refused: 400, oops: '  | row first: expect: ",
                "rows              | lines                   | Unrecognized field \"lines\"",
                "{two              | {one                    | the word one is there already",
                "id: first         | id:                     | row 1: Cannot construct instance of",
            })
    void whatIsWrongIsNamed(String good, String bad, String why) {
        String table = GOOD.replace(good, bad == null ? "" : bad);
        assertThatThrownBy(() -> READER.faults("bad.yaml", table))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("bad.yaml: ")
                .hasMessageContaining(why);
    }

    @Test
    void anIdThatIsThereTwiceIsRefused() {
        String twice = GOOD + GOOD.substring(GOOD.indexOf("  - id"));
        assertThatThrownBy(() -> READER.faults("bad.yaml", twice))
                .hasMessage("bad.yaml: row first: there are two of that id");
    }

    @Test
    void theLastEventsOfARecordingCanBeLeftOut() {
        String body = Recording.named("vllm-abort-waiting-chat").body();
        Words words = new Words();
        assertThat(words.in("${body:vllm-abort-waiting-chat}")).isEqualTo(body);
        assertThat(words.in("${body:vllm-abort-waiting-chat:-1}") + "data: [DONE]\n\n")
                .isEqualTo(body);
        assertThat(words.in("${body:vllm-abort-waiting-chat:-2}")).isEmpty();
    }

    @Test
    void theTableThatIsShippedIsGood() {
        assertThat(FaultTable.faults()).hasSizeGreaterThan(250);
        assertThat(FaultTable.fault("B-06-two-lengths").ask()).isEqualTo(Ask.CHAT);
        assertThat(FaultTable.faults()).extracting(Fault::id).allMatch(id -> id.matches("[A-Za-z0-9-]+"));
    }
}
