package dev.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.pool.BackendId;
import dev.sluice.yaml.Reading;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfigReaderTest {

    private static final String ALL = """
            listen:
              - address: 0.0.0.0:8080
                models: [llm]
                allow-origins: [http://localhost:3000, "*"]
              - address: "[::1]:8081"
            management:
              address: 0.0.0.0:9090
              token: ${TOKEN}
            backends:
              - url: http://cpu:8080/v1
                name: small
                slots: auto
                tier: 1
                key: ${KEY}
              - url: dns://llama:8080
                slots: 2
            hosts:
              - {name: llama, slots: 3}
            models:
              - name: llm
                serves: [/models/a.gguf, meta/llama]
                default: true
                queue: {length: 5, bytes: 1MiB, wait: 10s}
              - name: other
                queue: {length: 7}
            queue: {length: 100, bytes: 2MiB, wait: 2m}
            limits: {request: 1KiB, held: 1GiB, answer: 3B, event: 4, attempts: 2}
            timeouts:
              connect: 1s
              idle: 0s
              body: 2s
              client-stall: 3s
              sequential: {first-event: 4s, between-events: 5s, total: 6h, listening: 7s}
              batching: {first-event: 8s, between-events: 9ms, total: 10m, listening: 11s}
            heartbeat: {style: comment-line, after: 12s}
            shutdown: {announce: 0s, grace: 13s, waiting: refuse}
            reload: {watch: true}
            log: {access: json}
            """;

    @Test
    void everyKeyIsRead() throws InvalidConfig {
        SluiceConfig config = SluiceConfig.of(ALL, Map.of("TOKEN", "t", "KEY", "k"));
        assertThat(config.listeners())
                .containsExactly(
                        new Listener(new Address("0.0.0.0", 8080), Set.of("llm"), Set.of("http://localhost:3000", "*")),
                        new Listener(new Address("::1", 8081), Set.of(), Set.of()));
        assertThat(config.management())
                .hasValue(new ManagementConfig(new Address("0.0.0.0", 9090), Optional.of(new Secret("t"))));
        assertThat(config.backends())
                .containsExactly(
                        new BackendConfig(
                                new BackendId("small"),
                                URI.create("http://cpu:8080"),
                                new SlotRule.Auto(),
                                1,
                                Optional.of(new Secret("k")),
                                "cpu"),
                        new BackendConfig(
                                new BackendId("b2"),
                                URI.create("dns://llama:8080"),
                                new SlotRule.Fixed(2),
                                0,
                                Optional.empty(),
                                "llama"));
        assertThat(config.pool().hostSlots()).containsExactly(Map.entry("llama", 3));
        assertThat(config.models())
                .isEqualTo(new ModelsConfig(
                        List.of(
                                new ModelConfig(
                                        "llm",
                                        List.of("/models/a.gguf", "meta/llama"),
                                        Optional.of(new QueueRule(5, 1 << 20, Duration.ofSeconds(10)))),
                                new ModelConfig(
                                        "other",
                                        List.of(),
                                        Optional.of(new QueueRule(7, 2 << 20, Duration.ofMinutes(2))))),
                        Optional.of("llm")));
        assertThat(config.queue()).isEqualTo(new QueueRule(100, 2 << 20, Duration.ofMinutes(2)));
        assertThat(config.limits()).isEqualTo(new Limits(1024, 1 << 30, 3, 4, 2));
        assertThat(config.timeouts())
                .isEqualTo(new Timeouts(
                        Duration.ofSeconds(1),
                        Duration.ZERO,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        new Patience(
                                Duration.ofSeconds(4),
                                Duration.ofSeconds(5),
                                Duration.ofHours(6),
                                Duration.ofSeconds(7)),
                        new Patience(
                                Duration.ofSeconds(8),
                                Duration.ofMillis(9),
                                Duration.ofMinutes(10),
                                Duration.ofSeconds(11))));
        assertThat(config.heartbeat()).isEqualTo(new Heartbeat(Heartbeat.Style.COMMENT_LINE, Duration.ofSeconds(12)));
        assertThat(config.shutdown())
                .isEqualTo(new Shutdown(Duration.ZERO, Duration.ofSeconds(13), Shutdown.Waiting.REFUSE));
        assertThat(config.watch()).isTrue();
        assertThat(config.access()).isEqualTo(AccessLog.JSON);
    }

    @Test
    void theFileAboveHasEveryKeyThereIs() {
        Reading reading = Reading.of(ALL);
        ConfigReader.of(reading, Map.of("TOKEN", "t", "KEY", "k"));
        assertThat(reading.problems()).isEmpty();
        assertThat(reading.asked())
                .allSatisfy(path -> assertThat(ALL)
                        .contains(path.substring(path.lastIndexOf('.') + 1).replace("[]", "") + ":"));
    }

    @Test
    void whatIsNotSaidIsUsual() throws InvalidConfig {
        SluiceConfig config = SluiceConfig.of("backends:\n  - url: http://a:1\n", Map.of());
        Listener listener = new Listener(new Address("127.0.0.1", 8080), Set.of(), Set.of());
        assertThat(config).isEqualTo(SluiceConfig.usual(List.of(listener), config.pool()));
        assertThat(config.backends()).containsExactly(BackendConfig.numbered(1, URI.create("http://a:1")));
    }

    @Test
    void aPartOfWhichEverythingIsCommentedOutIsAsGoodAsNone() throws InvalidConfig {
        SluiceConfig config =
                SluiceConfig.of("backends:\n  - url: http://a:1\ntimeouts:\n  # connect: 1s\nhosts:\n", Map.of());
        assertThat(config.timeouts()).isEqualTo(Timeouts.DEFAULT);
    }

    @Test
    void anAnchorStandsForWhatItNames() throws InvalidConfig {
        SluiceConfig config = SluiceConfig.of("""
                timeouts:
                  sequential: &slow {first-event: 9m}
                  batching: *slow
                backends:
                  - url: http://a:1
                """, Map.of());
        assertThat(config.timeouts().batching().firstEvent()).isEqualTo(Duration.ofMinutes(9));
    }
}
