package dev.sluice;

import static dev.sluice.fixture.Streams.ASK_STREAM;
import static dev.sluice.fixture.Streams.counts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.backends.scripted.Script;
import dev.sluice.backends.scripted.ScriptedBackend;
import dev.sluice.config.Address;
import dev.sluice.config.ManagementConfig;
import dev.sluice.config.SluiceConfig;
import dev.sluice.fixture.RawConnection;
import dev.sluice.fixture.RunningRouter;
import dev.sluice.fixture.Scraped;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Metrics agree with what backends saw, their series are bounded, and they are documented. */
class MetricsTest {

    private static final int REQUESTS = 12;

    private final HttpClient scraper = HttpClient.newHttpClient();

    @Test
    void theyAgreeWithWhatTheBackendsSaw() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Script held = call -> {
            release.await();
            counts(5).answer(call);
        };
        try (var one = new ScriptedBackend(held);
                var other = new ScriptedBackend(held);
                var router = RunningRouter.inFrontOf(one, other)) {
            var answers = IntStream.range(0, REQUESTS)
                    .mapToObj(i -> router.chatLater(ASK_STREAM))
                    .toList();
            router.awaitTaken(REQUESTS);
            router.awaitWaiting(REQUESTS - 2);
            Scraped busy = router.scraped();
            assertThat(busy.value("sluice_inflight_requests")).isEqualTo(REQUESTS);
            assertThat(busy.sum("sluice_queue_depth")).isEqualTo(REQUESTS - 2);
            assertThat(busy.sum("sluice_backend_inflight")).isEqualTo(2);
            release.countDown();
            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                answer.get();
            }
            assertThat(router.accounts(REQUESTS)).hasSize(REQUESTS);
            Scraped over = router.scraped();
            assertThat(over.sum("sluice_requests_total", "status=\"200\"")).isEqualTo(REQUESTS);
            assertThat(over.sum("sluice_tokens_total", "type=\"completion\"")).isEqualTo(5 * REQUESTS);
            assertThat(over.value("sluice_attempts_total{backend=\"b1\",outcome=\"complete\"}"))
                    .isEqualTo(one.calls().size());
            assertThat(over.value("sluice_attempts_total{backend=\"b2\",outcome=\"complete\"}"))
                    .isEqualTo(other.calls().size());
            assertThat(over.value("sluice_inflight_requests")).isZero();
            assertThat(over.sum("sluice_queue_depth")).isZero();
        }
    }

    @Test
    void whatClientsSendMakesNoSeries() throws Exception {
        try (var backend = new ScriptedBackend(counts(3));
                var router = RunningRouter.inFrontOf(backend)) {
            strange(router, 0);
            Set<String> before = series(router, 4);
            for (int i = 1; i < 125; i++) {
                strange(router, i);
            }
            assertThat(series(router, 500)).isEqualTo(before);
        }
    }

    /** Four requests that nobody has sent before. */
    private static void strange(RunningRouter router, int number) throws Exception {
        router.chat(ASK_STREAM.replace("counting", "model-" + number));
        router.get("/path-" + number);
        router.send(HttpRequest.newBuilder(router.uri("/v1/completions"))
                .method("METHOD" + number, BodyPublishers.noBody())
                .build());
        try (var client = new RawConnection(router)
                .send("GET / HTTP/1.1\r\nx-request-id: \"a\"=" + number + "\r\nbad\0: " + number + "\r\n\r\n")) {
            client.read();
        }
    }

    /**
     * Those with labels, which are what could be many. But for pauses of the collector, of which the first of a kind makes
     * one whoever caused it.
     */
    private static Set<String> series(RunningRouter router, int requests) {
        router.accounts(requests);
        return router.scraped().series().keySet().stream()
                .filter(name -> name.contains("{") && !name.startsWith("jvm_gc_"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void theyAreScrapedFromTheManagementAddressOnly() throws Exception {
        try (var backend = new ScriptedBackend(counts(3));
                var router = RunningRouter.inFrontOf(MetricsTest::managed, backend)) {
            router.chat(ASK_STREAM);
            router.accounts(1);
            HttpResponse<String> answer = scraper.send(request(router).build(), BodyHandlers.ofString());
            assertThat(answer.headers().firstValue("content-type"))
                    .hasValue("text/plain; version=0.0.4; charset=utf-8");
            Scraped seen = Scraped.of(answer.body());
            assertThat(seen.sum("sluice_requests_total")).isEqualTo(1);
            assertThat(seen.types())
                    .allSatisfy(
                            (name, type) -> assertThat(name.endsWith("_total")).isEqualTo(type.equals("counter")));
            assertThat(seen.types().keySet())
                    .allSatisfy(name -> assertThat(answer.body()).contains("# HELP " + name + " "));
            assertThat(scraper.send(request(router).HEAD().build(), BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
            assertThat(router.get("/metrics").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void manyMayScrapeAtOnce() throws Exception {
        try (var backend = new ScriptedBackend(counts(3));
                var router = RunningRouter.inFrontOf(MetricsTest::managed, backend)) {
            List<CompletableFuture<HttpResponse<String>>> scrapes = IntStream.range(0, 20)
                    .mapToObj(i -> scraper.sendAsync(request(router).build(), BodyHandlers.ofString()))
                    .toList();
            for (var scrape : scrapes) {
                assertThat(Scraped.of(scrape.get().body()).types()).containsEntry("sluice_inflight_requests", "gauge");
            }
        }
    }

    @Test
    void everyOneIsInTheDocumentationAndNoOther() throws Exception {
        try (var failing = new ScriptedBackend(call -> call.reset());
                var backend = new ScriptedBackend(counts(30));
                var router = RunningRouter.inFrontOf(failing, backend)) {
            router.chat(ASK_STREAM);
            router.awaitTaken(0);
            router.accounts(1);
            Set<String> told = router.scraped().types().keySet().stream()
                    .filter(name -> name.startsWith("sluice_"))
                    .collect(Collectors.toSet());
            String table = Files.readString(Path.of("..", "docs", "metrics.md"));
            Set<String> documented = Pattern.compile("^\\| `(sluice_\\w+)`", Pattern.MULTILINE)
                    .matcher(table)
                    .results()
                    .map(row -> row.group(1))
                    .collect(Collectors.toSet());
            assertThat(told).isEqualTo(documented);
        }
    }

    private static SluiceConfig managed(SluiceConfig config) {
        return config.with(new ManagementConfig(new Address("127.0.0.1", 0), Optional.empty()));
    }

    private static HttpRequest.Builder request(RunningRouter router) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + router.managementPort() + "/metrics"));
    }
}
