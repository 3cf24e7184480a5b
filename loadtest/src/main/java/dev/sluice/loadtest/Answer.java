package dev.sluice.loadtest;

/** An answer of a source, which says when each of its events left and what all of them were. */
final class Answer implements Received {

    private final Ask ask;
    private final Tally tally;
    private final Fingerprint fingerprint;
    private final Events coming = new Events(this::event);
    private String speaker = "";
    private String claimed = "";
    private int events;
    private boolean done;
    private long sent;
    private long arrival;
    private long first;
    private long lastArrival;
    private long lastEmission;

    Answer(Ask ask, Tally tally) {
        this.ask = ask;
        this.tally = tally;
        this.fingerprint = new Fingerprint(ask.id());
    }

    @Override
    public void sent(long now) {
        sent = now;
    }

    @Override
    public void take(String chunk, long now) {
        arrival = now;
        coming.take(chunk);
    }

    /** Whether it is all that the source sent, and sent for this call. */
    @Override
    public String judge(long now) {
        if (!ask.stream()) {
            arrival = now;
            read(coming.rest());
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

    @Override
    public int events() {
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

    private void event(String event) {
        if (event.equals(Wire.END)) {
            done = true;
        } else {
            read(event);
        }
    }

    private void read(String text) {
        String fingerprintSent = Wire.fingerprintOf(text);
        if (!fingerprintSent.isEmpty()) {
            claimed = fingerprintSent;
        }
        String content = Wire.contentOf(text);
        if (!content.isEmpty()) {
            fingerprint.add(content);
            arrived(text, Wire.emission(content));
        }
    }

    private void arrived(String text, long emission) {
        if (events++ == 0) {
            first = arrival;
            speaker = Wire.speakerOf(text);
            tally.first.recordValue(arrival - sent);
        } else {
            tally.gap.recordValue(arrival - lastArrival);
            tally.distortion.recordValue(Math.abs((arrival - lastArrival) - (emission - lastEmission)));
        }
        tally.delay.recordValue(Math.max(0, arrival - emission));
        lastArrival = arrival;
        lastEmission = emission;
    }
}
