package dev.sluice.loadtest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process that a run has started, in a new directory, and ends. */
final class Child implements AutoCloseable {

    private static final long GRACE_SECONDS = 20;
    private static final String LOG = "stderr.log";

    /** As much of the name of Vert.x's event loops as the kernel keeps. */
    private static final String EVENT_LOOP = "vert.x-eventloo";

    private final Process process;
    private final Path directory;
    private final BufferedReader said;
    private final PrintWriter told;
    private boolean keep;

    private Child(Process process, Path directory) {
        this.process = process;
        this.directory = directory;
        this.said = process.inputReader(StandardCharsets.UTF_8);
        this.told = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    }

    /** A new directory for one. */
    static Path directory(String name) throws IOException {
        return Files.createTempDirectory("sluice-" + name + "-");
    }

    /** Starts one; its standard error goes to a file in this directory. */
    static Child start(Path directory, List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(directory.resolve(LOG).toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        return new Child(process, directory);
    }

    /** This main class, on the class path of this process, with these options of the JVM. */
    static Child java(List<String> options, Class<?> main, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(javaWith(options));
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        Stream.of(arguments).map(String::valueOf).forEach(command::add);
        return start(directory(main.getSimpleName()), command);
    }

    /** The beginning of a command for the Java that runs this process. */
    static List<String> javaWith(List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        return command;
    }

    /** CPU time of all its threads since its start, ended ones included; the kernel counts it in steps of 10 ms. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** CPU time of its event loops alone, without compilers and garbage collectors; zero where it has none. */
    Duration cpuOfLoops() throws IOException {
        long nanos = 0;
        try (Stream<Path> threads = Files.list(proc("task"))) {
            for (Path thread : threads.toList()) {
                if (Files.readString(thread.resolve("comm")).startsWith(EVENT_LOOP)) {
                    String used = Files.readString(thread.resolve("schedstat"));
                    nanos += Long.parseLong(used, 0, used.indexOf(' '), 10);
                }
            }
        }
        return Duration.ofNanos(nanos);
    }

    /** Its open descriptors. */
    long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(proc("fd"))) {
            return open.count();
        }
    }

    /** Its resident memory, in MB. */
    int residentMegabytes() throws IOException {
        try (Stream<String> lines = Files.lines(proc("status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToInt(line -> Integer.parseInt(line.replaceAll("\\D", "")) / 1024)
                    .sum();
        }
    }

    /** Writes a line to its standard input, and reads the line that it answers. */
    String ask(String question) throws IOException {
        told.println(question);
        String answer = said.readLine();
        if (answer == null) {
            throw new IOException("a process has ended by itself; " + directory + " holds what it said");
        }
        return answer;
    }

    /** Something went wrong: what it said on standard error stays, and the user hears where. */
    void keepLog() {
        keep = true;
    }

    /** Ends it, and waits until it has ended. */
    @Override
    public void close() throws IOException {
        keep |= !process.isAlive();
        process.destroy();
        try {
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        if (keep) {
            System.out.println("  see " + directory.resolve(LOG));
        } else {
            deleteDirectory();
        }
    }

    private void deleteDirectory() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private Path proc(String file) {
        return Path.of("/proc", String.valueOf(process.pid()), file);
    }
}
