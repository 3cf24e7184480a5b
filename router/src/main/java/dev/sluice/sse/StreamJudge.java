package dev.sluice.sse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.sse.Reading.Failure;
import dev.sluice.sse.Reading.Plain;
import dev.sluice.sse.Reading.Rewritten;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads the events of one stream, and says at its end whether the answer is whole: every choice had a good finish reason
 * before the end marker came.
 *
 * <p>The first events are parsed, until one is content. After that an event is parsed only where a glance shows that it
 * may be more than content: the happy path parses nothing.
 */
public final class StreamJudge {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String END_MARKER = "[DONE]";

    /** No request asks for as many; a backend that counts further does not make us remember it. */
    private static final int MOST_CHOICES = 1 << 12;

    private final boolean readsAll;
    private final Choices choices;
    private final FinishSpotter spotter = new FinishSpotter();
    private boolean begun;
    private boolean content;
    private int events;
    private Usage usage = Usage.NONE;

    /** Of a stream that answers a request for so many sequences. */
    public StreamJudge(int sequences) {
        this.readsAll = sequences > 1;
        this.choices = new Choices(sequences);
    }

    /** What the next event is, which lies whole from {@code from} to {@code to}. */
    public Reading judge(Bytes bytes, int from, int to, boolean oneLine) {
        if (content && oneLine && !readsAll && !EventGlance.mustBeRead(bytes, from, to)) {
            events++;
            return Plain.CONTENT;
        }
        byte[] came = copy(bytes, from, to);
        byte[] event = oneLine ? came : Comments.cutFrom(came); // a comment beside data is a line of its own
        Reading reading = read(event, Frame.parse(withoutMark(new String(event, StandardCharsets.UTF_8))));
        if (event.length < came.length && reading instanceof Plain kind && kind != Plain.NOTHING) {
            reading = new Rewritten(kind, ByteBuffer.wrap(event));
        }
        content |= reading == Plain.CONTENT || (reading instanceof Rewritten cut && cut.kind() == Plain.CONTENT);
        return reading;
    }

    /** What the next piece is of an event that is too large to be held: it is searched for a finish reason, no more. */
    public Reading judgePiece(Bytes bytes, int from, int to) {
        begun = true;
        content = true;
        for (int at = spotter.nextEnd(bytes, from, to); at != -1; at = spotter.nextEnd(bytes, at, to)) {
            if (FinishReason.isFailure(spotter.reason())) {
                return aborted(spotter.reason());
            }
            if (!spotter.reason().isEmpty()) {
                choices.endOne();
            }
        }
        return Plain.CONTENT;
    }

    /** How many events had something of the answer in them, so far. Those too large to be held are left out. */
    public int events() {
        return events;
    }

    /** What the engine has told of the tokens of the answer: as a rule in its last events. */
    public Usage usage() {
        return usage;
    }

    private Reading read(byte[] event, Frame frame) {
        if (frame.failed()) {
            return new Failure("it reported an error: " + words(frame.data()));
        }
        if (frame.silent()) {
            return Plain.NOTHING;
        }
        if (frame.data().equals(END_MARKER)) {
            return choices.complete() ? Plain.END : new Failure("it ended the answer without a reason");
        }
        return readJson(event, frame.data());
    }

    private Reading readJson(byte[] event, String data) {
        JsonNode chunk;
        try {
            chunk = JSON.readTree(data);
        } catch (IOException e) {
            return Plain.CONTENT; // not ours to judge: what a client makes of it is between it and the backend
        }
        if (chunk.hasNonNull("error")) {
            return new Failure("it reported an error: " + words(data));
        }
        for (JsonNode choice : chunk.path("choices")) {
            String reason = choice.path("finish_reason").asText("");
            if (FinishReason.isFailure(reason)) {
                return aborted(reason);
            }
            note(Math.clamp(choice.path("index").asInt(0), 0, MOST_CHOICES), reason);
        }
        events += Prelude.hasText(chunk) ? 1 : 0;
        usage = usage.and(chunk);
        return bearable(event, data, chunk, kind(chunk));
    }

    private static String words(String error) {
        return BackendError.in(error.getBytes(StandardCharsets.UTF_8)).words();
    }

    private static Failure aborted(String reason) {
        return new Failure(FinishReason.inWords(reason));
    }

    /** An empty reason is some engines' way to say that there is none yet. */
    private void note(int choice, String reason) {
        if (reason.isEmpty()) {
            choices.begin(choice);
        } else {
            choices.end(choice);
        }
    }

    private Plain kind(JsonNode chunk) {
        if (content || !Prelude.is(chunk)) {
            return Plain.CONTENT;
        }
        return chunk.hasNonNull("prompt_progress") ? Plain.PROGRESS : Plain.PRELUDE;
    }

    /** The event as it may be passed on. JSON that is spread over several lines stays as it is: no engine does that. */
    private static Reading bearable(byte[] event, String data, JsonNode chunk, Plain kind) {
        if (!chunk.has("error") && !chunk.has(Members.VERBOSE)) {
            return kind;
        }
        byte[] object = data.getBytes(StandardCharsets.UTF_8);
        int at = indexOf(event, object);
        try {
            return at == -1 ? kind : new Rewritten(kind, replace(event, at, object.length, Members.bearable(object)));
        } catch (IOException e) {
            throw new IllegalStateException("an object that could be read cannot be read again", e);
        }
    }

    private static int indexOf(byte[] event, byte[] part) {
        return new String(event, StandardCharsets.ISO_8859_1).indexOf(new String(part, StandardCharsets.ISO_8859_1));
    }

    private static ByteBuffer replace(byte[] event, int at, int length, byte[] with) {
        return ByteBuffer.allocate(event.length - length + with.length)
                .put(event, 0, at)
                .put(with)
                .put(event, at + length, event.length - at - length)
                .flip();
    }

    /** A stream may begin with a byte order mark, which is no part of its first line. */
    private String withoutMark(String text) {
        boolean marked = !begun && text.startsWith("\uFEFF");
        begun = true;
        return marked ? text.substring(1) : text;
    }

    private static byte[] copy(Bytes bytes, int from, int to) {
        byte[] copy = new byte[to - from];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = bytes.at(from + i);
        }
        return copy;
    }
}
