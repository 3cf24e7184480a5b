package dev.sluice.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.Sluice;
import dev.sluice.Transports;
import dev.sluice.backends.batch.Speed;
import dev.sluice.backends.simulated.Engine;
import dev.sluice.backends.simulated.llama.LlamaServer;
import dev.sluice.config.InvalidConfig;
import dev.sluice.config.Settings;
import dev.sluice.config.SluiceConfig;
import dev.sluice.pool.Health;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the keys of the demo do to a pool of two backends that take one request at a time. */
class StageTest {

    private static final Engine ENGINE =
            LlamaServer.USUAL.at(new Speed(0, Duration.ofMillis(50).toNanos(), 0, 0));
    private static final Load LOAD = new Load(4, 50);

    private final Vertx vertx = Transports.vertx();
    private Stage stage;

    @BeforeEach
    void open() {
        Pool pool = new Pool(List.of(
                InProcess.start(vertx, ENGINE, "counts", OptionalInt.empty()).await(),
                InProcess.start(vertx, ENGINE, "counts", OptionalInt.empty()).await()));
        stage = Stage.open(vertx, pool, LOAD, StageTest::front).await();
        soon(() -> healths().equals(List.of(Health.UP, Health.UP)) && quiet());
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void aBurstIsSeenToRunToWaitAndToComplete() {
        assertThat(stage.scene().burst()).isEmpty();
        stage.sendBurst();
        soon(() -> stage.scene().waiting() == 2);
        Scene scene = stage.scene();
        assertThat(scene.first()).isPresent();
        assertThat(scene.backends())
                .allMatch(row -> row.running() == 1 && row.oldest().isPresent());

        soon(() -> burst().over());
        assertThat(burst().complete()).isEqualTo(4);
        assertThat(burst().firstTokens()).hasSize(4);
        soon(this::quiet);
        assertThat(stage.scene().backends().stream()
                        .mapToLong(Scene.Row::served)
                        .sum())
                .isEqualTo(4);
    }

    @Test
    void aBackendKilledInTheMiddleFailsWhatRunsThereAndAllThatWaitComplete() {
        stage.sendBurst();
        soon(() -> burst().firstTokens().size() >= 2);
        stage.toggle(1);
        soon(() -> burst().failed() == 1);
        assertThat(burst().error()).hasValueSatisfying(why -> assertThat(why).contains("closed the connection"));
        soon(() -> healths().equals(List.of(Health.DOWN, Health.UP)));

        stage.toggle(1);
        soon(() -> healths().equals(List.of(Health.UP, Health.UP)));
        soon(() -> burst().over());
        assertThat(burst().complete()).isEqualTo(3);
        soon(this::quiet);
    }

    @Test
    void keysPressedInAHurryActOneAfterTheOther() {
        for (int i = 0; i < 6; i++) {
            stage.toggle(2);
        }
        soon(() -> healths().equals(List.of(Health.UP, Health.UP)));
        assertThat(stage.pool().toggle(2).await()).isNull();
        soon(() -> healths().equals(List.of(Health.UP, Health.DOWN)));
    }

    @Test
    void aBackendThatIsNotThereCannotBeKilled() {
        stage.toggle(3);
        assertThat(stage.pool().backends()).allMatch(DemoBackend::alive);
    }

    @Test
    void nothingListensAfterTheEndInTheMiddleOfABurst() {
        List<String> addresses = new ArrayList<>(stage.pool().urls());
        addresses.add(stage.address());
        stage.sendBurst();
        soon(() -> burst().firstTokens().size() >= 2);
        stage.close().await();
        vertx.close().await();
        assertThat(addresses).allSatisfy(StageTest::refuses);
    }

    private static void refuses(String address) {
        URI url = URI.create(address);
        assertThatThrownBy(() -> new Socket(url.getHost(), url.getPort()).close())
                .isInstanceOf(IOException.class);
    }

    private BurstCount burst() {
        return stage.scene().burst().orElseThrow();
    }

    private List<Health> healths() {
        return stage.scene().backends().stream().map(Scene.Row::health).toList();
    }

    private boolean quiet() {
        Scene scene = stage.scene();
        return scene.waiting() == 0
                && scene.backends().stream()
                        .flatMap(row -> Stream.of(row.running(), row.settling()))
                        .allMatch(slots -> slots == 0);
    }

    private static void soon(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(5))
                .until(condition);
    }

    private static Future<Sluice> front(Vertx vertx, List<String> urls, Map<String, Integer> slots) {
        try {
            Settings settings = Settings.of("127.0.0.1", 0, urls).withSlots(slots);
            return Sluice.start(vertx, SluiceConfig.of(settings, Map.of()));
        } catch (InvalidConfig e) {
            return Future.failedFuture(e);
        }
    }
}
