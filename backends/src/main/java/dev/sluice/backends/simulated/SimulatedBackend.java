package dev.sluice.backends.simulated;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.backends.simulated.Engine.Persona;
import dev.sluice.backends.simulated.Fault.Kind;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * An engine on a port of this machine's loopback address. Its methods may be called from any thread; what they ask for
 * has happened when their futures complete.
 */
public final class SimulatedBackend {

    /** As long as llama-server's longest; larger ones are answered with 414 by both real engines. */
    private static final int REQUEST_LINE = 32_768;

    /** How often one that answers no probes while it works looks whether it still does. */
    private static final long BUSY_MS = 5;

    private final Vertx vertx;
    private final Context context;
    private final Engine engine;
    private final Door door;
    private final Faults faults = new Faults();
    private final List<Witness> witnesses = new CopyOnWriteArrayList<>();
    private volatile Tally tally = Tally.NONE;
    private volatile List<String> shownFaults = List.of();

    // Mutable state, on the context only.
    private Optional<Life> life = Optional.empty();

    /** From the start of a process to its end. */
    private record Life(EngineProcess process, Persona persona) {

        Clockwork clockwork() {
            return process.clockwork();
        }
    }

    private SimulatedBackend(Vertx vertx, Context context, Engine engine, int port) {
        this.vertx = vertx;
        this.context = context;
        this.engine = engine;
        this.door = new Door(
                vertx,
                port,
                new HttpServerOptions().setMaxInitialLineLength(REQUEST_LINE).setHttp2ClearTextEnabled(false),
                engine.connections(),
                this::asked);
        faults.listen(this::tell);
    }

    /** Starts one on a port of loopback, 0 for any that is free; it loads from then on. Fails if it cannot listen. */
    public static Future<SimulatedBackend> start(Vertx vertx, Engine engine, int port) {
        Context context = vertx.getOrCreateContext();
        SimulatedBackend backend = new SimulatedBackend(vertx, context, engine, port);
        return backend.onContext(backend::begin).map(backend);
    }

    /** Where it listens. */
    public String url() {
        return "http://127.0.0.1:" + door.port();
    }

    public Engine engine() {
        return engine;
    }

    /** What has become of its requests so far. */
    public Tally tally() {
        return tally;
    }

    /** From now on this one is told of its requests, as others may be already. */
    public void witnessedBy(Witness witness) {
        witnesses.add(witness);
    }

    /** Turns a fault on. */
    public Future<Void> begin(Fault fault) {
        return onContext(() -> {
            faults.begin(fault);
            return faultChanged(fault.kind());
        });
    }

    /** Turns the fault of this kind off. */
    public Future<Void> end(Kind kind) {
        return onContext(() -> {
            faults.end(kind);
            return faultChanged(kind);
        });
    }

    /** The faults that are on, in the words in which they are typed. */
    public List<String> faults() {
        return shownFaults;
    }

    /** Its process dies: every connection breaks, and it listens no more. */
    public Future<Void> kill() {
        return onContext(this::die);
    }

    /** Its process is told to stop, as by SIGTERM. */
    public Future<Void> terminate() {
        return onContext(() -> {
            if (life.isEmpty() || !life.get().persona().lingers()) {
                return die();
            }
            life.get().clockwork().hang();
            return door.shut();
        });
    }

    /** A new process of it starts, on the same port; it loads first. What the old one had learnt is gone. */
    public Future<Void> revive() {
        return onContext(() -> die().compose(gone -> begin()));
    }

    /** Stops it for good. */
    public Future<Void> stop() {
        return kill();
    }

    private Future<Void> begin() {
        EngineProcess process = new EngineProcess(vertx, new Clockwork(vertx, engine.machine()), faults, new Telling());
        life = Optional.of(new Life(process, engine.persona(process)));
        faults.all().forEach(fault -> tell(fault.kind()));
        if (engine.load().isZero()) {
            process.isLoaded();
        } else {
            vertx.setTimer(Math.max(1, engine.load().toMillis()), over -> loaded(process));
        }
        // One that refuses while it loads has its port already, and nobody else gets it.
        return door.open().compose(open -> mayListen() ? Future.succeededFuture() : door.shut());
    }

    private void loaded(EngineProcess process) {
        process.isLoaded();
        boolean lives = life.filter(now -> now.process().equals(process)).isPresent();
        if (lives && engine.refusesWhileLoading() && mayListen()) {
            door.open();
        }
    }

    private boolean mayListen() {
        return faults.of(Kind.REFUSE).isEmpty()
                && life.filter(now -> now.process().loaded() || !engine.refusesWhileLoading())
                        .isPresent();
    }

    private Future<Void> die() {
        life.ifPresent(ended -> ended.process().dies());
        life = Optional.empty();
        return door.slam();
    }

    private Future<Void> faultChanged(Kind kind) {
        if (kind != Kind.REFUSE) {
            return Future.succeededFuture();
        }
        return mayListen() ? door.open() : door.shut();
    }

    /** Others are looked at with each request. */
    private void tell(Kind kind) {
        shownFaults = faults.all().stream().map(Fault::typed).toList();
        Optional<Clockwork> clockwork = life.map(Life::clockwork);
        if (kind == Kind.HANG) {
            clockwork.ifPresent(faults.of(kind).isPresent() ? Clockwork::hang : Clockwork::goOn);
        } else if (kind == Kind.SLOW) {
            double factor = faults.of(kind).map(Fault::factor).orElse(1.0);
            clockwork.ifPresent(slowed -> slowed.slowDown(factor));
        }
    }

    private void asked(HttpServerRequest request) {
        life.ifPresent(now -> {
            if (engine.refusesWhileLoading() && !now.process().loaded()) {
                Door.reset(request.connection()); // it came before the door was shut
                return;
            }
            if (request.method().equals(HttpMethod.GET)
                    && faults.of(Kind.BUSY_PROBES).isPresent()
                    && !now.clockwork().occupancy().running().isEmpty()) {
                vertx.setTimer(BUSY_MS, later -> asked(request));
            } else {
                now.persona().handle(request);
            }
        });
    }

    /** Keeps the tally, and tells who wants to know. */
    private final class Telling implements Witness {
        @Override
        public void asked(JsonNode request) {
            tally = tally.oneAsked();
            witnesses.forEach(witness -> witness.asked(request));
        }

        @Override
        public void ended(JsonNode request, Ending ending) {
            tally = tally.oneEnded(ending);
            witnesses.forEach(witness -> witness.ended(request, ending));
        }
    }

    private Future<Void> onContext(Supplier<Future<Void>> work) {
        Promise<Void> done = Promise.promise();
        context.runOnContext(
                v -> Future.<Void>succeededFuture().compose(begin -> work.get()).onComplete(done));
        return done.future();
    }
}
