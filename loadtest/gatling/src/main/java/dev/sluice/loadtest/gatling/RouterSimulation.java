package dev.sluice.loadtest.gatling;

import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.http.HttpDsl.http;

import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** What all simulations share: the plan of this process, the protocol, and the row of figures at the end. */
abstract class RouterSimulation extends Simulation {

    /** A role, a finish reason, usage: events beside those of the tokens. */
    private static final int OTHER_EVENTS = 16;

    final Plan plan = Plan.ofThisProcess();
    final Chats chats = new Chats();

    final HttpProtocolBuilder protocol() {
        return http.baseUrl(plan.url())
                .contentTypeHeader("application/json")
                .sseUnmatchedInboundMessageBufferSize(plan.size().tokens() + OTHER_EVENTS)
                .disableWarmUp();
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
