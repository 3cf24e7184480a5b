package dev.sluice.backends.simulated;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The time of day as a {@code Date} header has it (RFC 9110, 5.6.7). */
public final class HttpDate {

    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);

    private HttpDate() {}

    public static String now() {
        return FORM.format(ZonedDateTime.now(ZoneOffset.UTC));
    }
}
