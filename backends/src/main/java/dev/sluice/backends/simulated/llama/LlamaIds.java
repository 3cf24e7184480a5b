package dev.sluice.backends.simulated.llama;

import java.util.concurrent.ThreadLocalRandom;

/** Ids of answers: 32 letters and digits. */
final class LlamaIds {

    private static final String SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 32;

    private LlamaIds() {}

    static String chat() {
        return ThreadLocalRandom.current()
                .ints(LENGTH, 0, SIGNS.length())
                .collect(
                        () -> new StringBuilder("chatcmpl-"),
                        (id, sign) -> id.append(SIGNS.charAt(sign)),
                        StringBuilder::append)
                .toString();
    }
}
