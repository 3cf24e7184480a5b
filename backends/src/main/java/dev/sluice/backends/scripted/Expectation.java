package dev.sluice.backends.scripted;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/** What a client of the router shall see of an answer. */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({
    @JsonSubTypes.Type(Expectation.Complete.class),
    @JsonSubTypes.Type(Expectation.Elsewhere.class),
    @JsonSubTypes.Type(Expectation.Larger.class),
    @JsonSubTypes.Type(Expectation.Broken.class),
    @JsonSubTypes.Type(Expectation.Cut.class),
    @JsonSubTypes.Type(Expectation.Torn.class),
    @JsonSubTypes.Type(Expectation.Refused.class)
})
public sealed interface Expectation {

    /** Status 200 and exactly this body. No other backend hears of the request. */
    record Complete(String complete) implements Expectation {}

    /**
     * Another backend serves the request, and the client cannot tell.
     *
     * @param status what the client gets where there is no other backend
     * @param code the error code that goes with it
     */
    record Elsewhere(
            @JsonProperty("elsewhere") int status,
            @JsonProperty(required = true) String code) implements Expectation {}

    /**
     * Another backend, which may have more room, serves the request.
     *
     * @param status what the client gets where there is none
     * @param body exactly this body: the backend's own
     */
    record Larger(
            @JsonProperty("larger") int status,
            @JsonProperty(required = true) String body) implements Expectation {}

    /** Status 200, exactly this text, then an error event. No other backend hears of the request. */
    record Broken(String broken) implements Expectation {}

    /**
     * Status 200, some of this text from its beginning on, then an error event: the answer was cut for its size or its
     * length. No other backend hears of the request.
     */
    record Cut(String cut) implements Expectation {}

    /**
     * The connection was reset, and how much of what was sent has been seen by then is chance: another backend serves
     * the request, or the client gets some of this text from its beginning on, and then an error event; or all of it, if
     * that is a whole answer.
     */
    record Torn(String torn) implements Expectation {}

    /**
     * The backend's refusal is the client's to read. No other backend hears of the request.
     *
     * @param status the backend's own
     * @param body exactly this body, where the backend's own can be passed on
     * @param says words of the backend that its message holds, where the body has to be written anew
     */
    record Refused(
            @JsonProperty("refused") int status,
            @Nullable String body,
            @Nullable String says) implements Expectation {

        public Refused {
            if ((body == null) == (says == null)) {
                throw new IllegalArgumentException("refused: " + status + " (expected: one of body and says)");
            }
        }
    }
}
