package dev.sluice.cli.doctor;

import dev.sluice.cli.doctor.Diagnosis.NotServing;
import dev.sluice.cli.doctor.Diagnosis.Serving;
import dev.sluice.health.Finding;
import dev.sluice.pool.Facts;
import dev.sluice.pool.Profile;
import dev.sluice.pool.Served;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** One backend in the table. */
final class Row {

    static final List<String> TITLES = List.of(
            "",
            "state",
            "engine",
            "build",
            "model",
            "slots used/reported",
            "context",
            "keep-alive",
            "can continue",
            "key",
            "latency",
            "address");

    private static final String UNKNOWN = "?";
    private static final int BETWEEN = TITLES.size() - 3;

    private Row() {}

    static List<String> of(Diagnosis diagnosis) {
        List<String> told = switch (diagnosis.state()) {
            case Serving serving -> told(serving);
            case NotServing not -> told(not.finding());
        };
        return Stream.of(
                        List.of(diagnosis.backend().id().value(), state(diagnosis)),
                        told,
                        List.of(address(diagnosis.backend().url())))
                .flatMap(List::stream)
                .toList();
    }

    private static List<String> told(Serving serving) {
        Profile profile = serving.profile();
        Facts facts = profile.facts();
        return List.of(
                profile.traits().engine(),
                facts.build().orElse(UNKNOWN),
                model(profile.models()),
                profile.traits().slots() + "/" + number(facts.reportedSlots()),
                number(profile.models().getFirst().context()),
                facts.keepAlive().map(kept -> kept.toSeconds() + " s").orElse(UNKNOWN),
                facts.continues().map(can -> can ? "yes" : "no").orElse(UNKNOWN),
                key(serving.key()),
                serving.latency().map(Row::milliseconds).orElse(UNKNOWN));
    }

    private static List<String> told(Finding.NotReady finding) {
        String key = finding instanceof Finding.Locked(int status) ? refused(status) : UNKNOWN;
        return Stream.concat(Collections.nCopies(BETWEEN - 2, UNKNOWN).stream(), Stream.of(key, UNKNOWN))
                .toList();
    }

    private static String state(Diagnosis diagnosis) {
        return switch (diagnosis.state()) {
            case Serving serving when !diagnosis.canServe() -> "locked";
            case Serving serving -> serving.sleeps() ? "asleep" : "up";
            case NotServing not ->
                switch (not.finding()) {
                    case Finding.Loading loading -> "loading";
                    case Finding.Silent silent -> "silent";
                    case Finding.Locked locked -> "locked";
                    case Finding.Foreign foreign -> "no engine";
                    case Finding.Empty empty -> "no model";
                    default -> "down";
                };
        };
    }

    private static String model(List<Served> models) {
        String first = models.getFirst().id();
        return models.size() == 1 ? first : first + " +" + (models.size() - 1);
    }

    private static String number(OptionalInt known) {
        return known.isPresent() ? String.valueOf(known.getAsInt()) : UNKNOWN;
    }

    private static String key(KeyCheck key) {
        return switch (key) {
            case KeyCheck.Accepted() -> "accepted";
            case KeyCheck.NotAskedFor() -> "none asked for";
            case KeyCheck.Refused(int status) -> refused(status);
            case KeyCheck.Unknown() -> UNKNOWN;
        };
    }

    private static String refused(int status) {
        return "refused (" + status + ")";
    }

    private static String milliseconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f ms", time.toNanos() / 1e6);
    }

    private static String address(URI url) {
        boolean plain = url.getScheme().equals("http");
        return plain ? url.getRawAuthority() + url.getRawPath() : url.toString();
    }
}
