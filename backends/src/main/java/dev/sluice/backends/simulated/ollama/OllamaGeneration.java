package dev.sluice.backends.simulated.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.backends.batch.Happening;
import dev.sluice.backends.batch.Happening.Why;
import dev.sluice.backends.batch.Tokens;
import dev.sluice.backends.simulated.EngineProcess;
import dev.sluice.backends.simulated.Generation;
import dev.sluice.backends.simulated.Json;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A request at work in Ollama. Nothing is sent before its first token: who waits hears nothing. */
final class OllamaGeneration extends Generation implements OllamaRunner.User {

    private final Ollama server;
    private final OllamaRunner runner;
    private final HttpServerRequest request;
    private final OllamaAsk ask;
    private final OllamaDialect dialect;
    private final Choice choice;
    private final OllamaSaying saying;
    private Runnable work = () -> {};
    private boolean begun;

    /** In this dialect, as it was asked for by this body. */
    OllamaGeneration(
            Ollama server,
            EngineProcess process,
            OllamaRunner runner,
            HttpServerRequest request,
            OllamaAsk ask,
            OllamaDialect dialect,
            JsonNode body) {
        super(process, request, body);
        this.server = server;
        this.runner = runner;
        this.request = request;
        this.ask = ask;
        this.dialect = dialect;
        this.choice = ask.choice(server);
        this.saying = new OllamaSaying(choice, ask.stops());
    }

    /** Waits for the model, and then works. */
    void work() {
        work(List.of(choice));
    }

    @Override
    protected void taken(Runnable begin) {
        work = begin;
        runner.want(this);
    }

    @Override
    public int context() {
        return ask.context();
    }

    @Override
    public Optional<Duration> keepAlive() {
        return ask.keepAlive();
    }

    @Override
    public void begin() {
        saying.loaded();
        work.run();
    }

    @Override
    protected void started(int number, Happening.Started started) {
        saying.started(started);
    }

    @Override
    protected void read(int number, Happening.Read read) {
        // Ollama does not tell
    }

    @Override
    protected void said(int number, Happening.Said said) {
        saying.said(said);
        send(saying.more());
    }

    @Override
    protected void ended(int number, Happening.Ended ended) {
        send(saying.rest());
    }

    @Override
    protected void finish() {
        if (ask.streamed()) {
            head();
            response().end(dialect.event(last("")));
        } else {
            dialect.answer(request, last(saying.whole()));
        }
    }

    @Override
    protected void fail(Why why) {
        runner.fails();
        Refused failure = saying.said() == 0 ? Refused.stopped() : Refused.ended();
        if (begun) {
            response().end(dialect.event(OllamaNative.error(failure)));
        } else {
            dialect.fail(request, failure);
        }
    }

    /** As when the model says the same over and over: the end, and no reason. */
    @Override
    protected void abort() {
        if (!ask.streamed()) {
            dialect.answer(request, ask.form().line(ask.model(), saying.whole(), false));
        } else if (begun) {
            response().end();
        } else {
            OllamaReply.text(request, 200, "application/x-ndjson", "");
        }
    }

    @Override
    protected void released() {
        runner.leave(this);
    }

    private ObjectNode last(String text) {
        ObjectNode line = ask.form().line(ask.model(), text, true).put("done_reason", saying.reason());
        if (ask.form() == OllamaForm.GENERATE && !ask.body().path("raw").asBoolean()) {
            Tokens memory = ask.memory(server, saying.whole());
            ArrayNode context = Json.array();
            for (int i = 0; i < memory.size(); i++) {
                context.add(memory.at(i));
            }
            line.set("context", context);
        }
        saying.took(line);
        return line;
    }

    private void send(String text) {
        if (ask.streamed() && !text.isEmpty()) {
            head();
            response().write(dialect.event(ask.form().line(ask.model(), text, false)));
        }
    }

    private void head() {
        if (!begun) {
            begun = true;
            OllamaReply.stream(request, dialect.streamType());
        }
    }
}
