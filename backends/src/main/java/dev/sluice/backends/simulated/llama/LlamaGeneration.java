package dev.sluice.backends.simulated.llama;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.backends.batch.Happening;
import dev.sluice.backends.batch.Happening.Why;
import dev.sluice.backends.language.Utterance;
import dev.sluice.backends.language.Utterance.Finish;
import dev.sluice.backends.simulated.EngineProcess;
import dev.sluice.backends.simulated.Generation;
import dev.sluice.backends.simulated.Json;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A request at work in llama-server. Nothing is sent of a stream before its prompt begins. */
final class LlamaGeneration extends Generation {

    private final LlamaServer server;
    private final LlamaAsk ask;
    private final HttpServerRequest request;
    private final LlamaDesk desk;
    private final Optional<String> conversation;
    private final Optional<LlamaStreams.Kept> kept;
    private final List<LlamaSaying> sayings;
    private final StringBuilder[] heldBack;
    private Optional<LlamaPings> pings = Optional.empty();
    private boolean begun;

    LlamaGeneration(
            LlamaServer server, EngineProcess process, LlamaDesk desk, HttpServerRequest request, LlamaAsk ask) {
        super(process, request, ask.body());
        this.server = server;
        this.ask = ask;
        this.request = request;
        this.desk = desk;
        conversation = Optional.ofNullable(request.getHeader("X-Conversation-Id"));
        kept = ask.streamed() ? conversation.map(desk.streams()::begin) : Optional.empty();
        String id = LlamaIds.chat();
        int count = ask.choices().size();
        sayings = IntStream.range(0, count)
                .mapToObj(index -> new LlamaSaying(server, ask, id, index))
                .toList();
        heldBack =
                IntStream.range(0, count).mapToObj(index -> new StringBuilder()).toArray(StringBuilder[]::new);
    }

    void begin() {
        work(ask.choices());
    }

    @Override
    protected void started(int choice, Happening.Started started) {
        LlamaSaying saying = sayings.get(choice);
        saying.started(started);
        desk.slots().begins(started.slot(), started.job(), saying.promptTokens(), ask);
        if (ask.streamed() && server.earlyHeads()) {
            head();
        }
        progress(saying);
    }

    @Override
    protected void read(int choice, Happening.Read read) {
        LlamaSaying saying = sayings.get(choice);
        saying.read(read);
        progress(saying);
    }

    private void progress(LlamaSaying saying) {
        if (ask.streamed() && ask.wants("return_progress")) {
            head();
            ObjectNode event = ask.form() == LlamaForm.CHAT
                    ? LlamaForm.role(saying)
                    : ask.form().event(saying, "", null);
            send(event.set("prompt_progress", saying.progress()));
        }
    }

    @Override
    protected void said(int choice, Happening.Said said) {
        LlamaSaying saying = sayings.get(choice);
        saying.said(said);
        if (!ask.streamed()) {
            return;
        }
        head();
        Utterance answer = saying.answer();
        boolean last = said.position() + 1 == answer.tokens().size();
        boolean ends = last && answer.finish() instanceof Finish.Natural;
        if (ask.form() == LlamaForm.CHAT && said.position() == 0) {
            send(LlamaForm.role(saying));
        }
        StringBuilder held = heldBack[choice].append(answer.piece(said.position()));
        if (last && answer.finish() instanceof Finish.Stopped(String stop)) {
            held.setLength(held.indexOf(stop));
            if (!held.isEmpty() || ask.form() != LlamaForm.CHAT) {
                send(ask.form().event(saying, held.toString(), null).set("timings", saying.timings()));
            }
        } else if ((last || !mayStop(held)) && !(ends && ask.form() == LlamaForm.CHAT)) {
            ObjectNode event = ask.form().event(saying, held.toString(), null);
            held.setLength(0);
            send(ask.wants("timings_per_token") ? event.set("timings", saying.timings()) : event);
        }
    }

    /** Whether what comes may turn the end of this into a text that is not to be said. */
    private boolean mayStop(StringBuilder text) {
        return ask.stops().stream()
                .anyMatch(stop -> IntStream.range(1, stop.length())
                        .anyMatch(length -> text.toString().endsWith(stop.substring(0, length))));
    }

    @Override
    protected void ended(int choice, Happening.Ended ended) {
        LlamaSaying saying = sayings.get(choice);
        desk.meter().ended(saying);
        desk.attention().made();
        if (!ask.streamed()) {
            return;
        }
        boolean usage = ask.form() == LlamaForm.CHAT && ask.wantsUsage();
        ObjectNode event = ask.form().event(saying, "", saying.finish());
        send(usage ? event : event.set("timings", saying.timings()));
        if (usage) {
            send(LlamaForm.usage(saying).set("timings", saying.timings()));
        }
    }

    @Override
    protected void finish() {
        if (ask.streamed()) {
            end(ask.form() == LlamaForm.NATIVE ? "" : "data: [DONE]\n\n");
            return;
        }
        ObjectNode whole = ask.form().whole(sayings);
        if (ask.form() != LlamaForm.NATIVE) {
            whole.put("id", sayings.getFirst().id());
        }
        whole.set("timings", sayings.getFirst().timings());
        LlamaReply.json(request, 200, only(whole));
    }

    private ObjectNode only(ObjectNode whole) {
        JsonNode fields = ask.body().path("response_fields");
        if (!fields.isArray()) {
            return whole;
        }
        ObjectNode chosen = Json.object();
        Json.texts(fields).stream().filter(whole::has).forEach(name -> chosen.set(name, whole.get(name)));
        return chosen;
    }

    @Override
    protected void fail(Why why) {
        Refused error = Refused.because(500, "server_error", "Context size has been exceeded.");
        if (begun) {
            send(error.body());
            end("");
        } else {
            LlamaReply.refuse(request, error);
        }
    }

    /** As a build does that cancels a task inside itself: the end, and no reason. */
    @Override
    protected void abort() {
        if (begun) {
            end("");
        } else {
            LlamaReply.json(request, 200, Json.object());
        }
    }

    /** One that speaks finds out with its next event. One that may be read later is worked for to its end. */
    @Override
    protected void left() {
        if (begun && sayings.stream().anyMatch(saying -> saying.said() > 0)) {
            cancel();
        } else {
            desk.attention().afterSilence(this::cancel);
        }
    }

    @Override
    protected void released() {
        pings.ifPresent(LlamaPings::end);
        kept.ifPresent(stream -> desk.streams().end(conversation.orElseThrow(), stream));
    }

    @Override
    protected boolean outlivesClient() {
        return conversation.isPresent();
    }

    private void head() {
        if (!begun) {
            begun = true;
            LlamaReply.stream(request);
            pings = Optional.of(LlamaPings.begin(
                    process().vertx(),
                    server.pingSeconds(ask.body()),
                    () -> response().write(":\n\n")));
        }
    }

    private void send(JsonNode event) {
        write("data: " + event + "\n\n");
    }

    private void write(String event) {
        desk.attention().made();
        pings.ifPresent(LlamaPings::spoke);
        kept.ifPresent(stream -> stream.add(event));
        if (!response().closed()) {
            response().write(event);
        }
    }

    /** The end of a stream, with these last words. */
    private void end(String words) {
        if (!words.isEmpty()) {
            write(words);
        }
        if (!response().closed()) {
            response().end();
        }
    }
}
