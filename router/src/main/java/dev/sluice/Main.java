package dev.sluice;

import dev.sluice.cli.SluiceCommand;

/** Where the process starts. All that a JVM should know is set here, so that every way to start it behaves the same. */
public final class Main {

    private Main() {}

    /** Runs one command and exits with its code. */
    public static void main(String[] args) {
        // Before any class of Netty or Vert.x reads them; what the user set stays.
        // Netty's adaptive allocator, its default, keeps growing direct memory (netty/netty#17107).
        preset("io.netty.allocator.type", "pooled");
        preset("vertx.disableWebsockets", "true");
        System.exit(SluiceCommand.run(args));
    }

    private static void preset(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
