package dev.sluice.loadtest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What may stand between the client and the source. */
sealed interface Contender {

    /** The word for it in options and tables. */
    String name();

    /** Starts it, on this port, in front of the source on that one; no process where nothing is to be started. */
    Optional<Child> start(int port, int source) throws IOException;

    /** Nothing: the client calls the source. */
    record Direct(String name) implements Contender {
        @Override
        public Optional<Child> start(int port, int source) {
            return Optional.empty();
        }
    }

    /** {@link BareRelay}, with so many event loops. */
    record Bare(String name, int loops, List<String> jvm) implements Contender {
        @Override
        public Optional<Child> start(int port, int source) throws IOException {
            return Optional.of(Child.java(jvm, BareRelay.class, port, source, loops));
        }
    }

    /** The router, started from its jar as a user would. */
    record Sluice(String name, Path jar, List<String> jvm, List<String> options) implements Contender {
        @Override
        public Optional<Child> start(int port, int source) throws IOException {
            List<String> command = new ArrayList<>(Child.javaWith(jvm));
            command.addAll(List.of("-jar", jar.toString(), "serve", "--port", String.valueOf(port)));
            command.addAll(options);
            command.add(Local.at(source).toString());
            return Optional.of(Child.start(Child.directory(name), command));
        }
    }

    /** nginx, one worker, unbuffered, with connections that it keeps. */
    record Nginx(String name, Path binary) implements Contender {
        @Override
        public Optional<Child> start(int port, int source) throws IOException {
            Path directory = Child.directory(name);
            String config = NginxConfig.write(directory, port, source);
            return Optional.of(Child.start(directory, List.of(binary.toString(), "-p", directory + "/", "-c", config)));
        }
    }
}
