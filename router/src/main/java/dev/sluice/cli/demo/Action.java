package dev.sluice.cli.demo;

/** What a person can do. */
sealed interface Action {

    /** Kill this backend, 1 for the first, or revive it. */
    record Toggle(int backend) implements Action {}

    /** Send many requests at once. */
    record SendBurst() implements Action {}

    /** End the demo. */
    record Quit() implements Action {}
}
