package dev.sluice.cli.demo;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jline.utils.AttributedString;

/** The demo in a terminal: shows the scene a few times a second, and does what the keys say. */
final class LiveShow {

    private static final Duration REFRESH = Duration.ofMillis(200);

    private final Stage stage;
    private final Screen screen;
    private final View view;
    private final Keys keys = new Keys();

    LiveShow(Stage stage, Screen screen) {
        this.stage = stage;
        this.screen = screen;
        this.view = new View(stage.load());
    }

    /** Until somebody quits, or the terminal is gone. */
    void play() {
        int key = Keys.PAUSE;
        while (act(keys.press(key))) {
            screen.draw(this::picture);
            key = screen.read(REFRESH);
        }
    }

    /** Whether it goes on. */
    private boolean act(Optional<Action> action) {
        switch (action.orElse(null)) {
            case Action.Toggle(int backend) -> stage.toggle(backend);
            case Action.SendBurst() -> stage.sendBurst();
            case Action.Quit() -> {
                return false;
            }
            case null -> {}
        }
        return true;
    }

    private List<AttributedString> picture(int width, int height) {
        List<AttributedString> lines = view.lines(stage.scene(), screen.log(), width, height);
        return coloured()
                ? lines
                : lines.stream()
                        .map(line -> new AttributedString(line.toString()))
                        .toList();
    }

    /** See no-color.org. */
    private static boolean coloured() {
        String noColor = System.getenv("NO_COLOR");
        return noColor == null || noColor.isEmpty();
    }
}
