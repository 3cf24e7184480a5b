package dev.sluice.loadtest;

/**
 * A chat completion as the client asks for it and the source reads it.
 *
 * @param model the model's name
 * @param id this request's own word, without quotes in it; it goes into the fingerprint of the answer
 * @param stream whether it asks for a stream
 * @param events of how many content events the stream is to be
 */
record Ask(String model, String id, boolean stream, int events) {

    private static final String MODEL = "\"model\":\"";
    private static final String ID = "\"user\":\"";
    private static final String STREAM = "\"stream\":true";
    private static final String EVENTS = "\"max_tokens\":";

    /** The body of the request; what a source reads of it stands in front. */
    String json() {
        return "{" + MODEL + model + "\"," + ID + id + "\"," + (stream ? STREAM + "," : "") + EVENTS + events
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"Say something, and say when you said it.\"}]}";
    }

    /** Reads the beginning of such a body. */
    static Ask read(String body) {
        String events = Wire.between(body, EVENTS, ",");
        return new Ask(
                Wire.between(body, MODEL, "\""),
                Wire.between(body, ID, "\""),
                body.contains(STREAM),
                events.isEmpty() ? 1 : Integer.parseInt(events));
    }
}
