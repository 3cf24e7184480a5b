package dev.sluice.health;

import java.util.OptionalInt;

/** What one look at a backend found. */
public sealed interface Finding {

    /**
     * It serves.
     *
     * @param identity what it is
     * @param crowd how many requests wait inside it because they do not fit, if it tells
     */
    record Ready(Identity identity, OptionalInt crowd) implements Finding {}

    /** It serves not now. */
    sealed interface NotReady extends Finding {}

    /** It loads. */
    record Loading() implements NotReady {}

    /** It accepted the question and has not answered: it may be busy, which is no illness. */
    record Silent() implements NotReady {}

    /** It does not serve. */
    sealed interface Out extends NotReady {

        /** The reason, for a person to read. */
        String why();
    }

    /** It neither accepted the connection nor refused it. */
    record Unreachable() implements Out {
        @Override
        public String why() {
            return "it accepts no connection: is the host off?";
        }
    }

    /** Nobody listens. */
    record Refusing() implements Out {
        @Override
        public String why() {
            return "it refuses connections";
        }
    }

    /** Nobody knows an address of its host. */
    record Unresolved(String why) implements Out {}

    /** The other side does not speak TLS, or shows a certificate that is not trusted. */
    record Insecure(String why) implements Out {}

    /**
     * It wants to be shown a key, or another one.
     *
     * @param status 401 or 403
     */
    record Locked(int status) implements Out {
        @Override
        public String why() {
            return "it refused the router's key (" + status + "): check --key";
        }
    }

    /** It has a list of models, and none is in it. */
    record Empty(String path) implements Out {
        @Override
        public String why() {
            return path + " answers 200 and names no model";
        }
    }

    /** It answers, and not as an inference server does. */
    record Foreign(String path, int status) implements Out {
        @Override
        public String why() {
            return path + " answers " + status + (status == 200 ? " and names no model" : "");
        }
    }

    /** It answers that it fails. */
    record Failing(String path, int status) implements Out {
        @Override
        public String why() {
            return path + " answers " + status;
        }
    }

    /** Its connection broke before it had answered. */
    record Broken(String why) implements Out {}
}
