package dev.sluice.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A stream that a fuzzer thought of. Each byte of its input up to 127 stands for itself, each above for one of the
 * pieces that streams are made of; so an input can be read, and one changed byte gives another stream that means
 * something.
 */
public final class FuzzedStream {

    private static final List<String> PIECES = List.of(
            "\n\n",
            "\r\n\r\n",
            "\r\r",
            "\n\r",
            "data: ",
            "data:",
            "data: {",
            "data: [DONE]\n\n",
            "event: error\n",
            "error: ",
            "event:",
            "id: 7\n",
            "retry: 10\n",
            ": note\n",
            "\uFEFF",
            "\u2028",
            "\u0085",
            "é😀",
            "{\"choices\":[",
            "{\"delta\":{\"content\":\"1\"}",
            "\"finish_reason\":null",
            "\"finish_reason\":\"stop\"",
            "\"finish_reason\":\"abort\"",
            "\"finish_reason\"",
            "\\u0066inish_reason",
            "\"index\":0",
            "\"index\":1",
            "\"error\":null",
            "\"error\":{\"message\":\"no\"}",
            "\"error\"",
            "\"\\u0065rror\":",
            "\"__verbose\":{\"prompt\":\"x\"}",
            "\"__verbose\"",
            "\"\\u005f_verbose\":1",
            "\"prompt_progress\":{\"total\":1}",
            "\"choices\":",
            "\"delta\":",
            "\"text\":\"1\"",
            "\"role\":\"assistant\"",
            "]}\n\n",
            "}]}\n\n",
            "\":\"",
            "\\\"",
            "\\u00e9",
            "null",
            "1.50e3",
            "true",
            "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\" 1\"},\"finish_reason\":null}]}\n\n",
            "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n");

    /** Bytes that no text has. */
    private static final byte[] NOT_UTF8 = {(byte) 0xC3, (byte) 0xFF};

    private static final int LONG_TEXT = 0xFE;

    /** More would not show more, and take long. */
    private static final int MOST_CUTS = 1_000;

    private FuzzedStream() {}

    /** The rest of the input; of its pieces, one is a text of so many bytes. */
    public static byte[] rest(FuzzedDataProvider input, int longText) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (byte b : input.consumeRemainingAsBytes()) {
            if (b >= 0) {
                stream.write(b);
            } else {
                stream.writeBytes(piece(b & 0xFF, longText));
            }
        }
        return stream.toByteArray();
    }

    private static byte[] piece(int code, int longText) {
        if (code == LONG_TEXT) {
            return utf8("A".repeat(longText));
        }
        int index = code - 128;
        return index < PIECES.size() ? utf8(PIECES.get(index)) : NOT_UTF8;
    }

    /** Where such a stream is cut into chunks: the ends of all of them, in order, decided by one number. */
    public static List<Integer> cuts(int seed, int length) {
        Random random = new Random(seed);
        int longest = Math.max(1 + length / MOST_CUTS, 1 << random.nextInt(17));
        List<Integer> ends = new ArrayList<>();
        for (int end = 0; end < length; ) {
            end = Math.min(length, end + 1 + random.nextInt(longest));
            ends.add(end);
        }
        return ends;
    }

    private static byte[] utf8(String piece) {
        return piece.getBytes(StandardCharsets.UTF_8);
    }
}
