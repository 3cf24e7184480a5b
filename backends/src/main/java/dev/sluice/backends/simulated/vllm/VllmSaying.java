package dev.sluice.backends.simulated.vllm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.sluice.backends.batch.Tokens;
import dev.sluice.backends.language.Utterance;
import dev.sluice.backends.language.Utterance.Finish;
import dev.sluice.backends.simulated.Json;
import org.jspecify.annotations.Nullable;

/** One choice of an answer, as far as it has got. */
final class VllmSaying {

    private final VllmAsk ask;
    private final Utterance answer;
    private final int index;
    private final StringBuilder text = new StringBuilder();
    private boolean started;
    private int cached;
    private int said;
    private int sentTokens;
    private int sentLetters;
    private @Nullable String finish;

    VllmSaying(VllmAsk ask, int index) {
        this.ask = ask;
        this.answer = ask.choices().get(index).answer();
        this.index = index;
    }

    /** It is seated; so much of its prompt is there already. */
    void started(int tokens) {
        started = true;
        cached = tokens;
    }

    /** It has said one more token. */
    void says() {
        text.append(answer.piece(said));
        said++;
    }

    /** It has said all. */
    void ended() {
        finish = answer.finish() instanceof Finish.Length ? "length" : "stop";
        if (answer.finish() instanceof Finish.Stopped(String stop)) {
            int kept = ask.wants("include_stop_str_in_output") ? stop.length() : 0;
            text.setLength(text.indexOf(stop) + kept);
        }
    }

    /** It is given up. */
    void aborted() {
        finish = "abort";
    }

    int index() {
        return index;
    }

    int said() {
        return said;
    }

    /** How many tokens of its prompt had to be read. */
    int fresh() {
        return prompt().tokens().size() - cached;
    }

    boolean runs() {
        return started && finish == null;
    }

    boolean open() {
        return finish == null;
    }

    @Nullable
    String finish() {
        return finish;
    }

    /** The text that it was ended by. */
    @Nullable
    String stopReason() {
        return answer.finish() instanceof Finish.Stopped(String stop) && "stop".equals(finish) ? stop : null;
    }

    VllmAsk.Prompt prompt() {
        return ask.promptOf(index);
    }

    /** Whether nothing of it has been sent yet. */
    boolean unsent() {
        return sentTokens == 0;
    }

    /** Whether it is time to send what has been said. */
    boolean due() {
        return said == 1
                || said - sentTokens >= ask.body().path("stream_interval").asInt(1);
    }

    /** All that it says. */
    String text() {
        return text.toString();
    }

    /** What may be sent and was not yet: from now on it was. */
    String more() {
        int end = finish == null ? text.length() - ask.heldBack() : text.length();
        String more = text.substring(sentLetters, Math.max(sentLetters, end));
        sentLetters += more.length();
        return more;
    }

    /** The tokens that were not sent yet: from now on they were. */
    ArrayNode moreTokens() {
        ArrayNode more = Json.array();
        while (sentTokens < said) {
            more.add(answer.tokens().at(sentTokens++));
        }
        return more;
    }

    static ArrayNode list(Tokens tokens) {
        ArrayNode list = Json.array();
        for (int i = 0; i < tokens.size(); i++) {
            list.add(tokens.at(i));
        }
        return list;
    }
}
