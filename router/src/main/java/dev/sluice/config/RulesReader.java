package dev.sluice.config;

import dev.sluice.yaml.Section;
import java.time.Duration;

/** Reads the bounds and times of a file. */
final class RulesReader {

    /** A body is one array in the end. */
    private static final long LARGEST_ARRAY = 1L << 30;

    private static final int MOST_ATTEMPTS = 10;
    private static final int MOST_WAITERS = 1_000_000;
    private static final Duration LEAST = Duration.ofMillis(1);

    private final Section root;

    RulesReader(Section root) {
        this.root = root;
    }

    static QueueRule queue(Section section, QueueRule usual) {
        return new QueueRule(
                section.text("length")
                        .flatMap(text -> Quantity.number(text, 0, MOST_WAITERS))
                        .orElse(usual.length()),
                size(section, "bytes", Long.MAX_VALUE, usual.bytes()),
                time(section, "wait", LEAST, usual.deadline()));
    }

    Limits limits() {
        Section section = root.section("limits");
        Limits usual = Limits.DEFAULT;
        return new Limits(
                Math.toIntExact(size(section, "request", LARGEST_ARRAY, usual.requestBytes())),
                size(section, "held", Long.MAX_VALUE, usual.heldBytes()),
                Math.toIntExact(size(section, "answer", LARGEST_ARRAY, usual.answerBytes())),
                size(section, "event", LARGEST_ARRAY, usual.eventBytes()),
                section.text("attempts")
                        .flatMap(text -> Quantity.number(text, 1, MOST_ATTEMPTS))
                        .orElse(usual.attempts()));
    }

    Timeouts timeouts() {
        Section section = root.section("timeouts");
        Timeouts usual = Timeouts.DEFAULT;
        return new Timeouts(
                time(section, "connect", LEAST, usual.connect()),
                time(section, "idle", Duration.ZERO, usual.idle()),
                time(section, "body", LEAST, usual.body()),
                time(section, "client-stall", LEAST, usual.clientStall()),
                patience(section.section("sequential"), usual.sequential()),
                patience(section.section("batching"), usual.batching()));
    }

    private static Patience patience(Section section, Patience usual) {
        return new Patience(
                time(section, "first-event", LEAST, usual.firstEvent()),
                time(section, "between-events", LEAST, usual.betweenEvents()),
                time(section, "total", LEAST, usual.total()),
                time(section, "listening", LEAST, usual.listening()));
    }

    Heartbeat heartbeat() {
        Section section = root.section("heartbeat");
        Heartbeat usual = Heartbeat.DEFAULT;
        return new Heartbeat(
                section.text("style")
                        .flatMap(text -> Quantity.choice(text, Heartbeat.Style.values()))
                        .orElse(usual.style()),
                time(section, "after", LEAST, usual.after()));
    }

    Shutdown shutdown() {
        Section section = root.section("shutdown");
        Shutdown usual = Shutdown.DEFAULT;
        return new Shutdown(
                time(section, "announce", Duration.ZERO, usual.announce()),
                time(section, "grace", Duration.ZERO, usual.grace()),
                section.text("waiting")
                        .flatMap(text -> Quantity.choice(text, Shutdown.Waiting.values()))
                        .orElse(usual.waiting()));
    }

    private static Duration time(Section section, String key, Duration least, Duration usual) {
        return section.text(key).flatMap(text -> Quantity.time(text, least)).orElse(usual);
    }

    private static long size(Section section, String key, long most, long usual) {
        return section.text(key).flatMap(text -> Quantity.size(text, most)).orElse(usual);
    }
}
