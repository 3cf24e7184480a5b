package dev.sluice.pool;

import static dev.sluice.pool.Ability.CHAT;
import static dev.sluice.pool.Ability.VISION;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BackendTest {

    private static final Served SMALL =
            new Served("/m/small.gguf", List.of("/m/small.gguf", "small"), OptionalInt.of(512), Set.of(VISION));

    @Test
    void aModelIsServedUnderAnyOfItsNames() {
        Backend backend = backend(SMALL, Served.of("other"));
        assertThat(backend.serves("/m/small.gguf")).contains(SMALL);
        assertThat(backend.serves("small")).contains(SMALL);
        assertThat(backend.serves("other")).map(Served::id).contains("other");
        assertThat(backend.serves("nobody's")).isEmpty();
    }

    @Test
    void whoHasNeverBeenSeenServesNothing() {
        Backend unknown = Backend.unknown(new BackendId("a"), URI.create("http://a"), 0, 0);
        assertThat(unknown.serves("small")).isEmpty();
        assertThat(unknown.health()).isEqualTo(Health.UNKNOWN);
    }

    @Test
    void whoIsDownKeepsItsModels() {
        Backend down = backend(SMALL).with(Condition.unknown(0).unavailable("refused", 0));
        assertThat(down.serves("small")).contains(SMALL);
    }

    @Test
    void whatAModelLacksItCannotServe() {
        assertThat(SMALL.suits(Set.of(CHAT), 0)).isTrue();
        assertThat(SMALL.suits(Set.of(CHAT, VISION), 0)).isFalse();
    }

    @Test
    void aPromptMustLeaveRoomForOneToken() {
        assertThat(SMALL.suits(Set.of(), 511)).isTrue();
        assertThat(SMALL.suits(Set.of(), 512)).isFalse();
    }

    @Test
    void whatIsNotKnownIsTried() {
        assertThat(Served.of("m").suits(Set.of(Ability.values()), 1_000_000)).isTrue();
    }

    @Test
    void anotherEngineBuildOrModelIsNotTheSame() {
        Profile profile = profile("a", Served.of("m"));
        assertThat(profile.sameAs(profile("a", Served.of("m")))).isTrue();
        assertThat(profile.sameAs(profile("b", Served.of("m")))).isFalse();
        assertThat(profile.sameAs(profile("a", Served.of("n")))).isFalse();
    }

    private static Profile profile(String build, Served model) {
        Facts facts = new Facts(
                Optional.of(build), OptionalInt.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty());
        return new Profile(Traits.UNKNOWN, facts, List.of(model));
    }

    private static Backend backend(Served... models) {
        return Backend.unknown(new BackendId("a"), URI.create("http://a"), 0, 0)
                .with(new Profile(Traits.UNKNOWN, Facts.NONE, List.of(models)));
    }
}
