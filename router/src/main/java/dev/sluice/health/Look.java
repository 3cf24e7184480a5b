package dev.sluice.health;

import dev.sluice.engine.Answer;
import dev.sluice.engine.Answers;
import dev.sluice.engine.CrowdSign;
import dev.sluice.engine.ModelList;
import dev.sluice.engine.Readiness;
import dev.sluice.engine.Recognition;
import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.Future;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * One look at a backend: whether it can serve, and what it is. One that is what it was is asked for its health and its
 * models, and no more.
 *
 * @param known what it was when it was seen last; empty if it may be another one by now
 */
public record Look(Prober prober, URI backend, Optional<Identity> known) {

    /** From here on a status says that the server fails, and not that the question was a wrong one. */
    private static final int FAILS = 500;

    /** Whoever does not answer a question about itself in that time is asked again at the next look. */
    private static final Duration DETAIL = Duration.ofSeconds(2);

    /** Never fails, and ends within the prober's timeouts. */
    public Future<Finding> take() {
        return prober.get(backend, Answers.HEALTH)
                .compose(this::healthTold)
                .recover(cause -> Future.succeededFuture(unanswered(cause)));
    }

    private Future<Finding> healthTold(Answer health) {
        return switch (Readiness.of(health)) {
            case READY, UNTOLD ->
                prober.get(backend, Answers.MODELS).compose(models -> modelsTold(Answers.of(health, models), models));
            case LOADING, LOCKED, BROKEN -> Future.succeededFuture(notServing(Answers.HEALTH, health));
        };
    }

    private Future<Finding> modelsTold(Answers told, Answer models) {
        Optional<ModelList> list = ModelList.of(told);
        if (list.isEmpty()) {
            return Future.succeededFuture(
                    ModelList.isEmpty(told) ? new Finding.Empty(Answers.MODELS) : notServing(Answers.MODELS, models));
        }
        Optional<Identity> same = known.filter(identity -> identity.stillHolds(list.get()));
        return same.isPresent() ? sameAsBefore(same.get()) : identify(list.get(), told);
    }

    private Future<Finding> sameAsBefore(Identity identity) {
        return crowd(identity).map(crowd -> new Finding.Ready(identity, crowd));
    }

    private Future<OptionalInt> crowd(Identity identity) {
        Optional<CrowdSign> sign = identity.engine().crowdSign();
        if (sign.isEmpty()) {
            return Future.succeededFuture(OptionalInt.empty());
        }
        return prober.get(backend, sign.get().path(), DETAIL)
                .map(sign.get()::waiting)
                .otherwise(OptionalInt.empty());
    }

    private Future<Finding> identify(ModelList list, Answers told) {
        Optional<String> question = Recognition.asks(told);
        if (question.isEmpty()) {
            return Future.succeededFuture(identified(list, told));
        }
        return prober.get(backend, question.get(), DETAIL)
                .otherwise(Answer.NONE)
                .compose(answer -> identify(list, told.with(question.get(), answer)));
    }

    private static Finding identified(ModelList list, Answers told) {
        return Recognition.engine(told).hasLoaded(told)
                ? new Finding.Ready(Identity.of(list, told), OptionalInt.empty())
                : new Finding.Loading();
    }

    private static Finding notServing(String path, Answer answer) {
        return switch (Readiness.of(answer)) {
            case LOADING -> new Finding.Loading();
            case LOCKED -> new Finding.Locked(answer.status());
            case READY, UNTOLD -> new Finding.Foreign(path, answer.status());
            case BROKEN ->
                answer.status() < FAILS
                        ? new Finding.Foreign(path, answer.status())
                        : new Finding.Failing(path, answer.status());
        };
    }

    private static Finding unanswered(Throwable cause) {
        String why = String.valueOf(cause.getMessage());
        return switch (cause) {
            case ConnectTimeoutException timeout -> new Finding.Unreachable();
            case TimeoutException timeout -> new Finding.Silent();
            case ConnectException refused -> new Finding.Refusing();
            case UnknownHostException unknown -> new Finding.Unresolved(why);
            case SSLException insecure ->
                new Finding.Insecure(String.valueOf(root(insecure).getMessage()));
            default -> new Finding.Broken(why);
        };
    }

    /** What is around it only says that there is something in it. */
    private static Throwable root(Throwable cause) {
        return cause.getCause() == null ? cause : root(cause.getCause());
    }
}
