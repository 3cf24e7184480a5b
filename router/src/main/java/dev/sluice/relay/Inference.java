package dev.sluice.relay;

import io.vertx.core.buffer.Buffer;

/**
 * A request for an answer of a model, read and checked.
 *
 * @param path where backends take it, with its slash
 * @param model the model that serves it
 * @param body as the client sent it
 */
public record Inference(String path, String model, Buffer body) {}
