package dev.sluice.loadtest;

/** What one call has received, and when. */
final class Answer {

    private static final String EVENT_END = "\n\n";

    private final Ask ask;
    private final Tally tally;
    private final Fingerprint fingerprint;
    private String rest = "";
    private String speaker = "";
    private String claimed = "";
    private int events;
    private boolean done;
    private long sent;
    private long first;
    private long lastArrival;
    private long lastEmission;

    Answer(Ask ask, Tally tally) {
        this.ask = ask;
        this.tally = tally;
        this.fingerprint = new Fingerprint(ask.id());
    }

    void sent(long now) {
        sent = now;
    }

    /** The next bytes, that came at {@code now}. */
    void take(String chunk, long now) {
        String text = rest + chunk;
        int from = 0;
        if (ask.stream()) {
            for (int end = text.indexOf(EVENT_END); end != -1; end = text.indexOf(EVENT_END, from)) {
                event(text.substring(from, end + EVENT_END.length()), now);
                from = end + EVENT_END.length();
            }
        }
        rest = text.substring(from);
    }

    /** What is wrong with it, now that it has ended; empty if it is all that the source sent, and sent for this call. */
    String judge(long now) {
        if (!ask.stream()) {
            read(rest, now);
            done = true;
        }
        if (!done) {
            return "no end marker";
        }
        if (events != ask.events()) {
            return "another number of events";
        }
        return claimed.equals(fingerprint.end()) ? "" : "another fingerprint";
    }

    int events() {
        return events;
    }

    /** Who answered; empty before anything came. */
    String speaker() {
        return speaker;
    }

    /** From sending to the first content, in nanoseconds; meaningless before it came. */
    long firstAfter() {
        return first - sent;
    }

    private void event(String event, long now) {
        if (event.equals(Wire.END)) {
            done = true;
        } else {
            read(event, now);
        }
    }

    private void read(String text, long now) {
        String fingerprintSent = Wire.fingerprintOf(text);
        if (!fingerprintSent.isEmpty()) {
            claimed = fingerprintSent;
        }
        String content = Wire.contentOf(text);
        if (!content.isEmpty()) {
            fingerprint.add(content);
            arrived(text, Wire.emission(content), now);
        }
    }

    private void arrived(String text, long emission, long now) {
        if (events++ == 0) {
            first = now;
            speaker = Wire.speakerOf(text);
            tally.first.recordValue(now - sent);
        } else {
            tally.gap.recordValue(now - lastArrival);
            tally.distortion.recordValue(Math.abs((now - lastArrival) - (emission - lastEmission)));
        }
        tally.delay.recordValue(Math.max(0, now - emission));
        lastArrival = now;
        lastEmission = emission;
    }
}
