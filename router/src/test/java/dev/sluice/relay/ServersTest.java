package dev.sluice.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.fixture.Backends;
import dev.sluice.pool.Backend;
import dev.sluice.pool.BackendId;
import dev.sluice.pool.Discipline;
import dev.sluice.pool.Facts;
import dev.sluice.pool.Health;
import dev.sluice.pool.Profile;
import dev.sluice.pool.Served;
import dev.sluice.pool.Settling;
import dev.sluice.pool.Traits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who is asked how long a prompt is. */
class ServersTest {

    private static final Traits VLLM =
            new Traits("vLLM", Discipline.BATCHING, 8, new Settling.AtOnce(), true, OptionalInt.empty());
    private static final OptionalInt KNOWN = OptionalInt.of(4_096);

    private final Counts counts = new Counts();

    @Test
    void countsAreSpreadOverThoseWhoCanAndAreFew() {
        Servers servers =
                new Servers("m", List.of(server("slow", 1, KNOWN), server("a", 0, KNOWN), server("b", 0, KNOWN)));
        List<String> asked = new ArrayList<>();
        while (!counts.full()) {
            BackendId next = chosen(servers).orElseThrow().id();
            counts.begun(next);
            asked.add(next.value());
        }
        assertThat(asked).containsExactly("a", "b", "slow", "a");
        counts.ended(new BackendId("b"));
        assertThat(counts.full()).isFalse();
        assertThat(chosen(servers).map(Backend::id)).hasValue(new BackendId("b"));
    }

    @Test
    void whoseContextIsUnknownIsAskedOnlyIfNobodysIsKnown() {
        Backend unknown = server("a", 0, OptionalInt.empty());
        Backend known = server("b", 1, KNOWN);
        counts.begun(known.id());
        assertThat(chosen(new Servers("m", List.of(unknown, known)))).hasValue(known);
        assertThat(chosen(new Servers("m", List.of(unknown)))).hasValue(unknown);
    }

    @Test
    void whoIsDownOrCannotCountIsNotAsked() {
        Backend down = Backends.as(Health.DOWN, server("a", 0, KNOWN));
        Backend other = Backends.up("b", "http://b:80", Traits.UNKNOWN, "m");
        assertThat(chosen(new Servers("m", List.of(down, other)))).isEmpty();
        assertThat(chosen(new Servers("n", List.of(server("c", 0, KNOWN))))).isEmpty();
    }

    private Optional<Backend> chosen(Servers servers) {
        return servers.toCount(Set.of("vLLM"), counts);
    }

    private static Backend server(String name, int tier, OptionalInt context) {
        Served model = new Served("m", List.of("m"), context, Set.of());
        Backend up =
                Backends.up(name, "http://" + name + ":80", VLLM).with(new Profile(VLLM, Facts.NONE, List.of(model)));
        return up.with(tier, up.host());
    }
}
