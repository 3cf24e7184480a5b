package dev.sluice.deployment;

import static dev.sluice.fixture.Streamed.count;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.fixture.Streamed;
import java.net.http.HttpResponse;

/** A streamed answer that should count so far. */
record Heard(HttpResponse<String> answer, int last) {

    boolean whole() {
        return answer.statusCode() == 200 && streamed().done() && text().equals(count(last));
    }

    /** If it is not whole, it was begun, and ends in an error that clients see. */
    void isWholeOrSaysThatItIsNot() {
        if (!whole()) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(text()).as(answer.body()).isNotEmpty();
            assertThat(count(last)).startsWith(text());
            assertThat(answer.body())
                    .contains("event: error\ndata: {\"error\":")
                    .doesNotContain("[DONE]");
        }
    }

    private Streamed streamed() {
        return Streamed.of(answer.body().lines());
    }

    private String text() {
        return String.join("", streamed().content());
    }
}
