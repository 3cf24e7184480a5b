package dev.sluice.relay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.sluice.pool.Backend;
import dev.sluice.pool.Served;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The body for a backend that takes a request only under its own name for the model: with that name in it, and otherwise
 * byte for byte as it came. Nothing of it is copied.
 */
final class OwnName {

    private static final JsonFactory JSON = new JsonFactory();

    /** Looking through this much takes a fifth of a millisecond; more is done on a worker, so that the loop goes on. */
    private static final int MOST_ON_LOOP = 256 * 1024;

    /** Where a value lies: what is between is written anew. */
    private record Span(long from, long to) {}

    private OwnName() {}

    /** The body of this request as this backend needs it for that model of its; fails if it cannot be written so. */
    static Future<Body> write(Vertx vertx, Inference inference, Backend backend, Served model) {
        String id = model.id();
        Body body = inference.body();
        if (!backend.traits().ownNames() || inference.named().equals(Optional.of(id))) {
            return Future.succeededFuture(body);
        }
        return body.length() > MOST_ON_LOOP
                ? vertx.executeBlocking(() -> write(id, body), false)
                : Future.succeededFuture(body).map(whole -> write(id, whole));
    }

    /** This body, which is a JSON object, with this as its model. One that is not UTF-8 stays as it is. */
    static Body write(String id, Body body) {
        try (JsonParser json = JSON.createParser(new BodyInput(body))) {
            json.nextToken();
            long begin = json.currentTokenLocation().getByteOffset();
            if (begin < 0) {
                return body; // that is how the parser says that it reads another encoding
            }
            String name = json.nextFieldName();
            boolean empty = name == null;
            List<Span> values = new ArrayList<>();
            for (; name != null; name = json.nextFieldName()) {
                json.nextToken();
                if (name.equals("model")) {
                    values.add(value(json));
                } else {
                    json.skipChildren(); // and what is not asked for is not decoded
                }
            }
            return values.isEmpty()
                    ? replace(
                            body,
                            List.of(new Span(begin + 1, begin + 1)),
                            "\"model\":" + Json.encode(id) + (empty ? "" : ","))
                    : replace(body, values, Json.encode(id));
        } catch (IOException e) {
            throw new UncheckedIOException("a body that could be read cannot be read again", e);
        }
    }

    private static Span value(JsonParser json) throws IOException {
        long from = json.currentTokenLocation().getByteOffset();
        json.skipChildren();
        json.finishToken();
        return new Span(from, json.currentLocation().getByteOffset());
    }

    private static Body replace(Body body, List<Span> spans, String with) {
        Buffer text = Buffer.buffer(with);
        List<Buffer> pieces = new ArrayList<>();
        long at = 0;
        for (Span span : spans) {
            cut(body, at, span.from(), pieces);
            pieces.add(text);
            at = span.to();
        }
        cut(body, at, body.length(), pieces);
        return new Body(pieces, pieces.stream().mapToLong(Buffer::length).sum());
    }

    /** Adds what lies there, in the pieces in which it lies. */
    private static void cut(Body body, long from, long to, List<Buffer> into) {
        long begin = 0;
        for (Buffer piece : body.pieces()) {
            int first = Math.toIntExact(Math.clamp(from - begin, 0, piece.length()));
            int behind = Math.toIntExact(Math.clamp(to - begin, 0, piece.length()));
            if (first < behind) {
                into.add(piece.slice(first, behind));
            }
            begin += piece.length();
        }
    }
}
