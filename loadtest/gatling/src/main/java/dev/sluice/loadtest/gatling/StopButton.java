package dev.sluice.loadtest.gatling;

import static io.gatling.javaapi.core.CoreDsl.doIfOrElse;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import java.time.Duration;
import java.util.List;

/**
 * Users who stop: most of them in the middle of a stream, every fourth after a moment, wherever its request is by then.
 * The backends see each of those stops, and no other; afterwards every slot is free and nothing waits.
 */
public final class StopButton extends RouterSimulation {

    private static final int OF_IMPATIENT = 4;
    private static final Duration SOONEST = Duration.ofMillis(50);
    private static final Duration LATEST = Duration.ofMillis(500);

    public StopButton() {
        Question question = Question.to(plan.models().getFirst(), plan.size().tokens());
        play(
                alwaysAsMany(scenario("stop")
                        .exec(doIfOrElse(session -> session.userId() % OF_IMPATIENT == 0)
                                .then(chats.leave(question, LATEST))
                                .orElse(chats.stop(question, SOONEST, LATEST)))),
                List.of(Books.is("whole", "0"), Books.is("streamsLeft", chats::stopped)),
                nothingFailed());
    }
}
