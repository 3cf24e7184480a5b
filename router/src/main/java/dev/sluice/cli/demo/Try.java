package dev.sluice.cli.demo;

import java.util.List;

/** The request that a person is asked to try. */
final class Try {

    private Try() {}

    /** The parts of a shell command, each short enough for a line of its own. */
    static List<String> parts(String address) {
        return List.of(
                "curl -N " + address + "/v1/chat/completions",
                "-H 'Content-Type: application/json'",
                "-d '{\"messages\":[{\"role\":\"user\",\"content\":\"Count!\"}],\"stream\":true}'");
    }
}
