package dev.sluice.loadtest.gatling;

import static io.gatling.javaapi.core.CoreDsl.constantConcurrentUsers;
import static io.gatling.javaapi.core.CoreDsl.doIfOrElse;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.CheckBuilder;
import java.time.Duration;
import java.util.List;

/**
 * Users who stop: most of them in the middle of a stream, every fourth after a moment, wherever its request is by then.
 * No answer is given to its end, and afterwards every slot is free and nothing waits.
 */
public final class StopButton extends RouterSimulation {

    private static final int OF_IMPATIENT = 4;
    private static final Duration SOONEST = Duration.ofMillis(50);
    private static final Duration LATEST = Duration.ofMillis(500);

    public StopButton() {
        Question question = Question.to(plan.models().getFirst(), plan.size().tokens());
        play(
                scenario("stop")
                        .exec(doIfOrElse(session -> session.userId() % OF_IMPATIENT == 0)
                                .then(chats.leave(question, LATEST))
                                .orElse(chats.stop(question, SOONEST, LATEST)))
                        .injectClosed(constantConcurrentUsers(plan.size().users())
                                .during(plan.size().seconds())),
                List.of(Books.is("whole", "0"), leftByAllWhoStopped()),
                nothingFailed());
    }

    /** Each of them has left its backend; and nobody who did not ask, as a request that is sent once more would. */
    private CheckBuilder leftByAllWhoStopped() {
        return jsonPath("$.left")
                .ofLong()
                .transform(left -> left >= chats.stopped() && left <= chats.asked())
                .is(true);
    }
}
