package dev.sluice.loadtest.gatling;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * A backend is killed in mid-run and started again. A stream that had content from it ends in an error event, every
 * other is whole or refused before it begins: no truncated answer looks complete. In the end all backends are up.
 */
public final class BackendKilled extends RouterSimulation {

    /** The one that is killed, a third of the run after its beginning; another third later it is back. */
    private static final int VICTIM = 2;

    private static final int PARTS = 3;

    private final LongAdder finished = new LongAdder();

    public BackendKilled() {
        String model = plan.models().getFirst();
        Expectation expected = plan.expected(model);
        ScenarioBuilder users = scenario("chat")
                .exec(chats.stream(Question.to(model, plan.size().tokens())))
                .exec(new Rows(session -> count(Chats.streamed(session).rows(expected, true))));
        play(
                alwaysAsMany(users),
                books.stream().map(this::operator).toList(),
                List.of(Books.is("whole", finished::sum)),
                noneFailed(Chats.END),
                noneFailed(Row.FINISH));
    }

    private List<Row> count(List<Row> rows) {
        rows.stream()
                .filter(row -> row.name().equals(Row.FINISH) && row.failure().isEmpty())
                .forEach(row -> finished.increment());
        return rows;
    }

    private PopulationBuilder operator(Books pool) {
        Duration part = Duration.ofSeconds(plan.size().seconds()).dividedBy(PARTS);
        return scenario("operator")
                .exec(pause(Plan.WARM_UP.plus(part)))
                .exec(pool.kill(VICTIM))
                .exec(pause(part))
                .exec(pool.revive(VICTIM))
                .injectOpen(atOnceUsers(1));
    }
}
