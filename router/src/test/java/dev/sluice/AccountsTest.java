package dev.sluice;

import static dev.sluice.fixture.RawConnection.chat;
import static dev.sluice.fixture.Streams.ASK_STREAM;
import static dev.sluice.fixture.Streams.ASK_WHOLE;
import static dev.sluice.fixture.Streams.ROLE;
import static dev.sluice.fixture.Streams.WHOLE;
import static dev.sluice.fixture.Streams.counting;
import static dev.sluice.fixture.Streams.counts;
import static dev.sluice.fixture.Streams.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.backends.scripted.Script;
import dev.sluice.backends.scripted.ScriptedBackend;
import dev.sluice.config.Limits;
import dev.sluice.config.QueueRule;
import dev.sluice.fixture.RawConnection;
import dev.sluice.fixture.RunningRouter;
import dev.sluice.fixture.Scraped;
import dev.sluice.pool.BackendId;
import dev.sluice.telemetry.Account;
import dev.sluice.telemetry.ErrorType;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Of every request there is exactly one account, however it ends, and metrics say the same. */
class AccountsTest {

    private static final String USED =
            WHOLE.replace("{\"choices", "{\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3},\"choices");

    @Test
    void aStreamThatIsWhole() throws Exception {
        try (var backend = new ScriptedBackend(counts(3));
                var router = RunningRouter.inFrontOf(backend)) {
            HttpResponse<String> answer = router.chat(ASK_STREAM);
            Account account = only(router);
            assertEnded(account, ErrorType.NONE, 200);
            assertThat(account.id())
                    .isEqualTo(answer.headers().firstValue("x-request-id").orElseThrow());
            assertThat(account.route()).isEqualTo("/v1/chat/completions");
            assertThat(account.model()).hasValue("counting");
            assertThat(account.stream()).isTrue();
            assertThat(account.backend()).hasValue(new BackendId("b1"));
            assertThat(account.attempts()).isEqualTo(1);
            assertThat(account.firstContent()).isPresent();
            assertThat(account.outputTokens()).hasValue(3);
            assertThat(account.pace().events()).isEqualTo(3);
            assertThat(account.bytesIn()).isEqualTo(ASK_STREAM.length());
            assertThat(account.bytesOut()).isEqualTo(counting(3).length());

            Scraped seen = router.scraped();
            assertThat(seen.value("sluice_time_to_first_token_seconds_count{model=\"counting\"}"))
                    .isEqualTo(1);
            assertThat(seen.value("sluice_inter_token_seconds_count{model=\"counting\"}"))
                    .isEqualTo(2);
            assertThat(seen.value("sluice_queue_wait_seconds_count{model=\"counting\"}"))
                    .isEqualTo(1);
            assertThat(seen.value("sluice_overhead_seconds_count")).isEqualTo(1);
            assertThat(seen.value("sluice_streams_ended_total{reason=\"complete\"}"))
                    .isEqualTo(1);
            assertThat(seen.value("sluice_attempts_total{backend=\"b1\",outcome=\"complete\"}"))
                    .isEqualTo(1);
        }
    }

    @Test
    void anAnswerInOnePiece() throws Exception {
        try (var backend = new ScriptedBackend(call -> call.answer(200, USED));
                var router = RunningRouter.inFrontOf(backend)) {
            router.chat(ASK_WHOLE);
            Account account = only(router);
            assertEnded(account, ErrorType.NONE, 200);
            assertThat(account.promptTokens()).hasValue(7);
            assertThat(account.outputTokens()).hasValue(3);
            assertThat(account.firstContent()).isEmpty();
            assertThat(account.bytesOut()).isEqualTo(USED.length());
            assertThat(router.scraped().value("sluice_tokens_total{model=\"counting\",type=\"prompt\"}"))
                    .isEqualTo(7);
            assertThat(router.scraped().value("sluice_tokens_total{model=\"counting\",type=\"completion\"}"))
                    .isEqualTo(3);
            assertThat(router.scraped().sum("sluice_streams_ended_total")).isZero();
        }
    }

