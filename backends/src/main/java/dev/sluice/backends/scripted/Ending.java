package dev.sluice.backends.scripted;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;

/** What a script does to its connection. */
public enum Ending {
    /** Sends the last chunk, as a chunked answer should end. */
    @JsonProperty("end")
    END,
    /** Closes: a FIN, and where something of the request was left unread, a reset behind it. */
    @JsonProperty("fin")
    FIN,
    /** Breaks the connection. What the other side has not read yet, it may never see. */
    @JsonProperty("reset")
    RESET,
    /** Sends a FIN and goes on listening. */
    @JsonProperty("half-close")
    HALF_CLOSE,
    /** Says nothing more, until the other side closes. */
    @JsonProperty("stall")
    STALL,
    /** From now on the backend refuses new connections. */
    @JsonProperty("refuse")
    REFUSE;

    void of(Call call) throws IOException {
        switch (this) {
            case END -> call.endStream();
            case FIN -> call.close();
            case RESET -> call.reset();
            case HALF_CLOSE -> call.halfClose();
            case STALL -> call.awaitClosed();
            case REFUSE -> call.refuseOthers();
        }
    }
}
