package dev.sluice.sse;

/**
 * Finds the ends of events in a stream that arrives in chunks. An event ends with a blank line; lines end with LF,
 * CRLF or CR, as the HTML standard says (<a
 * href="https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream">9.2.5</a>).
 */
public final class FrameScanner {

    private boolean lineIsEmpty = true;
    private boolean afterCr;
    private int lines;
    private boolean oneLine;

    /**
     * Reads on from {@code from} to the next end of an event.
     *
     * <p>A chunk may end between the CR and the LF of a blank line. The event is given at the CR then, undelayed, and
     * the LF comes out as the first byte of the next one.
     *
     * @return the index behind the event's last byte, or -1 if the chunk ends before the event does
     */
    public int nextEnd(Bytes chunk, int from, int length) {
        for (int i = from; i < length; i++) {
            byte b = chunk.at(i);
            if (b > '\r') {
                lineIsEmpty = false;
                afterCr = false;
            } else if (endsEvent(b)) {
                return takeLf(chunk, i + 1, length);
            }
        }
        return -1;
    }

    /** Whether the event whose end was found last is one line, and so its first bytes say what it is. */
    public boolean oneLine() {
        return oneLine;
    }

    private boolean endsEvent(byte b) {
        if (b == '\n' && afterCr) {
            afterCr = false;
            return false;
        }
        if (b != '\n' && b != '\r') {
            lineIsEmpty = false;
            afterCr = false;
            return false;
        }
        afterCr = b == '\r';
        return endsLine();
    }

    private boolean endsLine() {
        if (lineIsEmpty) {
            oneLine = lines == 1;
            lines = 0;
            return true;
        }
        lines++;
        lineIsEmpty = true;
        return false;
    }

    private int takeLf(Bytes chunk, int next, int length) {
        if (afterCr && next < length && chunk.at(next) == '\n') {
            afterCr = false;
            return next + 1;
        }
        return next;
    }
}
