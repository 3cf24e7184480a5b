package dev.sluice.engine;

/** What an answer to {@code GET /health} says. */
public enum Readiness {
    /** It has loaded. */
    READY,
    /** It is loading its model. */
    LOADING,
    /** It has no such path: its list of models must tell. */
    UNTOLD,
    /** It fails. */
    BROKEN;

    /**
     * The judgement of one answer. A 200 may be empty, as vLLM's is; while llama-server loads it says 503 with an error
     * of the type {@code unavailable_error}.
     */
    public static Readiness of(int status, String body) {
        return switch (status) {
            case 200 -> READY;
            case 404, 405, 501 -> UNTOLD;
            case 503 -> loading(body) ? LOADING : BROKEN;
            default -> BROKEN;
        };
    }

    private static boolean loading(String body) {
        return Json.parse(body).path("error").path("type").asText().equals("unavailable_error");
    }
}
