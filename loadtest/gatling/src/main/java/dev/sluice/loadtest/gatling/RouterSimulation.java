package dev.sluice.loadtest.gatling;

import static io.gatling.javaapi.core.CoreDsl.constantConcurrentUsers;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.rampConcurrentUsers;
import static io.gatling.javaapi.core.CoreDsl.rampUsersPerSec;
import static io.gatling.javaapi.http.HttpDsl.http;

import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.core.CheckBuilder;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What all simulations share: the plan of this process, a look at the pool at the end, and the row of figures. */
abstract class RouterSimulation extends Simulation {

    /** A role, a finish reason, usage: events beside those of the tokens. */
    private static final int OTHER_EVENTS = 16;

    final Plan plan = Plan.ofThisProcess();
    final Chats chats = new Chats();
    final Optional<Books> books = plan.control().map(Books::new);

    /** Plays these users, and compares what they have seen with the books of the pool if it is ours. */
    final void play(PopulationBuilder users, List<CheckBuilder> agree, Assertion... assertions) {
        play(users, List.of(), agree, assertions);
    }

    /** The same with others beside them. */
    final void play(
            PopulationBuilder users,
            List<PopulationBuilder> beside,
            List<CheckBuilder> agree,
            Assertion... assertions) {
        List<PopulationBuilder> all = new ArrayList<>(beside);
        all.add(books.map(ours -> users.andThen(ours.close(agree))).orElse(users));
        List<Assertion> promises = new ArrayList<>(List.of(assertions));
        books.ifPresent(ours -> promises.add(noneFailed(Books.AT_REST)));
        setUp(all).protocols(protocol()).assertions(promises);
    }

    /** As many users at once, always, after a gentle beginning. */
    final PopulationBuilder alwaysAsMany(ScenarioBuilder users) {
        int many = plan.size().users();
        return users.injectClosed(
                rampConcurrentUsers(1).to(many).during(Plan.WARM_UP),
                constantConcurrentUsers(many).during(plan.size().seconds()));
    }

    /** As many new users a second, whatever became of those before, after a gentle beginning. */
    final PopulationBuilder everMore(ScenarioBuilder users) {
        int rate = plan.size().rate();
        return users.injectOpen(
                rampUsersPerSec(1).to(rate).during(Plan.WARM_UP),
                constantUsersPerSec(rate).during(plan.size().seconds()));
    }

    private HttpProtocolBuilder protocol() {
        return http.baseUrl(plan.url())
                .contentTypeHeader("application/json")
                .sseUnmatchedInboundMessageBufferSize(plan.size().tokens() + OTHER_EVENTS)
                .disableWarmUp();
    }

    /** No request with this row failed. */
    static Assertion noneFailed(String... path) {
        return details(path).failedRequests().count().is(0L);
    }

    static Assertion nothingFailed() {
        return global().failedRequests().count().is(0L);
    }

    @Override
    public void after() {
        try {
            Files.writeString(plan.figures(), Figures.row(plan.load().toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
