package dev.sluice.backends.simulated.llama;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Streams of conversations that have an id: kept, so that whoever has left can read on. */
final class LlamaStreams {

    /** How long one is kept after its end. */
    private static final long KEPT_MS = TimeUnit.SECONDS.toMillis(300);

    private static final Pattern OFFSET = Pattern.compile("[0-9]{1,9}");

    /** One of them: all of its events, and whether more will come. */
    static final class Kept {
        private final Buffer events = Buffer.buffer();
        private boolean over;

        void add(String event) {
            events.appendString(event);
        }
    }

    private final Vertx vertx;
    private final Map<String, Kept> streams = new HashMap<>();

    LlamaStreams(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Begins the stream of this conversation, in place of an earlier one. */
    Kept begin(String conversation) {
        Kept kept = new Kept();
        streams.put(conversation, kept);
        return kept;
    }

    void end(String conversation, Kept kept) {
        kept.over = true;
        vertx.setTimer(KEPT_MS, later -> streams.remove(conversation, kept));
    }

    /** What has come of it so far, from a byte on. */
    void read(HttpServerRequest request) throws Refused {
        Kept kept = streams.get(request.getParam("conv_id", ""));
        String offset = request.getParam("from", "0");
        if (kept == null) {
            LlamaAbsent.answer(request);
        } else if (!OFFSET.matcher(offset).matches() || Integer.parseInt(offset) > kept.events.length()) {
            throw Refused.invalid("offset is lost");
        } else {
            LlamaReply.stream(request);
            follow(request.response(), kept, Integer.parseInt(offset));
        }
    }

    private void follow(HttpServerResponse response, Kept kept, int from) {
        int length = kept.events.length();
        if (length > from) {
            response.write(kept.events.getBuffer(from, length));
        }
        if (kept.over) {
            response.end();
        } else if (!response.closed()) {
            vertx.setTimer(1, later -> follow(response, kept, length));
        }
    }

    void delete(HttpServerRequest request) {
        streams.remove(request.getParam("conv_id", ""));
        LlamaReply.nothing(request);
    }
}
