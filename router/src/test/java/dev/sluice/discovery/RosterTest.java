package dev.sluice.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.BackendConfig;
import dev.sluice.config.InvalidConfig;
import dev.sluice.config.SluiceConfig;
import dev.sluice.pool.BackendId;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RosterTest {

    private static final URI LLAMA = URI.create("dns://llama:8080");

    private final List<String> heard = new ArrayList<>();
    private final Set<BackendId> inUse = new HashSet<>();
    private final Roster roster = new Roster(new Hearing(), inUse::contains);

    @Test
    void whatIsNamedJoins() throws InvalidConfig {
        roster.named(backends("- url: http://a:1", "- {url: http://b:1, name: gpu}"));
        assertThat(heard).containsExactly("joins b1 http://a:1", "joins gpu http://b:1");
    }

    @Test
    void anAddressKeepsItsIdWhereverItStands() throws InvalidConfig {
        roster.named(backends("- url: http://a:1", "- url: http://b:1"));
        heard.clear();
        roster.named(backends("- url: http://c:1", "- url: http://b:1", "- url: http://a:1"));
        assertThat(heard).containsExactly("joins b1-2 http://c:1");
    }

    @Test
    void whatIsNamedNoMoreLeavesAndItsIdIsFreeWhenNothingRunsThere() throws InvalidConfig {
        roster.named(backends("- url: http://a:1"));
        inUse.add(new BackendId("b1"));
        heard.clear();
        roster.named(backends("- url: http://b:1"));
        assertThat(heard).containsExactly("leaves b1", "joins b1-2 http://b:1");

        inUse.clear();
        heard.clear();
        roster.named(backends("- url: http://c:1"));
        assertThat(heard).containsExactly("leaves b1-2", "joins b1 http://c:1");
    }

    @Test
    void oneThatComesBackWhileSomethingRunsThereIsTheSame() throws InvalidConfig {
        roster.named(backends("- {url: http://a:1, name: cpu}"));
        inUse.add(new BackendId("cpu"));
        roster.named(backends("- url: http://b:1"));
        heard.clear();
        roster.named(backends("- url: http://b:1", "- {url: http://a:1, name: other}"));
        assertThat(heard).containsExactly("joins cpu http://a:1");
    }

    @Test
    void somethingElseThatIsSaidOfOneIsAChange() throws InvalidConfig {
        roster.named(backends("- url: http://a:1"));
        heard.clear();
        roster.named(backends("- url: http://a:1"));
        assertThat(heard).isEmpty();
        roster.named(backends("- {url: http://a:1, tier: 1}"));
        assertThat(heard).containsExactly("changes b1 http://a:1 tier 1");
    }

    @Test
    void everyAddressOfANameIsABackendOnOneHost() throws InvalidConfig {
        roster.named(backends("- {url: dns://llama:8080, name: cpu, slots: 2}"));
        assertThat(heard).isEmpty();
        roster.found(LLAMA, List.of("10.0.0.1", "10.0.0.2", "fd00::1"));
        assertThat(heard)
                .containsExactly(
                        "joins cpu-1 http://10.0.0.1:8080",
                        "joins cpu-2 http://10.0.0.2:8080",
                        "joins cpu-3 http://[fd00::1]:8080");
        assertThat(roster.present()).extracting(BackendConfig::host).containsOnly("llama");

        heard.clear();
        roster.found(LLAMA, List.of("10.0.0.2", "10.0.0.9"));
        assertThat(heard).containsExactly("leaves cpu-1", "leaves cpu-3", "joins cpu-1 http://10.0.0.9:8080");
    }

    @Test
    void aNameWithoutAddressesAndOneThatIsNamedNoMoreLoseAll() throws InvalidConfig {
        roster.named(backends("- url: dns://llama:8080"));
        roster.found(LLAMA, List.of("10.0.0.1"));
        roster.found(LLAMA, List.of());
        roster.found(LLAMA, List.of("10.0.0.1"));
        roster.named(backends("- url: http://a:1"));
        assertThat(heard)
                .containsExactly(
                        "joins b1-1 http://10.0.0.1:8080",
                        "leaves b1-1",
                        "joins b1-1 http://10.0.0.1:8080",
                        "leaves b1-1",
                        "joins b1 http://a:1");
    }

    @Test
    void whatIsSaidOfAnAddressHoldsThoughItIsFoundAsWell() throws InvalidConfig {
        roster.named(backends("- url: dns://llama:8080", "- {url: http://10.0.0.1:8080, tier: 1}"));
        heard.clear();
        roster.found(LLAMA, List.of("10.0.0.1", "10.0.0.2"));
        assertThat(heard).containsExactly("joins b1-1 http://10.0.0.2:8080");
    }

    private static List<BackendConfig> backends(String... lines) throws InvalidConfig {
        return SluiceConfig.of("backends:\n" + String.join("\n", lines) + "\n", Map.of())
                .backends();
    }

    private final class Hearing implements Roster.Listener {

        @Override
        public void joins(BackendConfig backend) {
            heard.add("joins " + backend.id() + " " + backend.url());
        }

        @Override
        public void changes(BackendConfig backend) {
            heard.add("changes " + backend.id() + " " + backend.url() + " tier " + backend.tier());
        }

        @Override
        public void leaves(BackendId backend) {
            heard.add("leaves " + backend);
        }
    }
}
