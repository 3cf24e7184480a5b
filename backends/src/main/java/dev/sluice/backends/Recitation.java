package dev.sluice.backends;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One request at work: counts, a number at each tick, until it is through or stopped. */
final class Recitation {

    private static final int USUAL_TOKENS = 20;

    private final HttpServerResponse response;
    private final Shape shape;
    private final boolean streamed;
    private final int tokens;
    private final Duration pace;
    private int said;
    private boolean stopped;

    private Recitation(HttpServerResponse response, Shape shape, boolean streamed, int tokens, Duration pace) {
        this.response = response;
        this.shape = shape;
        this.streamed = streamed;
        this.tokens = tokens;
        this.pace = pace;
    }

    static Recitation of(JsonObject request, Shape shape, HttpServerResponse response, Duration pace) {
        boolean streamed = Boolean.TRUE.equals(request.getBoolean("stream"));
        Integer asked = request.getInteger("max_tokens");
        int tokens = asked == null ? USUAL_TOKENS : Math.max(1, asked);
        return new Recitation(response, shape, streamed, tokens, pace);
    }

    void start(Vertx vertx, Runnable finished) {
        if (streamed) {
            response.setChunked(true).putHeader("Content-Type", "text/event-stream");
            if (shape == Shape.CHAT) {
                write(shape.role());
            }
        }
        vertx.setPeriodic(pace.toMillis(), timer -> {
            if (stopped || tick()) {
                vertx.cancelTimer(timer);
                finished.run();
            }
        });
    }

    void stop() {
        stopped = true;
    }

    private boolean tick() {
        said++;
        if (streamed) {
            write(shape.event(" " + said, null));
        }
        if (said < tokens) {
            return false;
        }
        end();
        return true;
    }

    private void end() {
        if (streamed) {
            write(shape.event("", "length"));
            response.end("data: [DONE]\n\n");
        } else {
            response.putHeader("Content-Type", "application/json");
            response.end(shape.answer(count(tokens), tokens).toBuffer());
        }
    }

    private void write(JsonObject event) {
        response.write("data: " + event.encode() + "\n\n");
    }

    private static String count(int last) {
        return IntStream.rangeClosed(1, last).mapToObj(number -> " " + number).collect(Collectors.joining());
    }
}
