package dev.sluice.backends.simulated;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.backends.batch.Happening;
import dev.sluice.backends.batch.Tokens;
import dev.sluice.backends.language.Utterance;
import dev.sluice.backends.simulated.Witness.Ending;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A request at work, one job for each of its choices: what is the same for all engines, which is when things happen and
 * how they break. What is written when, its subclass knows.
 */
public abstract class Generation {

    private final EngineProcess process;
    private final HttpServerRequest request;
    private final JsonNode body;
    private final Optional<Fault> fault;
    private final List<Long> jobs = new ArrayList<>();
    private int choices;
    private int said;
    private boolean over;

    /** Of this request, with this body. */
    protected Generation(EngineProcess process, HttpServerRequest request, JsonNode body) {
        this.process = process;
        this.request = request;
        this.body = body;
        this.fault = process.faults().forAnswer();
        process.witness().asked(body);
    }

    /**
     * A choice of the answer.
     *
     * @param prompt what it follows
     * @param answer what it says
     * @param anew whether all of the prompt is read, whatever is known of it
     */
    public record Choice(Tokens prompt, Utterance answer, boolean anew) {

        /** One that begins where what is known of its prompt ends. */
        public Choice(Tokens prompt, Utterance answer) {
            this(prompt, answer, false);
        }
    }

    /** Works on these choices. */
    protected final void work(List<Choice> asked) {
        response().exceptionHandler(broken -> {});
        response().closeHandler(closed -> gone());
        if (fault.filter(one -> one.kind() == Fault.Kind.RESET).isPresent()) {
            breakOff();
            return;
        }
        choices = asked.size();
        taken(() -> submit(asked));
    }

    private void submit(List<Choice> asked) {
        for (int i = 0; i < asked.size() && !over; i++) {
            int number = i;
            Choice choice = asked.get(i);
            jobs.add(process.clockwork()
                    .submit(
                            choice.prompt(),
                            choice.answer().tokens(),
                            choice.anew(),
                            happening -> happens(number, happening)));
        }
        if (over) {
            cancel(); // the last one too, within whose submission it ended
        }
    }

    /** The request is taken. Begins its work; at once, where the engine does not say otherwise. */
    protected void taken(Runnable begin) {
        begin.run();
    }

    /** It is seated; so much of its prompt is there already. */
    protected abstract void started(int choice, Happening.Started started);

    /** So much of its prompt has been read. */
    protected abstract void read(int choice, Happening.Read read);

    /** A token of its answer has been said. */
    protected abstract void said(int choice, Happening.Said said);

    /** It had to make room, and is to be seated again. A client sees a pause. */
    protected void preempted(int choice) {
        // most do not tell
    }

    /** All of its answer has been said. */
    protected abstract void ended(int choice, Happening.Ended ended);

    /** All choices have ended: writes the end of the answer. */
    protected abstract void finish();

    /** Tells the client that the engine has failed. */
    protected abstract void fail(Happening.Why why);

    /** Ends the answer as the engine does when it gives a request up. */
    protected abstract void abort();

    /** The client has gone. Frees what works for it; at once, where the engine does not say otherwise. */
    protected void left() {
        cancel();
    }

    /** It is over, in whatever way. Lets go of what it held. */
    protected void released() {
        // most hold nothing
    }

    /** Whether it goes on without its client, and counts as complete then. */
    protected boolean outlivesClient() {
        return false;
    }

    protected final EngineProcess process() {
        return process;
    }

    protected final HttpServerResponse response() {
        return request.response();
    }

    /** Ends all of its jobs. */
    protected final void cancel() {
        jobs.forEach(process.clockwork()::cancel);
    }

    /** Ends it as one that the engine gives up, if it is not over. */
    protected final void giveUp() {
        if (!over) {
            end(Ending.BROKEN, () -> {
                abort();
                cancel();
            });
        }
    }

    /** Whether nothing more may be written. */
    protected final boolean over() {
        return over;
    }

    private void happens(int choice, Happening happening) {
        if (over || breaksNow(happening)) {
            return;
        }
        switch (happening) {
            case Happening.Started started -> started(choice, started);
            case Happening.Read read -> read(choice, read);
            case Happening.Said token -> {
                said++;
                said(choice, token);
            }
            case Happening.Preempted preempted -> preempted(choice);
            case Happening.Ended ended -> ends(choice, ended);
        }
    }

    private void ends(int choice, Happening.Ended ended) {
        if (ended.why() != Happening.Why.SAID) {
            end(Ending.BROKEN, () -> {
                fail(ended.why());
                cancel();
            });
            return;
        }
        ended(choice, ended);
        choices--;
        if (choices == 0) {
            end(Ending.COMPLETE, this::finish);
        }
    }

    private boolean breaksNow(Happening happening) {
        boolean speaks = happening instanceof Happening.Said || happening instanceof Happening.Ended;
        boolean now = speaks && fault.filter(one -> one.token() == said).isPresent();
        if (now) {
            breakOff();
        }
        return now;
    }

    private void breakOff() {
        end(Ending.BROKEN, () -> breakOff(fault.orElseThrow()));
    }

    private void breakOff(Fault broken) {
        switch (broken.kind()) {
            case ERROR -> fail(Happening.Why.EXHAUSTED);
            case ABORT -> abort();
            case RESET -> Door.reset(request.connection());
            case CUT -> {
                if (broken.reset()) {
                    Door.reset(request.connection());
                } else {
                    request.connection().close();
                }
            }
            case REFUSE, HANG, SLOW, BUSY_PROBES -> throw new IllegalStateException(broken + " ends no answer");
        }
        cancel();
    }

    private void gone() {
        if (over) {
            return;
        }
        if (process.dead() || !outlivesClient()) {
            end(process.dead() ? Ending.BROKEN : Ending.LEFT, this::left);
        }
    }

    private void end(Ending ending, Runnable last) {
        over = true;
        process.witness().ended(body, ending);
        last.run();
        released();
    }
}
