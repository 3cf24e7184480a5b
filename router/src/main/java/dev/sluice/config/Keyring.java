package dev.sluice.config;

import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The environment, for the secrets that it holds. */
final class Keyring {

    private static final String VARIABLE = "[A-Za-z_][A-Za-z0-9_]*";
    private static final String VISIBLE = "[\\x21-\\x7e]+";

    private final Map<String, String> environment;

    Keyring(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * The secret in this variable; if there is none, what is wrong and what is expected is said instead. What is no name
     * of a variable is not repeated: it may be the secret itself.
     */
    Optional<Secret> get(String variable, BiConsumer<String, String> refuse) {
        String secret = environment.getOrDefault(variable, "");
        if (!variable.matches(VARIABLE)) {
            refuse.accept(
                    "not the name of an environment variable",
                    "a name such as BACKEND_KEY; the key itself would show in every list of processes");
        } else if (secret.isEmpty()) {
            refuse.accept(
                    "the environment variable " + variable + " is not set", "set it to the secret, and start again");
        } else if (!secret.matches(VISIBLE)) {
            refuse.accept(
                    "what the environment variable " + variable + " holds cannot be sent as a key",
                    "visible ASCII characters, no spaces or line ends");
        } else {
            return Optional.of(new Secret(secret));
        }
        return Optional.empty();
    }
}
