package dev.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.pool.Discipline;
import dev.sluice.pool.Settling;
import dev.sluice.pool.Traits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineTest {

    @ParameterizedTest
    @CsvSource({
        "llamacpp, llama.cpp, SEQUENTIAL, 1, true",
        "vllm, vLLM, BATCHING, 64, false",
        "library, unknown, SEQUENTIAL, 1, false",
        "'', unknown, SEQUENTIAL, 1, false",
        "LlamaCpp, unknown, SEQUENTIAL, 1, false"
    })
    void anEngineIsKnownByTheOwnerOfItsModels(
            String owner, String name, Discipline discipline, int slots, boolean proves) {
        Engine engine = Engine.named(owner);
        assertThat(engine.traits())
                .extracting(Traits::engine, Traits::discipline, Traits::slots)
                .containsExactly(name, discipline, slots);
        assertThat(engine.idleProof().isPresent()).isEqualTo(proves);
    }

    @ParameterizedTest
    @CsvSource({"llamacpp, /slots /metrics", "vllm, /metrics", "library, ''"})
    void whatIsAskedForASignOfProgressInThisOrder(String owner, String paths) {
        assertThat(Engine.named(owner).progressSigns().stream().map(ProgressSign::path))
                .containsExactly(paths.isEmpty() ? new String[0] : paths.split(" "));
    }

    @Test
    void whereACutDoesNotTakeEffectAtOnceItsSlotSettles() {
        assertThat(Engine.named("llamacpp").traits().settling()).isInstanceOf(Settling.Shown.class);
        assertThat(Engine.named("vllm").traits().settling()).isInstanceOf(Settling.AtOnce.class);
        assertThat(Engine.unknown().traits().settling()).isInstanceOf(Settling.CoolDown.class);
    }
}
