package dev.sluice.loadtest.gatling;

import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.repeat;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** Conversations: each turn sends all that was said before, answers included, after a time to think. */
public final class MultiTurn extends RouterSimulation {

    private static final int TURNS = 4;
    private static final Duration THINKS_AT_LEAST = Duration.ofMillis(200);
    private static final Duration THINKS_AT_MOST = Duration.ofMillis(1_500);
    private static final String CONVERSATION = "conversation";

    private final LongAdder messages = new LongAdder();

    public MultiTurn() {
        play(
                alwaysAsMany(scenario("conversation")
                        .exec(session -> session.set(CONVERSATION, Question.nothing()))
                        .exec(repeat(TURNS).on(turn(plan.models().getFirst())))),
                List.of(
                        Books.is("received", chats::asked),
                        Books.is("whole", chats::asked),
                        Books.is("messages", messages::sum)),
                nothingFailed());
    }

    private ChainBuilder turn(String model) {
        Question question = new Question(session -> model, plan.size().tokens(), MultiTurn::conversation);
        Expectation expected = plan.expected(model);
        return pause(THINKS_AT_LEAST, THINKS_AT_MOST)
                .exec(session -> add(session, "user", "Go on!"))
                .exec(session -> {
                    messages.add(conversation(session).size());
                    return session;
                })
                .exec(chats.stream(question))
                .exec(new Rows(session -> Chats.streamed(session).rows(expected, false)))
                .exitHereIfFailed()
                .exec(session ->
                        add(session, "assistant", Chats.streamed(session).text()));
    }

    private static ArrayNode conversation(Session session) {
        return Objects.requireNonNull(session.get(CONVERSATION));
    }

    private static Session add(Session session, String role, String text) {
        return session.set(CONVERSATION, Question.said(conversation(session), role, text));
    }
}
