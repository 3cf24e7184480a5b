package dev.sluice.loadtest.gatling;

import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** More requests than the pool can serve and the queue can hold: each is served, or refused at once and politely. */
public final class QueueOverflow extends RouterSimulation {

    private final LongAdder served = new LongAdder();

    public QueueOverflow() {
        String model = plan.models().getFirst();
        Expectation expected = plan.expected(model);
        play(
                everMore(scenario("too many")
                        .exec(chats.whole(Question.to(model, plan.size().tokens())))
                        .exec(new Rows(session -> rows(Chats.wholeAnswer(session), expected)))),
                List.of(Books.is("received", served::sum), Books.is("whole", served::sum)),
                nothingFailed(),
                details(Row.REFUSED).allRequests().count().gt(0L));
    }

    private List<Row> rows(WholeAnswer answer, Expectation expected) {
        if (answer.refused()) {
            return List.of(Row.of(Row.REFUSED, answer.asked(), answer.ended()));
        }
        served.increment();
        return answer.rows(expected);
    }
}
