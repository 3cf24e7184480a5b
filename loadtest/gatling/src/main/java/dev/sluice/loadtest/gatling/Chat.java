package dev.sluice.loadtest.gatling;

import static io.gatling.javaapi.core.CoreDsl.doIfOrElse;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import java.util.List;
import java.util.function.Function;

/** Users who ask one question each. */
abstract class Chat extends RouterSimulation {

    /** Every eighth asks for an answer in one piece, so that the queue wait is seen as well. */
    private static final int OF_WHOLE_ANSWERS = 8;

    /** Plays users who ask this model; every request reaches one backend, and one only. */
    final void play(Function<ScenarioBuilder, PopulationBuilder> come) {
        play(
                come.apply(scenario("chat").exec(ask(plan.models().getFirst()))),
                List.of(Books.is("received", chats::asked), Books.is("whole", chats::asked)),
                nothingFailed());
    }

    /** One question to this model. */
    final ChainBuilder ask(String model) {
        Question question = Question.to(model, plan.size().tokens());
        Expectation expected = plan.expected(model);
        return doIfOrElse(session -> session.userId() % OF_WHOLE_ANSWERS == 0)
                .then(chats.whole(question)
                        .exec(new Rows(session -> Chats.wholeAnswer(session).rows(expected))))
                .orElse(chats.stream(question)
                        .exec(new Rows(session -> Chats.streamed(session).rows(expected, false))));
    }
}
