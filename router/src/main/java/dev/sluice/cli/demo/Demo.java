package dev.sluice.cli.demo;

import dev.sluice.Sluice;
import dev.sluice.Transports;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** {@code sluice demo}: live in a terminal, in plain lines elsewhere. */
public final class Demo {

    /** Opens the router in front of these addresses, with another number of slots than is usual at some of them. */
    public interface Front {
        Future<Sluice> open(Vertx vertx, List<String> urls, Map<String, Integer> slots);
    }

    private Demo() {}

    /**
     * Runs it on the calling thread until somebody has seen enough.
     *
     * @param atEnd takes what has to be ended when the process ends, in the order in which it begins
     */
    public static void run(Front front, Consumer<Runnable> atEnd) {
        Vertx vertx = Transports.vertx();
        atEnd.accept(() -> vertx.close().await());
        Pool pool = Pool.mixed(vertx, llamaServer(vertx, atEnd)).await();
        Stage stage = Stage.open(vertx, pool, Load.USUAL, front).await();
        atEnd.accept(() -> stage.close().await());
        Optional<Screen> screen = Screen.open();
        screen.ifPresent(it -> atEnd.accept(it::close));
        screen.ifPresentOrElse(it -> new LiveShow(stage, it).play(), () -> PlainShow.play(stage));
    }

    /** A real one, if this machine has it. */
    private static List<DemoBackend> llamaServer(Vertx vertx, Consumer<Runnable> atEnd) {
        Optional<RealLlamaServer> server = RealLlamaServer.find(
                        Optional.ofNullable(System.getenv("PATH")).orElse(""))
                .map(program -> new RealLlamaServer(vertx, program));
        server.ifPresent(it -> {
            atEnd.accept(() -> it.end().await());
            it.revive().await();
        });
        return List.copyOf(server.stream().toList());
    }
}
