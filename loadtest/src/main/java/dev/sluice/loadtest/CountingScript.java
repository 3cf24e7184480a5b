package dev.sluice.loadtest;

import dev.sluice.backends.scripted.Call;
import dev.sluice.backends.scripted.Script;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Answers each chat with {@code " 1 2 3 …"}, {@code max_tokens} numbers at an even pace, as soon as it is asked.
 *
 * <p>It keeps books: what it was asked, and how many left before their answer was whole.
 */
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
    private final AtomicLong working = new AtomicLong();
    private final AtomicLong messages = new AtomicLong();
    private final AtomicLong misdirected = new AtomicLong();
    private final AtomicLong whole = new AtomicLong();
    private final AtomicLong left = new AtomicLong();
    private volatile boolean killed;

    CountingScript(String model, Duration pace) {
        this.model = model;
        this.paceNanos = pace.toNanos();
    }

    /** Whether it works on nothing, and the books hold everything that was. */
    boolean idle() {
        return working.get() == 0;
    }

    /** How many messages all requests had, together. */
    long messages() {
        return messages.get();
    }

    /** How many requests were for another model. */
    long misdirected() {
        return misdirected.get();
    }

    /** How many answers were given to their end. */
    long whole() {
        return whole.get();
    }

    /** Whether connections break from now on because this side breaks them. */
    void killed(boolean now) {
        killed = now;
    }

    /** How many clients left before their answer was whole. */
    long left() {
        return left.get();
    }

    @Override
    public void answer(Call call) throws IOException, InterruptedException {
        JsonObject request = new JsonObject(call.body());
        messages.addAndGet(request.getJsonArray("messages", new JsonArray()).size());
        if (!model.equals(request.getString("model", model))) {
            misdirected.incrementAndGet();
        }
        working.incrementAndGet();
        AtomicBoolean gone = new AtomicBoolean();
        Thread.ofVirtual().start(() -> watch(call, gone));
        try {
            answer(call, request, gone);
            whole.incrementAndGet();
        } catch (IOException broken) {
            if (!killed) {
                left.incrementAndGet();
            }
        } finally {
            working.decrementAndGet();
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

    private void answer(Call call, JsonObject request, AtomicBoolean gone) throws IOException, InterruptedException {
        int tokens = request.getInteger("max_tokens", USUAL_TOKENS);
        boolean streamed = request.getBoolean("stream", false);
        if (streamed) {
            call.send(HEAD);
            call.chunk(event(new JsonObject().put("role", "assistant").put("content", ""), null));
        }
        long begun = System.nanoTime();
        for (int token = 1; token <= tokens; token++) {
            Thread.sleep(Duration.ofNanos(begun + token * paceNanos - System.nanoTime()));
            if (gone.get()) {
                throw new IOException("the client has left");
            }
            if (streamed) {
                call.chunk(event(new JsonObject().put("content", " " + token), null));
            }
        }
        if (streamed) {
            call.chunk(event(new JsonObject(), "length") + "data: [DONE]\n\n");
            call.endStream();
        } else {
            call.answer(200, whole(tokens));
        }
    }

    private String event(JsonObject delta, @Nullable String finishReason) {
        return "data: " + envelope("chat.completion.chunk", "delta", delta, finishReason) + "\n\n";
    }

    private String whole(int tokens) {
        String text = IntStream.rangeClosed(1, tokens).mapToObj(n -> " " + n).collect(Collectors.joining());
        JsonObject message = new JsonObject().put("role", "assistant").put("content", text);
        return envelope("chat.completion", "message", message, "length");
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
