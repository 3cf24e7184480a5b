package dev.sluice.engine;

import dev.sluice.pool.Facts;
import dev.sluice.pool.Profile;
import dev.sluice.pool.Served;
import dev.sluice.pool.Traits;
import java.util.List;
import java.util.Optional;

/** One kind of inference server. */
public interface Engine {

    /**
     * What to ask a server that has told so much, to see whether it is of this kind and what it is like: a path, for a GET
     * that is cheap and safe on a server of any kind that may have told that. Empty if no question is left, or if it is
     * of another kind.
     */
    Optional<String> asks(Answers told);

    /** Whether a server that has told so much is of this kind. */
    boolean is(Answers told);

    /** Whether one of this kind, which answers, has loaded. */
    default boolean hasLoaded(Answers told) {
        return true;
    }

    /** What it means for scheduling, as long as the operator says nothing else. */
    Traits traits(Answers told);

    /** What it tells of itself. */
    default Facts facts(Answers told) {
        return Facts.NONE;
    }

    /** What it tells of one of its models. */
    default Served served(Listed model, Answers told) {
        return model.served();
    }

    /** All of that. */
    default Profile profile(ModelList list, Answers told) {
        List<Served> models =
                list.models().stream().map(model -> served(model, told)).toList();
        return new Profile(traits(told), facts(told), models);
    }

    /** The traits of a server whose own word about its slots is believed. */
    default Traits trusted(Profile usual) {
        return usual.traits();
    }

    /** How to see that a server of this kind works on nothing; empty where it does not tell, or need not. */
    default Optional<IdleProof> idleProof() {
        return Optional.empty();
    }

    /**
     * How to see that a server of this kind gets on with its work, the best first: the next is asked where one tells
     * nothing. Empty where nothing does.
     */
    default List<ProgressSign> progressSigns() {
        return List.of();
    }

    /**
     * What one of this kind answers only to those who show its key, if it has one: a path, for a GET that is cheap and
     * safe.
     */
    default String guarded() {
        return Answers.MODELS;
    }

    /** How to see that one of this kind has put its model away until the next request; empty where none does that. */
    default Optional<IdleSign> sleepSign() {
        return Optional.empty();
    }

    /** How to see that a server of this kind was given too many requests; empty where it does not tell. */
    default Optional<CrowdSign> crowdSign() {
        return Optional.empty();
    }
}
