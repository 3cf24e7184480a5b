package dev.sluice.backends.scripted;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.io.IOException;
import java.util.List;

/** A script as data: one step after the other. */
public record Steps(List<Step> steps) implements Script {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Steps {
        steps = List.copyOf(steps);
    }

    public static Steps of(Step... steps) {
        return new Steps(List.of(steps));
    }

    @Override
    public void answer(Call call) throws IOException, InterruptedException {
        for (Step step : steps) {
            step.answer(call);
        }
    }

    @Override
    public Reading reading() {
        return steps.isEmpty() ? Reading.ALL : steps.getFirst().reading();
    }
}
