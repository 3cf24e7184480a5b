package dev.sluice.loadtest;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** All benchmarks. Exit codes: 0 all went well, 1 something failed, 2 typed wrong. */
@Command(
        name = "loadtest",
        description = "Benchmarks of Sluice, to run by hand on a machine that does nothing else.",
        mixinStandardHelpOptions = true,
        subcommands = {
            Compare.class,
            StreamsSoak.class,
            BodiesBeside.class,
            FailoverCost.class,
            SimulatorCost.class,
            DemoPool.class
        })
public final class LoadTest implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** Runs one of them and exits with its code. */
    public static void main(String[] args) {
        System.setProperty("io.netty.allocator.type", "pooled"); // before any class of Netty reads it
        System.exit(new CommandLine(new LoadTest()).execute(args));
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Say what to measure: compare, soak, bodies, failover, simulator or pool.");
    }
}
