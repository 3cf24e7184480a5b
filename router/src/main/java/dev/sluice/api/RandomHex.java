package dev.sluice.api;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Names that nobody else will choose. They are no secret, so they cost nothing. */
final class RandomHex {

    private RandomHex() {}

    /** So many hexadecimal digits in small letters, an even number. */
    static String digits(int count) {
        byte[] bytes = new byte[count / 2];
        ThreadLocalRandom.current().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
