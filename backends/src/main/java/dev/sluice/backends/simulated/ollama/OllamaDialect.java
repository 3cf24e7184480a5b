package dev.sluice.backends.simulated.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.http.HttpServerRequest;

/** In what words a client is answered: Ollama's own, or others that are made of them. */
interface OllamaDialect {

    /** What a stream is. */
    String streamType();

    /** What is written in a stream for a line of Ollama's own. */
    String event(JsonNode line);

    /** Answers in one. */
    void answer(HttpServerRequest request, JsonNode answer);

    /** Answers that it will not, before it has begun to work. */
    void refuse(HttpServerRequest request, Refused refused);

    /** Answers that it could not, before anything was said. */
    void fail(HttpServerRequest request, Refused failure);
}
