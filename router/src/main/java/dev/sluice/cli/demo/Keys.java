package dev.sluice.cli.demo;

import java.util.Optional;

/**
 * Makes actions of what a keyboard sends.
 *
 * <p>An arrow or a function key sends several characters, among them digits: all of those are passed over, up to the
 * pause that follows.
 */
final class Keys {

    /** No key was pressed for a while. */
    static final int PAUSE = -2;

    /** No key will be pressed any more. */
    static final int END = -1;

    private static final int ESCAPE = 0x1b;
    private static final int CTRL_C = 3;
    private static final int CTRL_D = 4;

    private boolean escaped;

    /** Takes in one character, a {@link #PAUSE} or the {@link #END}. */
    Optional<Action> press(int key) {
        escaped = key == ESCAPE || (escaped && key >= 0);
        return escaped ? Optional.empty() : action(key);
    }

    private static Optional<Action> action(int key) {
        return switch (key) {
            case 'q', 'Q', CTRL_C, CTRL_D, END -> Optional.of(new Action.Quit());
            case 'b', 'B' -> Optional.of(new Action.SendBurst());
            case '1', '2', '3', '4', '5', '6', '7', '8', '9' -> Optional.of(new Action.Toggle(key - '0'));
            default -> Optional.empty();
        };
    }
}
