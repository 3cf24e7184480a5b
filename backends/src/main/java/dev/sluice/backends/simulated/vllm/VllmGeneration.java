package dev.sluice.backends.simulated.vllm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.backends.batch.Happening;
import dev.sluice.backends.batch.Happening.Why;
import dev.sluice.backends.simulated.EngineProcess;
import dev.sluice.backends.simulated.Generation;
import dev.sluice.backends.simulated.Json;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.stream.IntStream;

/** A request at work in vLLM. The head of a stream is sent at once, however long it waits then. */
final class VllmGeneration extends Generation {

    /** As Python writes it, unlike all else. */
    private static final String DEAD = "{\"error\": {\"message\": \"" + Refused.DEAD
            + "\", \"type\": \"InternalServerError\", \"param\": null, \"code\": 500}}";

    private final VllmAsk ask;
    private final HttpServerRequest request;
    private final VllmMeter meter;
    private final VllmGate gate;
    private final VllmStamp stamp;
    private final List<VllmSaying> sayings;
    private boolean opened;

    VllmGeneration(
            Vllm server,
            EngineProcess process,
            VllmMeter meter,
            VllmGate gate,
            HttpServerRequest request,
            VllmAsk ask) {
        super(process, request, ask.body());
        this.ask = ask;
        this.request = request;
        this.meter = meter;
        this.gate = gate;
        this.stamp = VllmStamp.of(server, ask.form(), request);
        this.sayings = IntStream.range(0, ask.choices().size())
                .mapToObj(index -> new VllmSaying(ask, index))
                .toList();
    }

    void begin() {
        work(ask.choices());
    }

    String id() {
        return stamp.id();
    }

    int choices() {
        return sayings.size();
    }

    boolean isOver() {
        return over();
    }

    /** As when it is told to, or is about to sleep. */
    void giveItUp() {
        giveUp();
    }

    @Override
    protected void taken(Runnable begin) {
        if (ask.streamed()) {
            VllmReply.stream(request);
        }
        gate.pass(begin);
    }

    @Override
    protected void started(int choice, Happening.Started started) {
        sayings.get(choice).started(started.cached());
        meter.started(ask.promptOf(choice).tokens().size(), started.cached());
    }

    @Override
    protected void read(int choice, Happening.Read read) {
        // vLLM does not tell
    }

    @Override
    protected void preempted(int choice) {
        meter.preempted();
    }

    @Override
    protected void said(int choice, Happening.Said said) {
        VllmSaying saying = sayings.get(choice);
        saying.says();
        meter.said(saying);
        boolean last = said.position() + 1
                == ask.choices().get(choice).answer().tokens().size();
        if (ask.streamed() && !last && saying.due()) {
            event(saying);
        }
    }

    @Override
    protected void ended(int choice, Happening.Ended ended) {
        VllmSaying saying = sayings.get(choice);
        saying.ended();
        meter.ended(saying);
        if (ask.streamed()) {
            event(saying);
        }
    }

    @Override
    protected void finish() {
        if (ask.streamed()) {
            end();
        } else {
            whole();
        }
    }

    /** A stream that is over in time or given up ends the same; of choices without a token nothing is told. */
    @Override
    protected void abort() {
        List<VllmSaying> open = sayings.stream().filter(VllmSaying::open).toList();
        open.stream().filter(VllmSaying::runs).forEach(running -> meter.aborted());
        open.forEach(VllmSaying::aborted);
        if (!ask.streamed()) {
            whole();
            return;
        }
        open();
        open.stream().filter(saying -> saying.said() > 0).forEach(this::event);
        end();
    }

    @Override
    protected void fail(Why why) {
        meter.failed();
        if (ask.streamed()) {
            send(DEAD);
            response().end("data: [DONE]\n\n");
        } else {
            VllmReply.refuse(request, Refused.dead());
        }
    }

    /** Says who speaks, of all choices, before the first of them says something. */
    private void open() {
        if (opened || ask.form() != VllmForm.CHAT) {
            return;
        }
        opened = true;
        for (VllmSaying saying : sayings) {
            ObjectNode event = chunk(saying, VllmForm.role(ask, saying), 0);
            event.set("prompt_token_ids", VllmForm.prompt(ask));
            send(event.putNull("prompt_text"));
        }
        if (ask.wants("echo") && !sayings.getFirst().prompt().echo().isEmpty()) {
            sayings.forEach(saying -> send(chunk(saying, VllmForm.repeated(saying), 0)));
        }
    }

    private void event(VllmSaying saying) {
        open();
        ObjectNode event = chunk(saying, ask.form().event(ask, saying), saying.said());
        if (!saying.open() && !ask.wantsUsage()) {
            stamp.fingerprint(event);
        }
        send(event);
    }

    private ObjectNode chunk(VllmSaying saying, ObjectNode choice, int said) {
        ObjectNode event = stamp.chunk().set("choices", Json.array(choice));
        if (ask.wantsContinuousUsage()) {
            ObjectNode usage = usage(saying.prompt().tokens().size(), said);
            event.set("usage", ask.form() == VllmForm.CHAT ? usage.putNull("completion_tokens_details") : usage);
        }
        return event;
    }

    private void end() {
        if (ask.wantsUsage()) {
            ObjectNode event = stamp.chunk().set("choices", Json.array());
            event.set("usage", usage());
            send(stamp.fingerprint(event));
        }
        response().end("data: [DONE]\n\n");
    }

    private void whole() {
        ObjectNode answer = stamp.whole().set("choices", VllmForm.wholeChoices(ask, sayings));
        stamp.fingerprint(answer.putNull("service_tier"));
        answer.set("usage", usage().putNull("prompt_tokens_details").putNull("completion_tokens_details"));
        ask.form().wholeEnd(ask, answer);
        answer.putNull("kv_transfer_params").putNull("ec_transfer_params").putNull("metrics");
        meter.load(request.getHeader("endpoint-load-metrics-format"))
                .ifPresentOrElse(
                        load -> VllmReply.json(request, answer, load), () -> VllmReply.json(request, 200, answer));
    }

    private ObjectNode usage() {
        return usage(
                ask.promptTokens(), sayings.stream().mapToInt(VllmSaying::said).sum());
    }

    private static ObjectNode usage(int prompt, int said) {
        return Json.object()
                .put("prompt_tokens", prompt)
                .put("total_tokens", prompt + said)
                .put("completion_tokens", said);
    }

    private void send(JsonNode event) {
        send(event.toString());
    }

    private void send(String event) {
        response().write("data: " + event + "\n\n");
    }
}
