package dev.sluice.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.Transports;
import dev.sluice.config.Timeouts;
import dev.sluice.fixture.Backends;
import dev.sluice.fixture.BesideOthers;
import dev.sluice.fixture.BlackHole;
import dev.sluice.pool.Backend;
import dev.sluice.pool.Discipline;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines to a server on real sockets, from one event loop. */
@BesideOthers
class DialerTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final RequestOptions ASK =
            new RequestOptions().setMethod(HttpMethod.GET).setURI("/");

    private final Vertx vertx = Transports.vertx();
    private final KeepAliveServer server = new KeepAliveServer();
    private final KeepAliveServer other = new KeepAliveServer();
    private final Backend batching = server.as(Discipline.BATCHING);
    private String deployment = "";
    private Context loop = vertx.getOrCreateContext();
    private Dialer dialer = new Dialer(vertx, TIMEOUT, Timeouts.IDLE);

    @BeforeEach
    void start() {
        idleFor(LONG);
    }

    @AfterEach
    void stop() throws IOException {
        vertx.close().await();
        await().until(() -> server.open() + other.open() == 0);
        server.close();
        other.close();
    }

    @Test
    void aSequentialBackendGetsAFreshConnectionForEachRequestAndIsAskedToCloseIt() {
        Backend sequential = server.as(Discipline.SEQUENTIAL);
        for (int i = 1; i <= 3; i++) {
            Line line = dial(sequential);
            giveBackAnswered(line);
            assertThat(line.reused()).isFalse();
            assertThat(server.accepted()).isEqualTo(i);
        }
        assertThat(server.heads()).hasSize(3).allMatch(head -> head.contains("\r\nconnection: close\r\n"));
        await().until(() -> server.open() == 0);
    }

    @Test
    void aBatchingBackendGetsManyRequestsOnOneConnection() {
        List<Boolean> reused = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Line line = dial(batching);
            reused.add(line.reused());
            giveBackAnswered(line);
        }
        assertThat(reused).containsExactly(false, true, true, true, true);
        assertThat(server.accepted()).isEqualTo(1);
        assertThat(server.heads()).hasSize(5).noneMatch(head -> head.contains("close"));
    }

    /** The client queues where more than one request at a time is sent on a connection. */
    @Test
    void aRequestOnALineWaitsForNoOther() {
        giveBackAnswered(dial(batching));
        boolean begun = onLoop(() -> dialer.dial(batching).map(line -> {
            boolean now = line.connection().request(ASK).isComplete();
            line.close();
            return now;
        }));
        assertThat(begun).isTrue();
        assertThat(server.accepted()).isEqualTo(1);
    }

    @Test
    void theOneThatWasIdleForTheShortestTimeIsTakenFirst() {
        Line first = dial(batching);
        Line second = dial(batching);
        giveBackAnswered(first);
        giveBackAnswered(second);
        assertThat(port(dial(batching))).isEqualTo(port(second));
        assertThat(port(dial(batching))).isEqualTo(port(first));
        assertThat(dial(batching).reused()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nConnection: Close\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok"
            })
    void aLineThatTheBackendWillCloseIsNotKept(String answers) {
        server.answers(answers);
        for (int i = 1; i <= 20; i++) {
            Line line = dial(batching);
            onLoop(() -> answer(line).compose(answer -> answer.end().onComplete(end -> line.giveBack())));
            assertThat(line.reused()).isFalse();
            assertThat(server.accepted()).isEqualTo(i);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLineThatTheBackendHasClosedMeanwhileIsNotHandedOut(boolean reset) throws IOException {
        for (int i = 1; i <= 10; i++) {
            Line line = dial(batching);
            assertThat(line.reused()).isFalse();
            giveBackAnswered(line);
            server.hangUp(reset);
            await().until(() -> !onLoop(() -> Future.succeededFuture(line.free())));
        }
        assertThat(server.accepted()).isEqualTo(10);
    }

    @Test
    void aLineOnWhichTheBackendSpeaksUnaskedIsNotHandedOut() throws IOException {
        giveBackAnswered(dial(batching));
        server.say("HTTP/1.1 408 Request Timeout\r\n\r\n");
        await().until(() -> server.open() == 0);
        assertThat(dial(batching).reused()).isFalse();
    }

    @Test
    void aLineGivenBackBeforeItsAnswerWasReadIsClosed() {
        server.answers("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nok");
        Line line = dial(batching);
        onLoop(() -> answer(line));
        giveBack(line);
        await().until(() -> server.open() == 0);
        assertThat(dial(batching).reused()).isFalse();
    }

    @Test
    void toCloseALineIsToCancelWhatRunsOnIt() {
        server.answers("");
        Line line = dial(batching);
        Future<HttpClientResponse> answer = send(line);
        await().until(() -> server.heads().size() == 1);
        assertThat(server.open()).isEqualTo(1);
        loop.runOnContext(v -> line.close());
        await().until(() -> server.open() == 0 && answer.failed());
    }

    @Test
    void whoHasGivenALineBackCanNoLongerCloseIt() {
        Line before = dial(batching);
        giveBackAnswered(before);
        Line now = dial(batching);
        loop.runOnContext(v -> before.close());
        giveBack(before);
        ask(now);
        assertThat(now.reused()).isTrue();
        assertThat(dial(batching).reused()).as("the line in use").isFalse();
    }

    @Test
    void aLineIsClosedWhenItHasBeenIdleForTooLong() {
        idleFor(Duration.ofMillis(50));
        giveBackAnswered(dial(batching));
        await().until(() -> server.open() == 0);
        giveBackAnswered(dial(batching));
        await().until(() -> server.open() == 0);
        assertThat(server.accepted()).isEqualTo(2);
    }

    @Test
    void theBoundIsBelowThatOfVllm() {
        assertThat(Timeouts.IDLE).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void noMoreAreKeptThanTheBound() {
        List<Line> lines = IntStream.range(0, IdleLines.MOST + 6)
                .mapToObj(i -> dial(batching))
                .toList();
        await().until(() -> server.open() == IdleLines.MOST + 6);
        lines.forEach(this::giveBackAnswered);
        await().until(() -> server.open() == IdleLines.MOST);
        assertThat(port(dial(batching))).isEqualTo(port(lines.getLast()));
    }

    @Test
    void withItsVerticleAllAreClosed() {
        giveBackAnswered(dial(batching));
        dial(batching);
        dial(batching);
        await().until(() -> server.open() == 2);
        vertx.undeploy(deployment).await();
        await().until(() -> server.open() == 0);
    }

    @Test
    void whereNobodyListensTheFailureSaysSo() throws IOException {
        server.close();
        assertThat(failureToDial(batching)).isInstanceOf(ConnectionRefused.class);
        assertThat(failureToDial(server.as(Discipline.SEQUENTIAL))).isInstanceOf(ConnectionRefused.class);
    }

    @Test
    void whoDoesNotAcceptInTimeHasNotRefused() throws IOException {
        try (var hole = new BlackHole()) {
            Backend silent = Backends.up("silent", hole.url(), batching.traits());
            assertThat(failureToDial(silent)).isNotInstanceOf(ConnectionRefused.class);
        }
    }

    /** A new dialer, in a verticle of its own. */
    private void idleFor(Duration longest) {
        CompletableFuture<Context> made = new CompletableFuture<>();
        deployment = vertx.deployVerticle(context -> {
                    loop = vertx.getOrCreateContext();
                    dialer = new Dialer(vertx, TIMEOUT, longest);
                    made.complete(loop);
                    return Future.succeededFuture();
                })
                .await();
        made.join();
    }

    private Line dial(Backend backend) {
        return onLoop(() -> dialer.dial(backend));
    }

    private Throwable failureToDial(Backend backend) {
        return onLoop(() -> dialer.dial(backend).transform(result -> Future.succeededFuture(result.cause())));
    }

    private Future<HttpClientResponse> send(Line line) {
        CompletableFuture<Future<HttpClientResponse>> sent = new CompletableFuture<>();
        loop.runOnContext(v -> sent.complete(answer(line)));
        return sent.join();
    }

    private static Future<HttpClientResponse> answer(Line line) {
        return line.connection()
                .request(ASK)
                .compose(request -> request.exceptionHandler(broken -> {}).send());
    }

    private void ask(Line line) {
        String answer =
                onLoop(() -> answer(line).compose(HttpClientResponse::body).map(Object::toString));
        assertThat(answer).isEqualTo("ok");
    }

    /** Returns when it has been put away: what a loop does later, it does after that. */
    private void giveBack(Line line) {
        loop.runOnContext(v -> line.giveBack());
        ask(dial(other.as(Discipline.SEQUENTIAL)));
    }

    private void giveBackAnswered(Line line) {
        ask(line);
        giveBack(line);
    }

    private static int port(Line line) {
        return line.connection().localAddress().port();
    }

    private <T> T onLoop(Supplier<Future<T>> action) {
        CompletableFuture<T> done = new CompletableFuture<>();
        loop.runOnContext(v -> action.get().onComplete(done::complete, done::completeExceptionally));
        return done.orTimeout(10, TimeUnit.SECONDS).join();
    }
}
