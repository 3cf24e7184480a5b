package dev.sluice.loadtest.gatling;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.core.CoreDsl.tryMax;
import static io.gatling.javaapi.http.HttpDsl.http;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.CheckBuilder;
import io.gatling.javaapi.core.PopulationBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** What our own pool tells of itself, compared with what the users have seen: rows of the report like any other. */
record Books(String control) {

    /** The row of the last look. */
    static final String AT_REST = "pool: at rest, books agree";

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final int LOOKS = 300;

    /** This number of the books is that one of the users, when all of them have gone. */
    static CheckBuilder is(String name, LongSupplier ours) {
        return jsonPath("$." + name).is(session -> String.valueOf(ours.getAsLong()));
    }

    /** The books say so. */
    static CheckBuilder is(String name, String value) {
        return jsonPath("$." + name).is(value);
    }

    /** Waits until nothing waits, runs or settles and every backend is up, and looks at the books. */
    PopulationBuilder close(List<CheckBuilder> checks) {
        List<CheckBuilder> all = new ArrayList<>(checks);
        all.add(is("quiet", "true"));
        all.add(is("up", "true"));
        all.add(is("stale", "0"));
        all.add(is("misdirected", "0"));
        return scenario("pool")
                .exec(untilQuiet())
                .exec(http(AT_REST).get(control).check(all))
                .injectOpen(atOnceUsers(1));
    }

    private ChainBuilder untilQuiet() {
        return tryMax(LOOKS)
                .on(pause(BETWEEN_LOOKS)
                        .exec(http("look")
                                .get(control)
                                .check(is("quiet", "true"), is("up", "true"))
                                .silent()));
    }

    /** Breaks all connections of a backend and lets it refuse new ones. */
    ChainBuilder kill(int backend) {
        return exec(http("pool: b" + backend + " is killed").post(control + "/kill/" + backend));
    }

    /** Starts it again. */
    ChainBuilder revive(int backend) {
        return exec(http("pool: b" + backend + " is started again").post(control + "/revive/" + backend));
    }
}
