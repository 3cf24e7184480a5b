package dev.sluice.backends.scripted;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing that a script does, as data. Texts are sent in UTF-8; each piece is one TCP write. */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({
    @JsonSubTypes.Type(Step.Read.class),
    @JsonSubTypes.Type(Step.Send.class),
    @JsonSubTypes.Type(Step.Bytes.class),
    @JsonSubTypes.Type(Step.Answer.class),
    @JsonSubTypes.Type(Step.Stream.class),
    @JsonSubTypes.Type(Step.Chunk.class),
    @JsonSubTypes.Type(Step.Play.class),
    @JsonSubTypes.Type(Step.Wait.class),
    @JsonSubTypes.Type(Step.Then.class),
    @JsonSubTypes.Type(Step.Repeat.class)
})
public sealed interface Step extends Script {

    /** Only as the first step: so much of the request is read, and no more. */
    record Read(Reading read) implements Step {
        @Override
        public void answer(Call call) {}

        @Override
        public Reading reading() {
            return read;
        }
    }

    /** Sends a text. */
    record Send(
            @JsonProperty(required = true) String send,
            @Nullable Pieces pieces) implements Step {
        @Override
        public void answer(Call call) throws IOException {
            for (byte[] piece : Pieces.of(send.getBytes(StandardCharsets.UTF_8), pieces)) {
                call.send(piece);
            }
        }
    }

    /** Sends bytes that are no text, in hex. */
    record Bytes(String hex) implements Step {
        @Override
        public void answer(Call call) throws IOException {
            call.send(HexFormat.of().parseHex(hex));
        }
    }

    /** Sends a whole answer of this status, with its right length; JSON unless {@code type} says otherwise. */
    record Answer(
            int answer,
            List<String> headers,
            @Nullable String type,
            @Nullable String body) implements Step {

        private static final String JSON = "application/json";

        @Override
        public void answer(Call call) throws IOException {
            String content = body == null ? "" : body;
            int length = content.getBytes(StandardCharsets.UTF_8).length;
            String more = headers.isEmpty() ? "" : String.join("\r\n", headers) + "\r\n";
            call.send("HTTP/1.1 " + answer + " Whatever\r\nContent-Type: " + (type == null ? JSON : type)
                    + "\r\nContent-Length: " + length + "\r\n" + more + "\r\n" + content);
        }
    }

    /** Sends the head of a chunked answer of status 200 and this content type. */
    record Stream(String stream) implements Step {
        @Override
        public void answer(Call call) throws IOException {
            call.beginStream(stream);
        }
    }

    /** Sends a text, each piece as a chunk of its own. */
    record Chunk(
            @JsonProperty(required = true) String chunk,
            @Nullable Pieces pieces) implements Step {
        @Override
        public void answer(Call call) throws IOException {
            for (byte[] piece : Pieces.of(chunk.getBytes(StandardCharsets.UTF_8), pieces)) {
                call.chunk(piece);
            }
        }
    }

    /**
     * Sends a recording as it was, head included.
     *
     * @param until how many of its bytes; all where it is not said
     */
    record Play(
            @JsonProperty(required = true) String recording,
            @Nullable Integer until,
            @Nullable Pieces pieces) implements Step {

        public Play {
            Recording.named(recording); // a script that names none is refused before it is played
        }

        @Override
        public void answer(Call call) throws IOException {
            Recording played = Recording.named(recording);
            for (byte[] piece : Pieces.of(played.first(until == null ? played.length() : until), pieces)) {
                call.send(piece);
            }
        }
    }

    /** Does nothing for so many milliseconds. */
    record Wait(@JsonProperty("wait") long milliseconds) implements Step {
        @Override
        public void answer(Call call) throws InterruptedException {
            Thread.sleep(milliseconds);
        }
    }

    /** Does something to the connection. */
    record Then(Ending then) implements Step {
        @Override
        public void answer(Call call) throws IOException {
            then.of(call);
        }
    }

    /** Does these steps so many times. */
    record Repeat(int repeat, @JsonProperty(required = true) Steps steps) implements Step {
        @Override
        public void answer(Call call) throws IOException, InterruptedException {
            for (int i = 0; i < repeat; i++) {
                steps.answer(call);
            }
        }
    }
}
