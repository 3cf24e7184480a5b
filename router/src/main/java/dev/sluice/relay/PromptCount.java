package dev.sluice.relay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.admission.Ticket;
import dev.sluice.pool.Ability;
import dev.sluice.pool.Backend;
import dev.sluice.pool.BackendId;
import dev.sluice.pool.Served;
import dev.sluice.upstream.Line;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Counts the prompt of one request while it waits, so that an overflow is told before a backend is tried. A backend that
 * can is asked once, which costs none of its slots. What fails, or takes too long, was not counted; nor is what comes while
 * many are counted already.
 */
final class PromptCount {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** The number stands at the beginning; what may follow are the tokens. */
    private static final int MOST = 64 * 1024;

    private static final Question TOKENIZE = new Question("/tokenize", "count");
    private static final Question INPUT_TOKENS = new Question("/v1/chat/completions/input_tokens", "input_tokens");

    /** By the names of engines: those that count the prompt of what they would be asked for. */
    private static final Map<String, Question> CHATS = Map.of("vLLM", TOKENIZE, "llama.cpp", INPUT_TOKENS);

    private static final Map<String, Question> COMPLETIONS = Map.of("vLLM", TOKENIZE);

    /** Where a body is counted, and what the answer calls the number. */
    private record Question(String path, String field) {

        private static final JsonFactory JSON = new JsonFactory();

        /** In this beginning of an answer, if it is there. */
        OptionalInt number(byte[] beginning) {
            try (JsonParser json = JSON.createParser(beginning)) {
                json.nextToken();
                for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                    if (json.nextToken() == JsonToken.VALUE_NUMBER_INT && name.equals(field)) {
                        int number = json.getIntValue();
                        json.nextToken(); // else some of its digits may be missing
                        return OptionalInt.of(number);
                    }
                    json.skipChildren();
                }
            } catch (IOException e) {
                return OptionalInt.empty(); // more may come
            }
            return OptionalInt.empty();
        }
    }

    private final Relay relay;
    private final Inference inference;
    private final IntConsumer counted;
    private final Buffer answer = Buffer.buffer();

    // Mutable state.
    private Optional<BackendId> asked = Optional.empty();
    private @Nullable Line line;
    private long timer = -1;
    private boolean over;

    /** Of this request; {@code counted} hears the number, at most once. */
    PromptCount(Relay relay, Inference inference, IntConsumer counted) {
        this.relay = relay;
        this.inference = inference;
        this.counted = counted;
    }

    /** Begins, if the ticket was not granted at once and its prompt may be too long for some backend. */
    void begin(Ticket ticket) {
        if (mayBeTooLong()) {
            relay.owner().place(ticket).onSuccess(place -> place.ifPresent(waits -> ask()));
        }
    }

    /** Nobody wants to know any more. */
    void stop() {
        if (!over) {
            over = true;
            asked.ifPresent(relay.counts()::ended);
            relay.vertx().cancelTimer(timer);
            if (line != null) {
                line.close();
            }
        }
    }

    /** A token has at least one byte. A picture has more tokens than anybody can count here. */
    private boolean mayBeTooLong() {
        OptionalInt context = servers().smallestContext();
        return context.isPresent()
                && inference.needs().bytes() > context.getAsInt()
                && !inference.needs().abilities().contains(Ability.VISION);
    }

    private Servers servers() {
        return new Servers(inference.model(), relay.owner().snapshot().known());
    }

    private Map<String, Question> questions() {
        return switch (inference.asks()) {
            case CHAT -> CHATS;
            case COMPLETION -> COMPLETIONS;
            case EMBEDDING, VISION -> Map.of();
        };
    }

    private void ask() {
        Map<String, Question> questions = questions();
        Optional<Backend> backend = servers().toCount(questions.keySet(), relay.counts());
        if (over || backend.isEmpty() || relay.counts().full()) {
            return;
        }
        Question question = questions.getOrDefault(backend.get().traits().engine(), TOKENIZE);
        asked = backend.map(Backend::id);
        asked.ifPresent(relay.counts()::begun);
        timer = relay.vertx().setTimer(PATIENCE.toMillis(), late -> stop());
        Served model = backend.get().serves(inference.model()).orElseThrow();
        OwnName.write(relay.vertx(), inference, backend.get(), model)
                .onComplete(body -> ask(backend.get(), question, body), unwritten -> stop());
    }

    private void ask(Backend backend, Question question, Body body) {
        if (!over) {
            relay.dialer()
                    .dialAfresh(backend)
                    .compose(opened -> connected(opened, backend, question))
                    .compose(request -> send(request, backend, body))
                    .onComplete(head -> read(head, question), failed -> stop());
        }
    }

    private Future<HttpClientRequest> connected(Line opened, Backend backend, Question question) {
        line = opened;
        if (over) {
            opened.close();
            return Future.failedFuture("nobody wants to know any more");
        }
        return opened.connection().request(Outgoing.post(backend, question.path()));
    }

    private Future<HttpClientResponse> send(HttpClientRequest request, Backend backend, Body body) {
        Outgoing.addHeaders(request, relay, inference, backend.id());
        request.exceptionHandler(broken -> stop());
        Upload.begin(relay.vertx(), request, body);
        return request.response();
    }

    private void read(HttpClientResponse head, Question question) {
        if (over || head.statusCode() != 200) {
            stop();
            return;
        }
        head.exceptionHandler(broken -> stop());
        head.endHandler(end -> stop());
        head.handler(chunk -> take(chunk, question));
    }

    private void take(Buffer chunk, Question question) {
        if (over) {
            return;
        }
        answer.appendBuffer(chunk);
        OptionalInt number = question.number(answer.getBytes());
        if (number.isPresent() || answer.length() > MOST) {
            stop();
            number.ifPresent(counted);
        }
    }
}
