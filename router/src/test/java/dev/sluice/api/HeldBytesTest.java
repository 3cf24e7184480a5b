package dev.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeldBytesTest {

    private static final int LIMIT = 1_000;

    private final HeldBytes held = new HeldBytes(() -> LIMIT);

    @Test
    void allSharesTogetherStayWithinTheLimit() {
        HeldBytes.Share one = held.share();
        HeldBytes.Share other = held.share();
        assertThat(one.grow(600)).isTrue();
        assertThat(other.grow(401)).isFalse();
        assertThat(other.grow(400)).isTrue();
        assertThat(one.fits(1)).isFalse();
        assertThat(one.grow(1)).isFalse();
        other.release();
        assertThat(one.fits(400)).isTrue();
        assertThat(one.grow(400)).isTrue();
    }

    @Test
    void whatIsReleasedTwiceIsGivenBackOnce() {
        HeldBytes.Share one = held.share();
        HeldBytes.Share other = held.share();
        assertThat(one.grow(500) && other.grow(500)).isTrue();
        one.release();
        one.release();
        assertThat(one.grow(501)).isFalse();
    }

    @Test
    void onManyThreadsNothingIsLostAndNothingTooMuch() {
        AtomicLong sum = new AtomicLong();
        List<CompletableFuture<Void>> threads = IntStream.range(0, 4)
                .mapToObj(seed -> CompletableFuture.runAsync(() -> growAndRelease(new Random(seed), sum)))
                .toList();
        threads.forEach(CompletableFuture::join);
        assertThat(held.share().grow(LIMIT)).isTrue();
    }

    private void growAndRelease(Random random, AtomicLong sum) {
        for (int i = 0; i < 10_000; i++) {
            HeldBytes.Share share = held.share();
            int bytes = 1 + random.nextInt(LIMIT);
            if (share.grow(bytes)) {
                assertThat(sum.addAndGet(bytes)).isLessThanOrEqualTo(LIMIT);
                sum.addAndGet(-bytes);
            }
            share.release();
        }
    }
}
