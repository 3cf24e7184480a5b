package dev.sluice.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.demo.Action.Quit;
import dev.sluice.cli.demo.Action.SendBurst;
import dev.sluice.cli.demo.Action.Toggle;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {

    private final Keys keys = new Keys();

    @Test
    void eachKeyDoesOneThing() {
        assertThat(typed("19bq\u0004"))
                .containsExactly(new Toggle(1), new Toggle(9), new SendBurst(), new Quit(), new Quit());
    }

    @Test
    void otherKeysDoNothing() {
        assertThat(typed("0 x\r\n\tä")).isEmpty();
        assertThat(keys.press(Keys.PAUSE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u001b[1~", "\u001b[15~", "\u001b[1;5B", "\u001bOQ", "\u001bb", "\u001b"})
    void aKeyThatSendsSeveralCharactersDoesNothing(String sequence) {
        assertThat(typed(sequence)).isEmpty();
        keys.press(Keys.PAUSE);
        assertThat(typed("1")).containsExactly(new Toggle(1));
    }

    @Test
    void withoutAKeyboardThereIsNothingToWaitFor() {
        typed("\u001b");
        assertThat(keys.press(Keys.END)).hasValue(new Quit());
    }

    private List<Action> typed(String characters) {
        return characters
                .chars()
                .mapToObj(keys::press)
                .flatMap(Optional::stream)
                .toList();
    }
}
