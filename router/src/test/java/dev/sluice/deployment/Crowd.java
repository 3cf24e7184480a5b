package dev.sluice.deployment;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** Clients each of whom asks again as soon as it has its answer. */
final class Crowd implements AutoCloseable {

    private static final int TOKENS = 20;

    private final Deployed deployed;
    private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ConcurrentLinkedQueue<Heard> answers = new ConcurrentLinkedQueue<>();
    private final List<CompletableFuture<Void>> clients;
    private volatile boolean enough;

    /** So many, who begin at once. */
    Crowd(Deployed deployed, int size) {
        this.deployed = deployed;
        clients = IntStream.range(0, size)
                .mapToObj(client -> CompletableFuture.runAsync(this::ask, threads))
                .toList();
    }

    private void ask() {
        while (!enough) {
            answers.add(new Heard(deployed.chat(TOKENS), TOKENS));
        }
    }

    List<Heard> answers() {
        return List.copyOf(answers);
    }

    /** Nobody asks again; all answers, once all have come. A client that got none fails this. */
    List<Heard> leave() {
        enough = true;
        clients.forEach(CompletableFuture::join);
        return answers();
    }

    @Override
    public void close() {
        enough = true;
    }
}
