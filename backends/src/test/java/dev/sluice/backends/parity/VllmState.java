package dev.sluice.backends.parity;

import java.io.IOException;
import java.net.URI;

/** What a vLLM tells of itself. */
record VllmState(URI engine) {

    int running() throws IOException {
        return (int) metric("num_requests_running{");
    }

    int waiting() throws IOException {
        return (int) metric("num_requests_waiting{");
    }

    /** The first sample of those that begin so. */
    double metric(String begin) throws IOException {
        return Wire.ask(engine, Request.get("/metrics"))
                .body()
                .lines()
                .filter(line -> line.startsWith("vllm:" + begin))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElseThrow();
    }
}
