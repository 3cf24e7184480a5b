package dev.sluice.backends.simulated.ollama;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whom an Ollama that listens on loopback answers: who calls it by a name of this machine, from a page of it. */
final class OllamaGuard {

    private static final Pattern HOST = Pattern.compile("(?i)|localhost|.+\\.(localhost|local|internal)"
            + "|(127|10)(\\.\\d+){3}|192\\.168(\\.\\d+){2}|172\\.(1[6-9]|2\\d|3[01])(\\.\\d+){2}|0\\.0\\.0\\.0"
            + "|::1?|f[cd][0-9a-f]{2}:[0-9a-f:]*");
    private static final Pattern ORIGIN = Pattern.compile("https?://(localhost|127\\.0\\.0\\.1|0\\.0\\.0\\.0)(:.*)?"
            + "|(app|file|tauri|vscode-webview|vscode-file)://.*");
    private static final Pattern PORT = Pattern.compile("(?<=.):\\d*$");
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");

    private static final String METHODS = "GET,POST,PUT,PATCH,DELETE,HEAD,OPTIONS";
    private static final String HEADERS = "Authorization,Content-Type,User-Agent,Accept,X-Requested-With,Openai-Beta,"
            + "X-Stainless-Arch,X-Stainless-Async,X-Stainless-Custom-Poll-Interval,X-Stainless-Helper-Method,"
            + "X-Stainless-Lang,X-Stainless-Os,X-Stainless-Package-Version,X-Stainless-Poll-Helper,"
            + "X-Stainless-Retry-Count,X-Stainless-Runtime,X-Stainless-Runtime-Version,X-Stainless-Timeout";

    private OllamaGuard() {}

    /** Whether it may be answered; if not, it has been. */
    static boolean passes(HttpServerRequest request) {
        boolean options = request.method().equals(HttpMethod.OPTIONS);
        String address = Optional.ofNullable(request.getHeader("Host")).orElse("");
        String host = host(address);
        Optional<String> origin = Optional.ofNullable(request.getHeader("Origin"))
                .filter(from -> !from.equals("http://" + address) && !from.equals("https://" + address));
        if (origin.isPresent() && !ORIGIN.matcher(origin.get()).matches()) {
            OllamaReply.nothing(request, 403);
        } else if (origin.isPresent() && options) {
            preflight(request, origin.get());
        } else if (!HOST.matcher(host).matches()) {
            OllamaReply.nothing(request, 403);
        } else if (options && !ADDRESS.matcher(host).matches()) {
            OllamaReply.nothing(request, 204);
        } else {
            origin.ifPresent(from -> request.response()
                    .putHeader("Access-Control-Allow-Origin", from)
                    .putHeader("Vary", "Origin"));
            return true;
        }
        return false;
    }

    private static void preflight(HttpServerRequest request, String origin) {
        HttpServerResponse response = request.response()
                .putHeader("Access-Control-Allow-Headers", HEADERS)
                .putHeader("Access-Control-Allow-Methods", METHODS)
                .putHeader("Access-Control-Allow-Origin", origin)
                .putHeader("Access-Control-Max-Age", "43200");
        response.headers()
                .add("Vary", "Origin")
                .add("Vary", "Access-Control-Request-Method")
                .add("Vary", "Access-Control-Request-Headers");
        OllamaReply.nothing(request, 204);
    }

    private static String host(String address) {
        String host = PORT.matcher(address).replaceFirst("");
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}
