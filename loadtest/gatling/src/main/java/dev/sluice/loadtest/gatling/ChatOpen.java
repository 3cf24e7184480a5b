package dev.sluice.loadtest.gatling;

/** As many new chats a second, whatever became of those before: what users feel. */
public final class ChatOpen extends Chat {

    public ChatOpen() {
        play(this::everMore);
    }
}
