package dev.sluice.telemetry;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** The fields of a line of the access log. What is not known is left out. There are no tenants yet. */
final class AccessLine {

    private AccessLine() {}

    /** In the order in which they are written. */
    static Map<String, Object> fields(Account account) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("time", account.at().truncatedTo(ChronoUnit.MILLIS).toString());
        fields.put("id", account.id());
        fields.put("route", account.route());
        account.model().ifPresent(model -> fields.put("model", model));
        fields.put("stream", account.stream());
        fields.put("status", account.status());
        fields.put("ending", account.ended().word());
        fields.put("error_type", account.error().word());
        account.backend().ifPresent(backend -> fields.put("backend", backend.value()));
        fields.put("attempts", account.attempts());
        times(account, fields::put);
        account.promptTokens().ifPresent(tokens -> fields.put("tokens_in", tokens));
        account.outputTokens().ifPresent(tokens -> fields.put("tokens_out", tokens));
        pace(account.pace(), fields::put);
        fields.put("bytes_in", account.bytesIn());
        fields.put("bytes_out", account.bytesOut());
        return fields;
    }

    private static void times(Account account, BiConsumer<String, Object> fields) {
        fields.accept("queue_ms", millis(account.queued()));
        account.firstContent().ifPresent(time -> fields.accept("ttft_ms", millis(time)));
        fields.accept("total_ms", millis(account.total()));
    }

    private static void pace(Account.Pace pace, BiConsumer<String, Object> fields) {
        if (pace.events() > 0) {
            fields.accept("events", pace.events());
            fields.accept("gap_max_ms", millis(pace.longest()));
            fields.accept("gap_mean_ms", millis(pace.mean()));
        }
    }

    /** To the microsecond. */
    private static double millis(Duration time) {
        return Math.round(time.toNanos() / 1e3) / 1e3;
    }
}
