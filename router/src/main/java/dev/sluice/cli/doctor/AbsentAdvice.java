package dev.sluice.cli.doctor;

import dev.sluice.cli.doctor.Diagnosis.NotServing;
import dev.sluice.config.BackendConfig;
import dev.sluice.health.Finding;
import dev.sluice.upstream.Knock;

/** What to do about a backend that does not serve. */
record AbsentAdvice(BackendConfig backend) {

    private static final String LOOK_INTO_ITS_LOG = "Look into its log.";

    Advice on(NotServing state) {
        return state.otherScheme() ? otherScheme() : on(state.finding(), state.door());
    }

    private Advice on(Finding.NotReady finding, Knock.Door door) {
        return switch (finding) {
            case Finding.Silent silent -> unanswered(door, silent());
            case Finding.Broken(String why) -> unanswered(door, broken(why));
            case Finding.Insecure(String why) -> unanswered(door, insecure(why));
            case Finding.Loading loading -> loading();
            case Finding.Unreachable unreachable -> unreachable();
            case Finding.Refusing refusing -> refusing();
            case Finding.Unresolved unresolved -> unresolved();
            case Finding.Locked(int status) -> locked(status);
            case Finding.Empty empty -> empty();
            case Finding.Foreign foreign -> foreign(foreign.why());
            case Finding.Failing failing ->
                new Advice("It fails: " + failing.why() + ".", "It is sent no requests.", LOOK_INTO_ITS_LOG);
        };
    }

    /** Whether it opens to one who only connects, says more than that it did not answer. */
    private Advice unanswered(Knock.Door door, Advice otherwise) {
        return switch (door) {
            case OPEN -> otherwise;
            case SHUT -> forwarded();
            case SILENT -> unreachable();
        };
    }

    private static Advice silent() {
        return new Advice(
                "It accepts connections, but does not answer within " + Examination.PATIENCE.toSeconds() + " s.",
                "It hangs, or it works on a long prompt: older llama-servers answer nothing until a batch is done. It gets"
                        + " no new requests meanwhile.",
                "Ask again in a minute. If it stays like that, look into its log and start it anew. On CPUs, start"
                        + " llama-server with a small batch: -b 128 -ub 128.");
    }

    private Advice broken(String why) {
        return new Advice(
                "Its connection broke before it had answered: " + why + ".",
                "It is sent no requests.",
                LOOK_INTO_ITS_LOG + " Is " + backend.url().getPort() + " the port on which it speaks HTTP?");
    }

    private static Advice loading() {
        return new Advice(
                "It loads its model.",
                "It is used as soon as it says that it is ready.",
                "Nothing: wait, and ask again.");
    }

    private Advice unreachable() {
        return new Advice(
                "It neither accepts a connection nor refuses it.",
                "Its host is off, or a firewall drops what is sent there.",
                "Try ping " + backend.url().getHost() + ". If that answers, open port "
                        + backend.url().getPort() + " in the firewall of that machine.");
    }

    private Advice refusing() {
        return new Advice(
                "Nobody listens on " + backend.url().getAuthority() + ": connections are refused.",
                "It is sent no requests. A vLLM refuses until its model is loaded.",
                "Is it running, and on this port? (Usual are 8080 for llama-server, 8000 for vLLM, 11434 for Ollama.) On"
                        + " another machine or in a container, does it listen on its own 127.0.0.1 only? Start it with"
                        + " --host 0.0.0.0, and publish the port of a container with -p.");
    }

    private static Advice forwarded() {
        return new Advice(
                "It accepts connections and closes them at once.",
                "A forwarder such as Docker's does that in the name of a server that does not run, that still loads (a"
                        + " vLLM), or that listens on 127.0.0.1 inside its container.",
                "See in docker logs whether it runs in there, and start it with --host 0.0.0.0.");
    }

    private Advice unresolved() {
        return new Advice(
                "The name " + backend.url().getHost() + " has no address.",
                "It cannot be found.",
                "Correct the name. That of a container is known inside its network only: from elsewhere, use the host and"
                        + " the port that it publishes.");
    }

    private Advice otherScheme() {
        String url = backend.url().toString();
        boolean secure = url.startsWith("https");
        return new Advice(
                secure ? "It speaks no TLS, and its address says https." : "It speaks TLS, and its address says http.",
                "It understands nothing that is sent to it.",
                secure
                        ? "Write http" + url.substring("https".length()) + "."
                        : "Write https" + url.substring("http".length()) + ".");
    }

    private static Advice insecure(String why) {
        return new Advice(
                "TLS fails: " + why + ".",
                "Nothing is sent to a server that cannot prove who it is.",
                "Its certificate must name this host, and be one that Java trusts: JAVA_OPTS='-Djavax.net.ssl.trustStore=FILE'"
                        + " names those.");
    }

    Advice locked(int status) {
        boolean shown = backend.key().isPresent();
        return new Advice(
                shown
                        ? "It refuses the key that it is shown (" + status + ")."
                        : "It wants to be shown a key (" + status + ").",
                "It would refuse every request.",
                shown
                        ? "The variable named in --key " + backend.url()
                                + "=VARIABLE must hold one of the keys that it was started with (--api-key)."
                        : "Put one of the keys that it was started with (--api-key) into an environment variable, and name"
                                + " that: --key " + backend.url() + "=VARIABLE.");
    }

    private static Advice empty() {
        return new Advice(
                "It has no model.", "Nothing can be asked of it.", "Give it one; with Ollama: ollama pull NAME.");
    }

    private Advice foreign(String why) {
        return new Advice(
                "Somebody answers HTTP there, but not as an inference server does: " + why + ".",
                "Whoever serves models lists them under /v1/models.",
                "Is " + backend.url().getPort() + " its port? If its API is below a path, add that to the URL: "
                        + backend.url() + "/PATH.");
    }
}
