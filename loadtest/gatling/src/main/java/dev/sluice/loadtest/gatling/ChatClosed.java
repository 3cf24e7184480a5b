package dev.sluice.loadtest.gatling;

import static io.gatling.javaapi.core.CoreDsl.constantConcurrentUsers;

/** As many chats at once, always: what a pool can do. */
public final class ChatClosed extends Chat {

    public ChatClosed() {
        play(users -> users.injectClosed(
                constantConcurrentUsers(plan.size().users()).during(plan.size().seconds())));
    }
}
