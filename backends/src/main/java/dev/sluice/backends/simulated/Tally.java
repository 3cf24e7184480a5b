package dev.sluice.backends.simulated;

import dev.sluice.backends.simulated.Witness.Ending;

/**
 * What has become of the requests that an engine was to work on, since it was made; kept when its process ends.
 *
 * @param asked all of them, refused ones left out
 * @param complete answered to the end
 * @param left whose client has gone before
 * @param broken ended by a fault, or with the process
 */
public record Tally(long asked, long complete, long left, long broken) {

    static final Tally NONE = new Tally(0, 0, 0, 0);

    Tally oneAsked() {
        return new Tally(asked + 1, complete, left, broken);
    }

    Tally oneEnded(Ending ending) {
        return switch (ending) {
            case COMPLETE -> new Tally(asked, complete + 1, left, broken);
            case LEFT -> new Tally(asked, complete, left + 1, broken);
            case BROKEN -> new Tally(asked, complete, left, broken + 1);
        };
    }

    /** How many are not over. */
    public long open() {
        return asked - complete - left - broken;
    }
}
