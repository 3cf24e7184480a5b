package dev.sluice.deployment;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.backends.engines.Docker;
import dev.sluice.fixture.Streamed;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code docker compose --profile cpu --profile monitoring up}, with real llama-servers. */
@Tag("containers")
@ExtendWith(Docker.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 6, unit = MINUTES) // of each test; how fast it goes is not what is asked
class ComposeUpTest {

    @SuppressWarnings("NullAway.Init") // set before all tests
    private Deployed deployed;

    @BeforeAll
    @Timeout(value = 15, unit = MINUTES) // it may build the image
    void up() {
        deployed = Deployed.start();
    }

    @AfterAll
    void down() {
        if (deployed != null) {
            deployed.close();
        }
    }

    @Test
    void itStreams() {
        HttpResponse<String> answer = deployed.chat(5);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(Streamed.of(answer.body().lines()))
                .isEqualTo(new Streamed(List.of(" 1", " 2", " 3", " 4", " 5"), true));
    }

    /** Four run and four wait. Of what ran on a server when it was removed, the clients are told. */
    @Test
    void serversComeAndGoAndNobodyWhoWaitsNotices() throws Exception {
        try (Crowd crowd = new Crowd(deployed, 8)) {
            await().atMost(2, MINUTES).until(() -> used() == 2);
            deployed.scale(4);
            await().atMost(2, MINUTES).until(() -> used() == 4);

            deployed.scale(1);
            await().atMost(2, MINUTES).until(() -> deployed.backends().size() == 1);
            int before = crowd.answers().size();
            await().atMost(2, MINUTES).until(() -> crowd.answers().size() >= before + 8);

            List<Heard> answers = crowd.leave();
            assertThat(answers).allSatisfy(Heard::isWholeOrSaysThatItIsNot);
            assertThat(answers).filteredOn(answer -> !answer.whole()).hasSizeLessThanOrEqualTo(3);
        }
    }

    /** How many backends have served somebody. */
    private long used() {
        return objects(deployed.backends())
                .filter(backend -> backend.getLong("served") > 0)
                .count();
    }

    @Test
    void prometheusReadsTheRouterAndItsRules() {
        await().atMost(1, MINUTES)
                .untilAsserted(() -> assertThat(deployed.prometheus("targets").getJsonArray("activeTargets"))
                        .isNotEmpty()
                        .allSatisfy(target -> assertThat(((JsonObject) target).getString("health"))
                                .as(target.toString())
                                .isEqualTo("up")));
        await().atMost(1, MINUTES)
                .untilAsserted(() -> assertThat(rules())
                        .hasSize(10)
                        .allSatisfy(rule -> assertThat(rule.getString("health"))
                                .as(rule.toString())
                                .isEqualTo("ok")));
    }

    /** Of each rule, the metrics are there, although there is nothing to warn of. */
    @Test
    void everyMetricOfARuleIsThere() {
        deployed.chat(5);
        await().atMost(1, MINUTES)
                .untilAsserted(() -> assertThat(rules())
                        .allSatisfy(rule -> assertThat(metrics(rule.getString("query")))
                                .isNotEmpty()
                                .allSatisfy(metric ->
                                        assertThat(deployed.query(metric)).isNotEmpty())));
    }

    /** Rates need two scrapes, 15 s apart. */
    @Test
    void everyPanelOfTheDashboardShowsSomething() throws IOException {
        deployed.chat(5);
        for (String query : dashboard()) {
            await().atMost(2, MINUTES)
                    .untilAsserted(
                            () -> assertThat(deployed.query(query)).as(query).isNotEmpty());
        }
    }

    private List<JsonObject> rules() {
        return objects(deployed.prometheus("rules").getJsonArray("groups"))
                .flatMap(group -> objects(group.getJsonArray("rules")))
                .toList();
    }

    /** The queries of its panels, with what Grafana puts in place of its variables. */
    private static List<String> dashboard() throws IOException {
        String json = Files.readString(Shell.ROOT.resolve("conf/grafana/sluice.json"));
        return objects(new JsonObject(json).getJsonArray("panels"))
                .flatMap(panel -> objects(panel.getJsonArray("targets", new JsonArray())))
                .map(target -> target.getString("expr")
                        .replace("$__rate_interval", "2m")
                        .replaceAll("\\$(instance|model)", ".*"))
                .toList();
    }

    /** The names of those that an expression reads. */
    private static List<String> metrics(String expression) {
        return Pattern.compile("\\b(sluice|jvm|process)_[a-z_]+\\b|\\bup\\b(?=\\{)")
                .matcher(expression.replaceAll("\"[^\"]*\"", "\"\""))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private static Stream<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast);
    }
}
