package dev.sluice.loadtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The machine that all of it shares. */
final class Machine {

    /** {@code USER_HZ}, the unit of {@code /proc/stat}: 100 on every Linux of today. */
    private static final long TICK_MS = 10;

    // Columns of the first line of /proc/stat; the others are idle time, or time that other machines took.
    private static final int USER = 1;
    private static final int NICE = 2;
    private static final int SYSTEM = 3;
    private static final int IRQ = 6;
    private static final int SOFT_IRQ = 7;

    private Machine() {}

    /** In one line, with what it does at this moment. */
    static String describe() throws IOException {
        return Runtime.getRuntime().availableProcessors() + " cores, " + processor() + ", Linux "
                + System.getProperty("os.version") + ", Java " + System.getProperty("java.vm.version")
                + ", load average now "
                + Files.readString(Path.of("/proc/loadavg")).strip();
    }

    /**
     * What others did on this machine since {@code begun}.
     *
     * @param children our processes beside this one
     * @param begun when this was begun, in nanoseconds
     * @param before what others had used by then
     */
    record Use(List<Child> children, long begun, Duration before) {

        static Use begin(List<Child> children) throws IOException {
            return new Use(children, System.nanoTime(), busy().minus(ours(children)));
        }

        /** How many cores others kept busy, on average. */
        double others() throws IOException {
            Duration used = busy().minus(ours(children)).minus(before);
            return Math.max(0, (double) used.toNanos() / (System.nanoTime() - begun));
        }
    }

    private static Duration busy() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/stat"))) {
            String[] cpu = lines.findFirst().orElse("").split("\\s+", -1);
            long ticks = IntStream.of(USER, NICE, SYSTEM, IRQ, SOFT_IRQ)
                    .mapToLong(column -> Long.parseLong(cpu[column]))
                    .sum();
            return Duration.ofMillis(TICK_MS * ticks);
        }
    }

    private static Duration ours(List<Child> children) {
        Duration own = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
        return children.stream().map(Child::cpu).reduce(own, Duration::plus);
    }

    private static String processor() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 2))
                    .orElse("unknown processor");
        }
    }
}
