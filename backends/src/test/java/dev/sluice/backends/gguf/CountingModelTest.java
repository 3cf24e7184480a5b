package dev.sluice.backends.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountingModelTest {

    @TempDir
    Path folder;

    private GgufFile written(CountingModel model) throws IOException {
        Path file = folder.resolve("counting.gguf");
        model.writeTo(file);
        return new GgufFile(file);
    }

    @Test
    void startsAsGgufOfVersion3() throws IOException {
        GgufFile file = written(CountingModel.small());

        assertThat(file.magic).isEqualTo("GGUF");
        assertThat(file.version).isEqualTo(3);
        assertThat(file.metadata).containsEntry("general.architecture", "llama");
    }

    @Test
    void tensorsFollowEachOtherWithoutGapAtAlignedOffsets() throws IOException {
        GgufFile file = written(CountingModel.slowedBy(1).withSlowPrompts());

        long expected = 0;
        for (GgufFile.TensorInfo info : file.tensors.values()) {
            assertThat(info.offset()).isEqualTo(expected).isEqualTo(info.offset() / 32 * 32);
            expected += (byteSize(info) + 31) / 32 * 32;
        }
        assertThat(file.size).isEqualTo(file.dataStart + expected);
    }

    private static long byteSize(GgufFile.TensorInfo info) {
        long numbers = info.shape().stream().reduce(1L, (product, side) -> product * side);
        return switch (info.type()) {
            case 0 -> numbers * 4;
            case 1 -> numbers * 2;
            case 19 -> numbers / 256 * 50;
            default -> throw new AssertionError("unexpected tensor type " + info.type());
        };
    }

    @Test
    void hasTheSameBytesEachTime() throws IOException {
        Path first = folder.resolve("first.gguf");
        Path second = folder.resolve("second.gguf");

        CountingModel.small().writeTo(first);
        Files.write(second, new byte[3_000_000]);
        CountingModel.small().writeTo(second);

        assertThat(second).hasSameBinaryContentAs(first);
    }

    @Test
    void filesAreAsSmallAsPromised() throws IOException {
        assertThat(written(CountingModel.small()).size).isLessThan(2_000_000);
        assertThat(written(CountingModel.slowedBy(20)).size).isBetween(40_000_000L, 50_000_000L);
    }

    @Test
    void slowPromptsKeepTheWorkOfAnAnswer() {
        assertThat(CountingModel.slowedBy(20).withSlowPrompts()).isEqualTo(new CountingModel(1000, 2, 10 * 56 * 256));
        assertThat(CountingModel.small().withSlowPrompts()).isEqualTo(new CountingModel(1000, 2, 256));
    }

    @Test
    void leavesRoomForLongContexts() throws IOException {
        GgufFile file = written(CountingModel.small());

        assertThat((Integer) file.value("llama.context_length")).isGreaterThanOrEqualTo(4096);
    }

    @Test
    void refusesShapesThatLlamaCppCannotLoad() {
        assertThatIllegalArgumentException().isThrownBy(() -> new CountingModel(0, 1, 256));
        assertThatIllegalArgumentException().isThrownBy(() -> new CountingModel(1, 513, 256));
        assertThatIllegalArgumentException().isThrownBy(() -> new CountingModel(1, 1, 300));
        assertThatIllegalArgumentException().isThrownBy(() -> CountingModel.slowedBy(0));
    }
}
