package dev.sluice.loadtest;

/** What {@link Compare} finds out about each contender. */
enum Figure {
    EVENT_COLD("CPU µs per event, cold"),
    EVENT_WARM("CPU µs per event, warm"),
    EVENT_LOOPS("of that on event loops"),
    ANSWER_COLD("CPU µs per JSON request, cold"),
    ANSWER_WARM("CPU µs per JSON request, warm"),
    ANSWER_LOOPS("of that on event loops"),
    FIRST_COLD_P99("TTFT p99 ms, cold"),
    FIRST_P50("TTFT p50 ms, warm"),
    FIRST_P99("TTFT p99 ms, warm"),
    DELAY_P50("delay of events p50 ms, warm"),
    DELAY_P99("delay of events p99 ms, warm"),
    DISTORTION_P99("gap distortion p99 ms, warm"),
    ANSWER_P50("JSON p50 ms, warm"),
    ANSWER_P99("JSON p99 ms, warm"),
    RESIDENT("RSS MB after streams"),
    OTHERS("cores that others used meanwhile"),
    FAILED("failed");

    private final String title;

    Figure(String title) {
        this.title = title;
    }

    /** For people, with its unit. */
    String title() {
        return title;
    }
}
