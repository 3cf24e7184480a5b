package dev.sluice.loadtest.gatling;

import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;

/** As many new chats a second, whatever became of those before: what users feel. */
public final class ChatOpen extends Chat {

    public ChatOpen() {
        play(users -> users.injectOpen(
                constantUsersPerSec(plan.size().rate()).during(plan.size().seconds())));
    }
}
