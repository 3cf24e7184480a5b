package dev.sluice.backends.simulated.ollama;

import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Optional;

/** A request that only wants the model to be there. */
final class OllamaLoad implements OllamaRunner.User {

    private final OllamaRunner runner;
    private final HttpServerRequest request;
    private final OllamaAsk ask;
    private final OllamaDialect dialect;

    OllamaLoad(OllamaRunner runner, HttpServerRequest request, OllamaAsk ask, OllamaDialect dialect) {
        this.runner = runner;
        this.request = request;
        this.ask = ask;
        this.dialect = dialect;
    }

    /** Answers when it is there. */
    void answer() {
        request.response().closeHandler(left -> runner.leave(this));
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
        dialect.answer(request, ask.form().only(ask.model(), "load"));
        runner.leave(this);
    }
}
