package dev.sluice.loadtest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 of a request's id and of all content of its answer. Source and client make it each for itself; the source
 * sends its own along.
 */
final class Fingerprint {

    private final MessageDigest digest = sha256();

    Fingerprint(String id) {
        add(id);
    }

    void add(String content) {
        digest.update(content.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** In hexadecimal digits. Nothing may be added after it. */
    String end() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