    static Stream<Arguments> refusals() {
        String unknown = ASK_STREAM.replace("counting", "nobody");
        return Stream.of(
                Arguments.of("an unknown model", chat("", unknown), 404, ErrorType.CALLER_NOT_FOUND),
                Arguments.of("no JSON", chat("", "Hello!"), 400, ErrorType.CALLER_INVALID),
                Arguments.of("too large", chat("", " ".repeat(3_000)), 413, ErrorType.CALLER_TOO_LARGE),
                Arguments.of("encoded", chat("Content-Encoding: gzip\r\n", "{}"), 415, ErrorType.CALLER_INVALID),
                Arguments.of("no such path", RawConnection.get("/v2"), 404, ErrorType.CALLER_NOT_FOUND),
                Arguments.of("a wrong method", RawConnection.get("/v1/completions"), 405, ErrorType.CALLER_INVALID),
                Arguments.of("a path that is none", RawConnection.get("/%zz"), 400, ErrorType.CALLER_INVALID),
                Arguments.of("no HTTP", "Hello!\r\n\r\n", 400, ErrorType.CALLER_INVALID),
                Arguments.of(
                        "large headers",
                        chat("X: " + "x".repeat(40_000) + "\r\n", "{}"),
                        431,
                        ErrorType.CALLER_TOO_LARGE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void whatTheRouterRefuses(String name, String request, int status, ErrorType type) throws Exception {
        Limits limits = Limits.DEFAULT.withBodies(2_000, 1_000_000);
        try (var backend = new ScriptedBackend(counts(3));
                var router = RunningRouter.inFrontOf(limits, backend);
                var client = new RawConnection(router).send(request)) {
            assertThat(client.read().status()).isEqualTo(status);
            assertEnded(only(router), type, status);
            assertThat(only(router).attempts()).isZero();
            assertThat(only(router).backend()).isEmpty();
            assertThat(router.scraped().sum("sluice_requests_total", "model=\"_other\""))
                    .isEqualTo(1);
        }
    }

    @Test
    void aRequestThatCameTooEarlyOnItsConnection() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Script held = call -> {
            release.await();
            call.answer(200, WHOLE);
        };
        try (var backend = new ScriptedBackend(held);
                var router = RunningRouter.inFrontOf(backend);
                var client = new RawConnection(router).send(chat("", ASK_WHOLE) + chat("", ASK_WHOLE))) {
            router.awaitTaken(1);
            release.countDown();
            client.read();
            assertThat(router.accounts(2))
                    .extracting(Account::error)
                    .containsExactlyInAnyOrder(ErrorType.NONE, ErrorType.CALLER_INVALID);
        }
    }

    @Test
    void whoOnlyLooksHasNoAccount() throws Exception {
        try (var backend = new ScriptedBackend(counts(3));
                var router = RunningRouter.inFrontOf(backend)) {
            router.get("/v1/models");
            router.get("/v1/models/nobody");
            router.get("/health");
            assertThat(router.accounts(0)).isEmpty();
        }
    }

    static Stream<Arguments> failures() {
        Script refuses = call -> call.answer(400, "{\"error\":{\"message\":\"no\"}}");
        Script busy = call -> call.answer(429, "{\"error\":{\"message\":\"no\"}}");
        Script breaks = call -> call.beginStream().reset();
        Script breaksLate = call ->
                call.beginStream().chunk(ROLE + token(" 1") + token(" 2")).reset();
        return Stream.of(
                Arguments.of("refused by the backend", refuses, 400, ErrorType.CALLER_REFUSED),
                Arguments.of("busy", busy, 503, ErrorType.BACKEND_BUSY),
                Arguments.of("broken before content", breaks, 502, ErrorType.BACKEND_FAILED),
                Arguments.of("broken after content", breaksLate, 200, ErrorType.BACKEND_TRUNCATED));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void whatABackendFails(String name, Script script, int status, ErrorType type) throws Exception {
        try (var backend = new ScriptedBackend(script);
                var router = RunningRouter.inFrontOf(backend)) {
            assertThat(router.chat(ASK_STREAM).statusCode()).isEqualTo(status);
            assertEnded(only(router), type, status);
        }
    }

    @Test
    void whatABackendFailsAndAnotherServes() throws Exception {
        try (var failing = new ScriptedBackend(call -> call.reset());
                var healthy = new ScriptedBackend(counts(3));
                var router = RunningRouter.inFrontOf(failing, healthy)) {
            router.chat(ASK_STREAM);
            Account account = only(router);
            assertEnded(account, ErrorType.NONE, 200);
            assertThat(account.attempts()).isEqualTo(2);
            assertThat(account.backend()).hasValue(new BackendId("b2"));
            Scraped seen = router.scraped();
            assertThat(seen.value("sluice_failovers_total{phase=\"pre_status\"}"))
                    .isEqualTo(1);
            assertThat(seen.value("sluice_attempts_total{backend=\"b1\",outcome=\"lost\"}"))
                    .isEqualTo(1);
            assertThat(seen.value("sluice_attempts_total{backend=\"b2\",outcome=\"complete\"}"))
                    .isEqualTo(1);
        }
    }

    @Test
    void whoFindsTheQueueFull() throws Exception {
        assertEndsInQueue(
                new QueueRule(0, QueueRule.BYTES, Duration.ofMinutes(1)), ErrorType.ROUTER_QUEUE_FULL, "queue_full");
    }

    @Test
    void whoWaitsTooLong() throws Exception {
        assertEndsInQueue(
                new QueueRule(1, QueueRule.BYTES, Duration.ofMillis(50)), ErrorType.ROUTER_QUEUE_DEADLINE, "deadline");
    }

    private static void assertEndsInQueue(QueueRule rule, ErrorType type, String reason) throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Script held = call -> {
            release.await();
            call.answer(200, WHOLE);
        };
        try (var backend = new ScriptedBackend(held);
                var router = RunningRouter.inFrontOf(config -> config.with(rule), backend)) {
            CompletableFuture<HttpResponse<String>> served = router.chatLater(ASK_WHOLE);
            router.awaitTaken(1);
            assertThat(router.chat(ASK_WHOLE).statusCode()).isEqualTo(503);
            release.countDown();
            served.get();
            List<Account> accounts = router.accounts(2);
            assertEnded(accounts.getFirst(), type, 503);
            assertThat(accounts.getFirst().backend()).isEmpty();
            assertEnded(accounts.getLast(), ErrorType.NONE, 200);
            assertThat(router.scraped().value("sluice_queue_rejected_total{reason=\"" + reason + "\"}"))
                    .isEqualTo(1);
        }
    }

    static Stream<Arguments> departures() {
        Script silent = call -> {};
        Script head = call -> call.beginStream();
        Script content = call -> call.beginStream().chunk(ROLE + token(" 1") + token(" 2"));
        return Stream.of(
                Arguments.of("before the head", silent, "", Account.NO_STATUS, OptionalInt.empty()),
                Arguments.of("after the head", head, "", Account.NO_STATUS, OptionalInt.empty()),
                Arguments.of("in the middle", content, " 2", 200, OptionalInt.of(2)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("departures")
    void whoLeavesWhileItRuns(String name, Script begin, String until, int status, OptionalInt tokens)
            throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Script script = call -> {
            begin.answer(call);
            begun.countDown();
            call.awaitClosed();
        };
        try (var backend = new ScriptedBackend(script);
                var router = RunningRouter.inFrontOf(backend)) {
            RawConnection client = new RawConnection(router).ask(ASK_STREAM);
            begun.await();
            client.readUntil(until);
            assertThat(router.scraped().value("sluice_inflight_requests")).isEqualTo(1);
            assertThat(router.scraped().value("sluice_backend_inflight{backend=\"b1\"}"))
                    .isEqualTo(1);
            client.close();
            Account account = only(router);
            assertEnded(account, ErrorType.CALLER_CANCELLED, status);
            assertThat(account.outputTokens()).isEqualTo(tokens);
            assertThat(router.scraped().value("sluice_inflight_requests")).isZero();
        }
    }

    @Test
    void whoLeavesTheQueue() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Script held = call -> {
            release.await();
            call.answer(200, WHOLE);
        };
        try (var backend = new ScriptedBackend(held);
                var router = RunningRouter.inFrontOf(backend)) {
            var served = router.chatLater(ASK_WHOLE);
            router.awaitTaken(1);
            RawConnection waiter = new RawConnection(router).ask(ASK_STREAM);
            router.awaitWaiting(1);
            assertThat(router.scraped().value("sluice_queue_depth{model=\"counting\"}"))
                    .isEqualTo(1);
            waiter.close();
            router.awaitWaiting(0);
            release.countDown();
            served.get();
            List<Account> accounts = router.accounts(2);
            assertEnded(accounts.getFirst(), ErrorType.CALLER_CANCELLED, Account.NO_STATUS);
            assertThat(accounts.getFirst().attempts()).isZero();
            assertThat(accounts.getFirst().queued()).isPositive();
        }
    }

    @Test
    void whoLeavesWhileItSends() throws Exception {
        try (var backend = new ScriptedBackend(counts(3));
                var router = RunningRouter.inFrontOf(backend)) {
            try (var client = new RawConnection(router)) {
                client.send(chat("", "x".repeat(5_000)).substring(0, 1_000));
            }
            assertEnded(only(router), ErrorType.CALLER_CANCELLED, Account.NO_STATUS);
        }
    }

    private static Account only(RunningRouter router) {
        return router.accounts(1).getFirst();
    }

    private static void assertEnded(Account account, ErrorType type, int status) {
        assertThat(account.error()).isEqualTo(type);
        assertThat(account.status()).isEqualTo(status);
    }
}
