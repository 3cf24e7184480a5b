package dev.sluice.admission;

import dev.sluice.pool.Accuracy;
import dev.sluice.pool.Discipline;
import dev.sluice.pool.Measured;
import dev.sluice.pool.Rates;
import java.util.HashMap;
import java.util.Map;

/**
 * What has been learnt of one backend since it started: how fast it serves each of its models, and how good the
 * predictions made of that were. Immutable.
 *
 * @param discipline what it is where nothing is learnt yet
 * @param rates by the backend's own name of the model
 * @param accuracy of the predictions
 */
record Knowledge(Discipline discipline, Map<String, Rates> rates, Accuracy accuracy) {

    Knowledge {
        rates = Map.copyOf(rates);
    }

    static Knowledge none(Discipline discipline) {
        return new Knowledge(discipline, Map.of(), Accuracy.NONE);
    }

    Rates rates(String model, long now) {
        Rates learnt = rates.get(model);
        return learnt == null ? Rates.prior(discipline, now) : learnt;
    }

    /** With one more request of this model, beside which so many others ran, and for which this time was predicted. */
    Knowledge learn(String model, Measured seen, int others, double predicted, long now) {
        Map<String, Rates> more = new HashMap<>(rates);
        more.put(model, rates(model, now).learn(seen, others, now));
        double actual = seen.untilFirst().plus(seen.generating()).toNanos();
        return new Knowledge(discipline, more, accuracy.learn(predicted, actual));
    }
}
