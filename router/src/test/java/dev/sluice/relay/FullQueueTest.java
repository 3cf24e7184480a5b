package dev.sluice.relay;

import static dev.sluice.fixture.Streams.ASK_STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.admission.Bounds;
import dev.sluice.admission.QueueBound;
import dev.sluice.fixture.Backends;
import dev.sluice.fixture.ToldRouter;
import dev.sluice.pool.Backend;
import dev.sluice.pool.Traits;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which bound it was is told. */
class FullQueueTest {

    private static final Backend BACKEND = Backends.up("a", "http://127.0.0.1:1", Traits.UNKNOWN, "counting");
    private static final QueueBound NOBODY = QueueBound.ofLength(0);
    private static final QueueBound NO_BYTE = new QueueBound(10, 0);

    static Stream<Arguments> bounds() {
        QueueBound wide = QueueBound.ofLength(10);
        return Stream.of(
                Arguments.of(new Bounds(NOBODY, Map.of(), Map.of()), "The queue is full: "),
                Arguments.of(new Bounds(NO_BYTE, Map.of(), Map.of()), "The queue is full: the requests in it hold"),
                Arguments.of(
                        new Bounds(wide, Map.of("counting", NOBODY), Map.of()),
                        "The queue of 'counting' is full: as many requests"),
                Arguments.of(
                        new Bounds(wide, Map.of("counting", NO_BYTE), Map.of()),
                        "The queue of 'counting' is full: the requests in it hold"));
    }

    @ParameterizedTest
    @MethodSource("bounds")
    void whoFindsTheQueueFullIsToldWhichOneAndWhatToDo(Bounds bounds, String message) throws Exception {
        try (var router = new ToldRouter(BACKEND)) {
            router.owner().drain(BACKEND.id()).await();
            router.owner().bound(bounds);
            var answer = router.chatLater(ASK_STREAM).get();
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(answer.body()).contains("\"code\":\"queue_full\"", message, "Try again later");
        }
    }
}
