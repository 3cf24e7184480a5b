package dev.sluice.loadtest.gatling;

import io.gatling.commons.stats.KO$;
import io.gatling.commons.stats.OK$;
import io.gatling.commons.stats.Status;
import io.gatling.commons.util.Clock;
import io.gatling.commons.util.DefaultClock;
import io.gatling.commons.validation.Success;
import io.gatling.core.action.SessionHook;
import io.gatling.core.stats.StatsEngine;
import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.Session;
import java.util.List;
import java.util.function.Function;
import scala.Option;

/**
 * An action that writes rows of our own into the report, at the times at which they happened.
 *
 * <p>Gatling's {@code dummy} would do that only from now on, and wait as long as each row says: a user would spend the
 * length of every answer a second time.
 *
 * @param of the rows of a user at this point
 */
record Rows(Function<Session, List<Row>> of) implements ActionBuilder {

    private static final Clock CLOCK = new DefaultClock();

    /** Now, in milliseconds of the clock by which Gatling tells when a message came. */
    static long now() {
        return CLOCK.nowMillis();
    }

    @Override
    public io.gatling.core.action.builder.ActionBuilder asScala() {
        return (context, next) -> {
            StatsEngine stats = context.coreComponents().statsEngine();
            return new SessionHook(session -> new Success<>(write(stats, session)), "rows", stats, next);
        };
    }

    private io.gatling.core.session.Session write(StatsEngine stats, io.gatling.core.session.Session session) {
        io.gatling.core.session.Session after = session;
        for (Row row : of.apply(new Session(session))) {
            Status status = row.failure().isEmpty() ? OK$.MODULE$ : KO$.MODULE$;
            Option<String> why = Option.apply(row.failure().orElse(null));
            stats.logResponse(
                    session.scenario(),
                    session.groups(),
                    row.name(),
                    row.begin(),
                    row.end(),
                    status,
                    Option.empty(),
                    why);
            Figures.add(row);
            after = row.failure().isEmpty() ? after : after.markAsFailed();
        }
        return after;
    }
}
