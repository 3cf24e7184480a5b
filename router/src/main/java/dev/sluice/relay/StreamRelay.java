package dev.sluice.relay;

import dev.sluice.admission.Outcome;
import dev.sluice.pool.Measured;
import dev.sluice.sse.Bytes;
import dev.sluice.sse.Reading;
import dev.sluice.sse.Reading.Plain;
import dev.sluice.sse.StreamJudge;
import dev.sluice.sse.Usage;
import dev.sluice.telemetry.Visit;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Passes the events of one upstream stream to the client.
 *
 * <p>Nothing leaves before the first event with content (content commit): until then the attempt can be replaced and
 * the client never knows. From then on each event leaves as soon as it came.
 */
final class StreamRelay implements Incoming, FrameAssembler.Sink {

    /** A stream that says this much without content is passed on all the same, rather than held. */
    private static final int MOST_HELD = 64 * 1024;

    private static final String CUT_END_MARKER = "data: [DONE]";

    private final Reply reply;
    private final Journey journey;
    private final long eventLimit;
    private final boolean showsProgress;
    private final StreamJudge judge;
    private final Gauge gauge;
    private final Visit visit;
    private final Listener listener;
    private final FrameAssembler assembler = new FrameAssembler(this);
    private final List<Buffer> held = new ArrayList<>();
    private Run run = new Run(Buffer.buffer(), 0, 0);
    private int heldBytes;
    private long pieceBytes;
    private int counted;
    private boolean spoke;
    private boolean committed;
    private boolean over;
    private Optional<Measured> done = Optional.empty();

    /** Events next to one another in the same bytes, which leave in one write. */
    private record Run(Buffer bytes, int from, int to) {

        @SuppressWarnings("ReferenceEquality") // the very same bytes, not equal ones
        boolean goesOnWith(Buffer more, int at) {
            return more == bytes && at == to;
        }

        Buffer cut() {
            return from == 0 && to == bytes.length() ? bytes : bytes.slice(from, to);
        }
    }

    StreamRelay(
            Reply reply,
            Journey journey,
            Inference inference,
            long eventLimit,
            Gauge gauge,
            Visit visit,
            Listener listener) {
        this.reply = reply;
        this.journey = journey;
        this.eventLimit = eventLimit;
        this.judge = new StreamJudge(inference.sequences());
        this.showsProgress = inference.progress();
        this.gauge = gauge;
        this.visit = visit;
        this.listener = listener;
    }

    /** All that can leave has left on return. Comments are no sign of life. */
    @Override
    public boolean feed(Buffer chunk) {
        spoke = false;
        assembler.feed(chunk);
        flush();
        count();
        if (!over && committed) {
            goOn();
        }
        return spoke || assembler.begun().length() > 0;
    }

    private void count() {
        int events = judge.events() - counted;
        if (committed && events > 0) {
            counted += events;
            visit.content(events);
        }
    }

    private void goOn() {
        gauge.grown(judge.events());
        if (reply.full()) {
            listener.full();
        }
    }

    /** What is left may be the end marker of one who forgot its blank line. */
    @Override
    public void ended() {
        if (assembler.begun().toString().stripTrailing().equals(CUT_END_MARKER)) {
            feed(Buffer.buffer("\n\n"));
        }
        listener.judged(endedBy(Breakdown.broke(Outcome.FAILED, "its stream ended before the answer did")));
    }

    @Override
    public Verdict endedBy(Breakdown breakdown) {
        over = true;
        if (done.isPresent()) {
            return new Verdict.Streamed(done.get());
        }
        return committed ? new Verdict.Broken(this, breakdown) : new Verdict.Failed(breakdown);
    }

    /** A heartbeat or an error must not land inside an event. */
    @Override
    public boolean betweenEvents() {
        return !assembler.inPieces();
    }

    @Override
    public void event(Buffer bytes, int from, int to, boolean oneLine) {
        if (over) {
            return;
        }
        switch (judge.judge(bytes::getByte, from, to, oneLine)) {
            case Plain kind -> take(kind, bytes, from, to);
            case Reading.Rewritten cut -> {
                Buffer event = Buffer.buffer(cut.event().array());
                take(cut.kind(), event, 0, event.length());
            }
            case Reading.Failure failure -> fail(Breakdown.broke(Outcome.FAILED, failure.why()));
        }
    }

    @Override
    public void piece(Buffer bytes, int from, int to) {
        if (over) {
            return;
        }
        spoke = true;
        pieceBytes = assembler.inPieces() ? pieceBytes + to - from : 0;
        Bytes piece = bytes::getByte;
        if (pieceBytes > eventLimit) {
            fail(Breakdown.broke(Outcome.CUT, "it sent an event of more than " + eventLimit + " bytes"));
        } else if (judge.judgePiece(piece, from, to) instanceof Reading.Failure failure) {
            fail(Breakdown.broke(Outcome.FAILED, failure.why()));
        } else {
            pass(bytes, from, to);
        }
    }

    private void take(Plain kind, Buffer bytes, int from, int to) {
        spoke |= kind != Plain.NOTHING;
        switch (kind) {
            case NOTHING -> {}
            case PRELUDE -> hold(bytes, from, to);
            case PROGRESS -> {
                hold(bytes, from, to);
                if (showsProgress) {
                    release();
                }
            }
            case CONTENT -> pass(bytes, from, to);
            case END -> finish(bytes, from, to);
        }
    }

    private void hold(Buffer bytes, int from, int to) {
        heldBytes += to - from;
        if (heldBytes > MOST_HELD) {
            pass(bytes, from, to);
        } else {
            held.add(bytes.slice(from, to));
        }
    }

    private void pass(Buffer bytes, int from, int to) {
        if (!committed) {
            committed = true;
            gauge.begun();
        }
        release();
        if (run.goesOnWith(bytes, from)) {
            run = new Run(bytes, run.from(), to);
        } else {
            flush();
            run = new Run(bytes, from, to);
        }
    }

    private void finish(Buffer bytes, int from, int to) {
        pass(bytes, from, to);
        over = true;
        Measured measured = gauge.stream(judge.usage(), judge.events());
        done = Optional.of(measured);
        count();
        tell(judge.usage());
        reply.endStream(run.cut());
        listener.done(measured);
    }

    private void tell(Usage usage) {
        visit.tokens(usage.promptTokens(), usage.outputTokens());
    }

    private void fail(Breakdown breakdown) {
        over = true;
        flush();
        listener.broken(breakdown);
    }

    private void release() {
        reply.beginStream(journey);
        if (!held.isEmpty()) {
            Buffer all = Buffer.buffer(heldBytes);
            held.forEach(all::appendBuffer);
            held.clear();
            reply.write(all);
        }
    }

    private void flush() {
        if (done.isEmpty() && run.to() > run.from()) {
            reply.write(run.cut());
        }
        run = new Run(Buffer.buffer(), 0, 0);
    }
}
