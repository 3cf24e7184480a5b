package dev.sluice.loadtest.gatling;

import static io.gatling.javaapi.core.CoreDsl.doIfOrElse;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import java.util.function.Function;

/** Users who ask one question each. */
abstract class Chat extends RouterSimulation {

    /** Every eighth asks for an answer in one piece, so that the queue wait is seen as well. */
    private static final int OF_WHOLE_ANSWERS = 8;

    final void play(Function<ScenarioBuilder, PopulationBuilder> come) {
        String model = plan.models().getFirst();
        Question question = Question.to(model, plan.size().tokens());
        ScenarioBuilder users = scenario("chat")
                .exec(doIfOrElse(session -> session.userId() % OF_WHOLE_ANSWERS == 0)
                        .then(chats.whole(question))
                        .orElse(chats.stream(question)
                                .exec(new Rows(session -> Chats.answer(session).rows(plan.expected(model), false)))));
        setUp(come.apply(users)).protocols(protocol()).assertions(nothingFailed());
    }
}
