package dev.sluice.pool;

import java.time.Duration;

/**
 * The health of one backend, with what it takes to judge the next piece of evidence.
 *
 * @param health what it is
 * @param why the evidence, for people
 * @param since when it became so, in nanoseconds of the caller's time
 * @param trial whether it has yet to answer a request before it gets more than one at a time
 * @param setbacks how often in a row it was put out by a request that it failed
 * @param notBefore until when a good probe does not bring it back
 */
public record Condition(Health health, String why, long since, boolean trial, int setbacks, long notBefore) {

    /** It comes back at its first good probe when it has failed once: it was restarted, as a rule. */
    private static final Duration LOST = Duration.ofMillis(250);

    /** Its probes are good all the while, so only time can help. */
    private static final Duration FAILING = Duration.ofSeconds(5);

    /** Each try costs some client a whole deadline. */
    private static final Duration HANGING = Duration.ofSeconds(30);

    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** Whoever breaks off costs less than a deadline, and may have been mended long ago. */
    private static final Duration LONGEST_DOWN = Duration.ofSeconds(30);

    /** Of a backend of which only the address is known. */
    public static Condition unknown(long now) {
        return new Condition(Health.UNKNOWN, "it has not been looked at", now, false, 0, now);
    }

    /**
     * After a look at it.
     *
     * @param busy whether requests of ours run there: then it may well have no time for a probe
     */
    public Condition seen(Sighting sighting, boolean busy, long now) {
        return switch (sighting) {
            case Sighting.Ready ready -> ready(now);
            case Sighting.Progress progress -> health == Health.HUNG ? back("it gets on again", now) : this;
            case Sighting.Loading loading ->
                become(Health.LOADING, "it loads its model", now).untried();
            case Sighting.Out(String why) -> unavailable(why, now);
            case Sighting.NoAnswer(boolean heard) -> heard ? heard(now) : silent(busy, now);
        };
    }

    /** Nobody could stand in for it: if it is down, a good probe brings it back whatever its pause. */
    public Condition needed(long now) {
        return health == Health.DOWN && notBefore > now
                ? new Condition(health, why, since, trial, setbacks, now)
                : this;
    }

    private Condition ready(long now) {
        return switch (health) {
            case UP -> this;
            case UNKNOWN, LOADING, SILENT -> become(Health.UP, "it answers", now);
            case HUNG, DOWN -> now >= notBefore ? back("it answers", now) : this;
        };
    }

    private Condition heard(long now) {
        return health == Health.SILENT ? become(Health.UP, "its answers go on", now) : this;
    }

    private Condition silent(boolean busy, long now) {
        String why = busy ? "it works, and answers no probe" : "it answers no probe";
        return health == Health.UP || health == Health.UNKNOWN ? become(Health.SILENT, why, now) : this;
    }

    /** A request was answered, or the first of an answer has come. */
    public Condition answered(long now) {
        boolean wasMisjudged = health == Health.SILENT || health == Health.HUNG;
        Condition well = wasMisjudged ? become(Health.UP, "it answers a request", now) : this;
        return health == Health.DOWN ? this : well.untried();
    }

    /** It broke the connection of a request. Several that break together are one setback. */
    public Condition lost(String why, long now) {
        return health == Health.DOWN ? this : out(Health.DOWN, why, setbacks == 0 ? Duration.ZERO : LOST, now);
    }

    /**
     * It refuses, or is not what it should be: it comes back at its first good probe, however long the pause was that it
     * had, since it was started anew, as a rule. Who is out already is out for the newest reason.
     */
    public Condition unavailable(String why, long now) {
        boolean wasOut = health == Health.DOWN;
        boolean nothingNew = wasOut && this.why.equals(why) && notBefore <= now;
        return nothingNew ? this : new Condition(Health.DOWN, why, wasOut ? since : now, trial, setbacks, now);
    }

    /** It answers probes, and fails requests. Those that fail while it is out already are no further setback. */
    public Condition failing(String why, long now) {
        return health == Health.DOWN ? this : out(Health.DOWN, why, FAILING, now);
    }

    /** It got nowhere with a request until its deadline. */
    public Condition hung(String why, long now) {
        return health == Health.DOWN || health == Health.HUNG ? this : out(Health.HUNG, why, HANGING, now);
    }

    /** Whether it refuses, and has for at least so long. */
    public boolean outSince(long then) {
        return (health == Health.DOWN || health == Health.HUNG) && since <= then;
    }

    private Condition out(Health health, String why, Duration pause, long now) {
        long doubled = pause.toNanos() << Math.min(setbacks, 16);
        Duration most = health == Health.DOWN ? LONGEST_DOWN : LONGEST;
        return new Condition(health, why, now, false, setbacks + 1, now + Math.min(doubled, most.toNanos()));
    }

    /** Back from where a request put it, or a probe: after a setback it has to show itself first. */
    private Condition back(String why, long now) {
        return new Condition(Health.UP, why, now, setbacks > 0, setbacks, now);
    }

    private Condition become(Health next, String why, long now) {
        return next == health ? this : new Condition(next, why, now, trial, setbacks, notBefore);
    }

    private Condition untried() {
        return trial || setbacks > 0 ? new Condition(health, why, since, false, 0, notBefore) : this;
    }
}
