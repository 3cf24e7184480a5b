package dev.sluice.backends.scripted;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;

/** What to do about a request. When it returns, the connection is closed. */
@FunctionalInterface
public interface Script {

    /** How much of a request is read before it is answered. */
    enum Reading {
        /** Nothing but the first byte, by which a request is told from a probe. */
        @JsonProperty("nothing")
        NOTHING,
        /** The head. */
        @JsonProperty("head")
        HEAD,
        /** Head and body. */
        @JsonProperty("all")
        ALL
    }

    /**
     * Answers one request.
     *
     * @throws IOException the other side has left
     */
    void answer(Call call) throws IOException, InterruptedException;

    /** How much of the request is read before {@link #answer} is called. */
    default Reading reading() {
        return Reading.ALL;
    }
}
