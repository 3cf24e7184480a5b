package dev.sluice.relay;

import dev.sluice.admission.Needs;
import dev.sluice.pool.Ability;
import io.vertx.core.MultiMap;
import java.util.Optional;

/**
 * A request for an answer of a model, read and checked.
 *
 * @param path where backends take it, with its slash
 * @param asks what is asked for there, and so what an answer looks like
 * @param model the model that serves it
 * @param named the name in the body, if there is one
 * @param needs what it needs of a backend
 * @param stream whether the answer is asked for as a stream of events
 * @param progress whether the client wants to see how far its prompt has been read
 * @param sequences how many answers are asked for at once, at least 1
 * @param headers what backends are sent beside what HTTP and the body need: no client's credentials among them
 * @param body as the client sent it
 */
public record Inference(
        String path,
        Ability asks,
        String model,
        Optional<String> named,
        Needs needs,
        boolean stream,
        boolean progress,
        int sequences,
        MultiMap headers,
        Body body) {}
