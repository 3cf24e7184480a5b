package dev.sluice.cli.doctor;

import dev.sluice.cli.doctor.Diagnosis.NotServing;
import dev.sluice.cli.doctor.Diagnosis.Serving;
import dev.sluice.config.Alias;
import dev.sluice.config.BackendConfig;
import dev.sluice.engine.Answer;
import dev.sluice.engine.Answers;
import dev.sluice.engine.Engine;
import dev.sluice.health.Finding;
import dev.sluice.health.Look;
import dev.sluice.health.OperatorsWord;
import dev.sluice.health.Prober;
import dev.sluice.upstream.Knock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What one backend is asked, and in which order. */
final class Examination {

    /** A person waits for it. Who needs longer for a list of models is found silent, and that is said. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    /** For what is asked of somebody who has just answered. */
    private static final Duration DETAIL = Duration.ofSeconds(2);

    /** For what is asked of somebody who may hang. */
    private static final Duration OTHER_SCHEME = Duration.ofSeconds(1);

    private final BackendConfig backend;
    private final OperatorsWord word;
    private final Prober prober;
    private final Prober stranger;
    private final Knock knock;
    private final Latency latency;

    Examination(Vertx vertx, BackendConfig backend, List<Alias> aliases) {
        this.backend = backend;
        this.word = new OperatorsWord(backend.slots(), aliases);
        this.prober = new Prober(vertx);
        this.prober.show(backend.url(), backend.key());
        this.stranger = new Prober(vertx);
        this.knock = new Knock(vertx);
        this.latency = new Latency(vertx, backend.url());
    }

    /** Never fails. */
    Future<Diagnosis> take() {
        return new Look(prober, backend.url(), Optional.empty())
                .take()
                .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .otherwise(new Finding.Silent())
                .compose(this::state)
                .map(state -> new Diagnosis(backend, state));
    }

    private Future<Diagnosis.State> state(Finding finding) {
        return switch (finding) {
            case Finding.Ready ready -> serving(ready);
            case Finding.Silent silent -> knocked(silent);
            case Finding.Broken broken -> knocked(broken);
            case Finding.Insecure insecure -> knocked(insecure);
            case Finding.Foreign foreign -> knocked(foreign);
            case Finding.NotReady other -> Future.succeededFuture(new NotServing(other, Knock.Door.OPEN, false));
        };
    }

    /** One after the other: a server that serves one connection at a time would hold back the second. */
    private Future<Diagnosis.State> knocked(Finding.NotReady finding) {
        return knock.at(backend.url())
                .compose(door -> otherScheme().map(other -> new NotServing(finding, door, other)));
    }

    /** To be understood in the other language is proof enough; one with a key or a certificate of its own is there too. */
    private Future<Boolean> otherScheme() {
        String url = backend.url().toString();
        String other = url.startsWith("https")
                ? "http" + url.substring("https".length())
                : "https" + url.substring("http".length());
        return stranger.get(URI.create(other), Answers.HEALTH, OTHER_SCHEME)
                .map(Examination::understood)
                .otherwise(Examination::showsCertificate);
    }

    /** Servers of TLS answer so to whom they do not understand. */
    private static boolean understood(Answer answer) {
        return answer.status() != 400;
    }

    private static boolean showsCertificate(Throwable cause) {
        return cause instanceof CertificateException
                || (cause.getCause() != null && showsCertificate(cause.getCause()));
    }

    private Future<Diagnosis.State> serving(Finding.Ready ready) {
        Engine engine = ready.identity().engine();
        Future<KeyCheck> key = key(engine.guarded());
        Future<Boolean> sleeps = sleeps(engine);
        return key.compose(known -> sleeps)
                .compose(known -> latency.measure(Answers.HEALTH))
                .map(measured ->
                        new Serving(word.on(ready.identity()), key.result(), measured, sleeps.result(), ready.crowd()));
    }

    private Future<KeyCheck> key(String guarded) {
        Future<Answer> shown = asked(prober, guarded);
        Future<Answer> notShown = backend.key().isPresent() ? asked(stranger, guarded) : shown;
        return shown.compose(answer -> notShown.map(other -> KeyCheck.of(answer, other)));
    }

    private Future<Boolean> sleeps(Engine engine) {
        return engine.sleepSign()
                .map(sign -> asked(prober, sign.path()).map(sign::shows))
                .orElse(Future.succeededFuture(false));
    }

    private Future<Answer> asked(Prober who, String path) {
        return who.get(backend.url(), path, DETAIL).otherwise(Answer.NONE);
    }
}
