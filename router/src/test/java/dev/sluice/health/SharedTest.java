package dev.sluice.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedTest {

    private final List<Promise<String>> asked = new ArrayList<>();
    private long now;
    private final Shared<String> shared = new Shared<>(this::question, Duration.ofMillis(250), () -> now);

    private Future<String> question() {
        asked.add(Promise.promise());
        return asked.getLast().future();
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    @Test
    void whoAsksWhileTheAnswerIsOnItsWayGetsTheSame() {
        Future<String> first = shared.ask();
        pass(Duration.ofSeconds(1));
        Future<String> second = shared.ask();
        assertThat(asked).hasSize(1);
        asked.getLast().complete("yes");
        assertThat(first.result()).isEqualTo("yes");
        assertThat(second.result()).isEqualTo("yes");
    }

    @Test
    void anAnswerServesForAMomentFromWhenItCame() {
        shared.ask();
        pass(Duration.ofSeconds(1));
        asked.getLast().complete("yes");
        pass(Duration.ofMillis(249));
        assertThat(shared.ask().result()).isEqualTo("yes");
        pass(Duration.ofMillis(1));
        assertThat(shared.ask().isComplete()).isFalse();
        assertThat(asked).hasSize(2);
    }

    @Test
    void aFailureIsAnAnswer() {
        shared.ask();
        asked.getLast().fail("no");
        assertThat(shared.ask().failed()).isTrue();
        assertThat(asked).hasSize(1);
        pass(Duration.ofMillis(250));
        shared.ask();
        assertThat(asked).hasSize(2);
    }
}
