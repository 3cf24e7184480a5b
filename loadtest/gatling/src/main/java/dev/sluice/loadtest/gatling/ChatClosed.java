package dev.sluice.loadtest.gatling;

/** As many chats at once, always: what a pool can do. */
public final class ChatClosed extends Chat {

    public ChatClosed() {
        play(this::alwaysAsMany);
    }
}
