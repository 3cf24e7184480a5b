package dev.sluice.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.pool.Health;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NewsTest {

    private final News news = new News();

    @Test
    void everyBackendIsToldOnceAndThenItsChanges() {
        assertThat(news.of(scene(Health.UP, Health.UNKNOWN))).containsExactly("b1 is up", "b2 is unknown");
        assertThat(news.of(scene(Health.UP, Health.UNKNOWN))).isEmpty();
        assertThat(news.of(scene(Health.UP, Health.LOADING))).containsExactly("b2 is loading");
        assertThat(news.of(scene(Health.DOWN, Health.UP))).containsExactly("b1 is down", "b2 is up");
        assertThat(news.of(scene(Health.DOWN, Health.UP))).isEmpty();
        assertThat(news.of(scene(Health.UP, Health.UP))).containsExactly("b1 is up");
    }

    private static Scene scene(Health first, Health second) {
        return new Scene(
                "http://a",
                Stream.of(row("b1", first), row("b2", second)).toList(),
                0,
                Optional.empty(),
                Optional.empty());
    }

    private static Scene.Row row(String id, Health health) {
        return new Scene.Row(id, "llama.cpp", "a", health, 0, 1, 0, Optional.empty(), 0);
    }
}
