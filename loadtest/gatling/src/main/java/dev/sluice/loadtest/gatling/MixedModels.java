package dev.sluice.loadtest.gatling;

import static io.gatling.javaapi.core.CoreDsl.group;
import static io.gatling.javaapi.core.CoreDsl.roundRobinSwitch;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import java.util.List;

/** Users of several models in one queue: each is answered by the model that it has asked. */
public final class MixedModels extends Chat {

    public MixedModels() {
        play(
                everMore(scenario("mixed")
                        .exec(roundRobinSwitch()
                                .on(plan.models().stream()
                                        .map(model -> group(model).on(ask(model)))
                                        .toList()))),
                List.of(Books.is("received", chats::asked), Books.is("whole", chats::asked)),
                nothingFailed());
    }
}
