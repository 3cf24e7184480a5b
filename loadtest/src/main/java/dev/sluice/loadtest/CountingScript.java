package dev.sluice.loadtest;

import dev.sluice.backends.scripted.Call;
import dev.sluice.backends.scripted.Script;
import dev.sluice.loadtest.Ledger.Ending;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Answers each chat with {@code " 1 2 3 …"}, {@code max_tokens} numbers at an even pace, and writes it down. */
final class CountingScript implements Script {

    private static final int USUAL_TOKENS = 20;

    /** A scripted backend takes one request a connection, and says so. */
    private static final String HEAD = """
            HTTP/1.1 200 OK\r
            Content-Type: text/event-stream\r
            Connection: close\r
            Transfer-Encoding: chunked\r
            \r
            """;

    private final String model;
    private final long paceNanos;
    private final Ledger ledger;
    private volatile boolean killed;

    CountingScript(String model, Duration pace, Ledger ledger) {
        this.model = model;
        this.paceNanos = pace.toNanos();
        this.ledger = ledger;
    }

    /** Whether connections break from now on because this side breaks them. */
    void killed(boolean now) {
        killed = now;
    }

    @Override
    public void answer(Call call) throws InterruptedException {
        JsonObject request = new JsonObject(call.body());
        int tokens = request.getInteger("max_tokens", USUAL_TOKENS);
        boolean streamed = request.getBoolean("stream", false);
        ledger.begins(
                request.getJsonArray("messages", new JsonArray()).size(),
                !model.equals(request.getString("model", model)));
        AtomicBoolean gone = new AtomicBoolean();
        Thread.ofVirtual().start(() -> watch(call, gone));
        try {
            if (streamed) {
                stream(call, tokens, gone);
            } else {
                whole(call, tokens, gone);
            }
            ledger.ends(Ending.WHOLE);
        } catch (IOException broken) {
            ledger.ends(killed ? Ending.KILLED : streamed ? Ending.STREAM_LEFT : Ending.ANSWER_LEFT);
        }
    }

    private static void watch(Call call, AtomicBoolean gone) {
        try {
            call.awaitClosed();
        } catch (IOException closed) {
            // by us
        }
        gone.set(true);
    }

    private void stream(Call call, int tokens, AtomicBoolean gone) throws IOException, InterruptedException {
        call.send(HEAD);
        call.chunk(event(new JsonObject().put("role", "assistant").put("content", ""), null));
        long begun = System.nanoTime();
        for (int token = 1; token <= tokens; token++) {
            await(begun, token, gone);
            call.chunk(event(new JsonObject().put("content", " " + token), null));
        }
        call.chunk(event(new JsonObject(), "length") + "data: [DONE]\n\n");
        call.endStream();
    }

    private void whole(Call call, int tokens, AtomicBoolean gone) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        for (int token = 1; token <= tokens; token++) {
            await(begun, token, gone);
        }
        String text = IntStream.rangeClosed(1, tokens).mapToObj(n -> " " + n).collect(Collectors.joining());
        JsonObject message = new JsonObject().put("role", "assistant").put("content", text);
        call.answer(200, envelope("chat.completion", "message", message, "length"));
    }

    private void await(long begun, int token, AtomicBoolean gone) throws IOException, InterruptedException {
        Thread.sleep(Duration.ofNanos(begun + token * paceNanos - System.nanoTime()));
        if (gone.get()) {
            throw new IOException("the client has left");
        }
    }

    private String event(JsonObject delta, @Nullable String finishReason) {
        return "data: " + envelope("chat.completion.chunk", "delta", delta, finishReason) + "\n\n";
    }

    private String envelope(String object, String part, JsonObject content, @Nullable String finishReason) {
        JsonObject choice = new JsonObject().put("index", 0).put(part, content).put("finish_reason", finishReason);
        return new JsonObject()
                .put("id", "chatcmpl-counting")
                .put("object", object)
                .put("model", model)
                .put("choices", new JsonArray().add(choice))
                .encode();
    }
}
