package dev.sluice.relay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.admission.Outcome;
import dev.sluice.pool.Ability;
import dev.sluice.sse.FinishReason;
import dev.sluice.sse.Members;
import dev.sluice.sse.Usage;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What an answer that is not a stream holds, read once from end to end without keeping it. */
final class WholeAnswer {

    private static final JsonFactory JSON = new JsonFactory();

    private final Ability asked;

    // Mutable state of one reading.
    private boolean error;
    private boolean unbearable;
    private int choices;
    private String failure = "";
    private Usage usage = Usage.NONE;

    private WholeAnswer(Ability asked) {
        this.asked = asked;
    }

    /** What these bytes are: an answer to what was asked for, or none. */
    static Verdict judge(Buffer body, Ability asked, Gauge gauge) {
        byte[] bytes = body.getBytes();
        WholeAnswer answer = new WholeAnswer(asked);
        String fault = answer.read(bytes);
        if (!fault.isEmpty()) {
            return new Verdict.Failed(Breakdown.broke(Outcome.FAILED, fault));
        }
        Buffer bearable = answer.unbearable ? Buffer.buffer(bearable(bytes)) : body;
        return new Verdict.Answered(bearable, answer.usage, gauge.whole(answer.usage));
    }

    private static byte[] bearable(byte[] answer) {
        try {
            return Members.bearable(answer);
        } catch (IOException e) {
            throw new UncheckedIOException("an answer that could be read cannot be read again", e);
        }
    }

    /** Why these bytes are no whole answer, as the end of a sentence; empty if they are one. */
    private String read(byte[] body) {
        if (body.length == 0) {
            return "its answer is empty";
        }
        try (JsonParser json = JSON.createParser(body)) {
            return readObject(json) ? fault() : "its answer is not a JSON object";
        } catch (IOException e) {
            return "its answer is not JSON, or not all of it";
        }
    }

    private String fault() {
        if (error) {
            return "it reported an error";
        }
        if (!failure.isEmpty()) {
            return FinishReason.inWords(failure);
        }
        return choices == 0 ? "its answer has no " + list() : "";
    }

    /** What the answers are in, one or more. */
    private String list() {
        return asked == Ability.EMBEDDING ? "data" : "choices";
    }

    private boolean readObject(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            return false;
        }
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            unbearable |= !Members.isBearable(name, value);
            if (name.equals("error")) {
                error |= value != JsonToken.VALUE_NULL;
            }
            if (name.equals(list()) && value == JsonToken.START_ARRAY) {
                readChoices(json);
            } else if (Usage.MEMBERS.contains(name) && value == JsonToken.START_OBJECT) {
                usage = usage.and(json);
            } else {
                json.skipChildren();
            }
        }
        return json.nextToken() == null;
    }

    private void readChoices(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.START_OBJECT) {
            choices++;
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                JsonToken value = json.nextToken();
                if (name.equals("finish_reason")
                        && value == JsonToken.VALUE_STRING
                        && FinishReason.isFailure(json.getText())) {
                    failure = json.getText();
                }
                json.skipChildren();
            }
        }
    }
}
