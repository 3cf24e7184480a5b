package dev.sluice.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.fixture.Backends;
import dev.sluice.pool.Backend;
import dev.sluice.pool.Health;
import dev.sluice.pool.Traits;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ModelTableTest {

    private static final Optional<String> NONE = Optional.empty();

    @Test
    void aModelThatIsServedIsFound() {
        assertThat(table(NONE, serving("x"), serving("y")).resolve(Optional.of("y")))
                .isEqualTo(new Route.To("y"));
    }

    @Test
    void aModelIsFoundWhileItsOnlyBackendIsDown() {
        Backend down = Backends.as(Health.DOWN, serving("x"));
        assertThat(table(NONE, down).resolve(Optional.of("x"))).isEqualTo(new Route.To("x"));
    }

    @Test
    void aModelThatNobodyServesIsUnknown() {
        assertThat(table(NONE, serving("x")).resolve(Optional.of("z"))).isEqualTo(new Route.Unknown(List.of("x")));
    }

    @Test
    void aModelThatNobodyServesSoFarMayStillCome() {
        assertThat(table(NONE, serving("x"), serving()).resolve(Optional.of("z")))
                .isEqualTo(new Route.NotYet());
    }

    @Test
    void aModelThatNobodyServesCannotComeFromABackendThatIsDown() {
        Backend down = Backends.as(Health.DOWN, serving());
        assertThat(table(NONE, serving("x"), down).resolve(Optional.of("z"))).isEqualTo(new Route.Unreachable());
    }

    @Test
    void noModelNamedIsTheOnlyOne() {
        assertThat(table(NONE, serving("x"), serving("x")).resolve(NONE)).isEqualTo(new Route.To("x"));
    }

    @Test
    void noModelNamedIsTheDefaultAmongSeveral() {
        assertThat(table(Optional.of("y"), serving("x", "y")).resolve(NONE)).isEqualTo(new Route.To("y"));
    }

    @Test
    void noModelNamedAmongSeveralIsNotGuessed() {
        assertThat(table(NONE, serving("x", "y")).resolve(NONE)).isEqualTo(new Route.Unnamed(List.of("x", "y")));
    }

    @Test
    void aDefaultThatNobodyServesIsUnknown() {
        assertThat(table(Optional.of("y"), serving("x")).resolve(NONE)).isEqualTo(new Route.Unknown(List.of("x")));
    }

    private static ModelTable table(Optional<String> defaultModel, Backend... backends) {
        return new ModelTable(List.of(backends), new Offer(Set.of(), defaultModel));
    }

    private static Backend serving(String... models) {
        return Backends.up("b", "http://b", Traits.UNKNOWN, models);
    }
}
