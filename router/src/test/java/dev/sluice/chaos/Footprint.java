package dev.sluice.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * What this process holds.
 *
 * @param descriptors open files and sockets
 * @param threads of the platform
 * @param heap bytes in use after a collection
 */
record Footprint(long descriptors, int threads, long heap) {

    /** What caches, compiled code and the test's own books may grow by. */
    private static final long HEAP_SLACK = 24L << 20;

    /** A selector or a log file that is opened late is no leak; a leak of one for each fault would be hundreds. */
    private static final int SLACK = 12;

    static Footprint now() {
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        return new Footprint(
                openDescriptors(), ManagementFactory.getThreadMXBean().getThreadCount(), heap);
    }

    /** Waits until this process holds no more than it did, but for what is no leak. */
    void assertNotOutgrown() {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> {
                    Footprint now = now();
                    assertThat(now.descriptors).as("descriptors").isLessThanOrEqualTo(descriptors + SLACK);
                    assertThat(now.threads).as("threads").isLessThanOrEqualTo(threads + SLACK);
                    assertThat(now.heap).as("heap").isLessThanOrEqualTo(heap + HEAP_SLACK);
                });
    }

    private static long openDescriptors() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
    }
}
