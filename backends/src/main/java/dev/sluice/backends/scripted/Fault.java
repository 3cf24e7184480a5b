package dev.sluice.backends.scripted;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One way in which a backend may answer.
 *
 * @param id its name, for ever
 * @param source the list of facts that it is from, and the row there
 * @param ask what was asked
 * @param patience how many milliseconds a router shall wait for a sign of life; its usual time where it is not said
 * @param script what the backend does
 * @param expect what the client shall see
 */
public record Fault(
        @JsonProperty(required = true) String id,
        @JsonProperty(required = true) String source,
        @JsonProperty(required = true) Ask ask,
        @Nullable Integer patience,
        @JsonProperty(required = true) Steps script,
        @JsonProperty(required = true) Expectation expect) {

    public Fault {
        Objects.requireNonNull(id, "id");
    }

    @Override
    public String toString() {
        return id;
    }
}
