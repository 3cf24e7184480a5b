package dev.sluice.telemetry;

import dev.sluice.admission.Outcome;
import dev.sluice.admission.Rejection;
import dev.sluice.pool.BackendId;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * One request from its head to its one ending: what is to be told of it, as it becomes known. Only its event loop writes
 * here; for each event of a stream it costs a few plain fields and one record in a histogram.
 */
public final class Visit {

    private static final long NOT_YET = Long.MIN_VALUE;

    private final Meters meters;
    private final Consumer<Account> ledger;
    private final HttpServerResponse client;
    private final String route;
    private final long arrived = System.nanoTime();
    private final Gaps gaps = new Gaps();

    // Mutable state, of one event loop.
    private Optional<String> model = Optional.empty();
    private ModelMeters served;
    private boolean stream;
    private long bytesIn;
    private long read = arrived;
    private long queued;
    private Optional<BackendId> backend = Optional.empty();
    private int attempts;
    private long sent;
    private long upstream;
    private long first = NOT_YET;
    private long delivered = NOT_YET;
    private OptionalInt promptTokens = OptionalInt.empty();
    private OptionalInt outputTokens = OptionalInt.empty();
    private boolean over;

    Visit(Meters meters, Consumer<Account> ledger, HttpServerResponse client, String route) {
        this.meters = meters;
        this.served = meters.unserved();
        this.ledger = ledger;
        this.client = client;
        this.route = route;
        meters.arrived();
    }

    /** Its body, of so many bytes, is whole since then, in the time of {@link System#nanoTime}. */
    public void read(long bytes, long since, boolean asksForStream) {
        bytesIn = bytes;
        read = since;
        stream = asksForStream;
    }

    /** This model of the pool is to serve it. */
    public void asks(String name) {
        model = Optional.of(name);
        served = meters.of(name);
    }

    /** It is in the queue. */
    public void waits() {
        served.waits();
    }

    /** It is in the queue no more, after this time. */
    public void waited(long nanos) {
        queued += nanos;
        served.waited(nanos);
    }

    /** The queue has turned it away. */
    public void rejected(Rejection why) {
        meters.rejected(why);
    }

    /** A backend has it now. */
    public void tried(BackendId on) {
        backend = Optional.of(on);
        attempts++;
        sent = System.nanoTime();
    }

    /** It leaves for that backend now, and not before. */
    public void sent() {
        sent = System.nanoTime();
    }

    /** The backend has it no more. */
    public void left(BackendId on, Outcome outcome) {
        upstream += (delivered == NOT_YET ? System.nanoTime() : delivered) - sent;
        meters.attempted(on, outcome);
    }

    /** What a backend failed is tried elsewhere. */
    public void failedOver() {
        meters.failedOver(client.headWritten());
    }

    /** So many events of content have come and left. */
    public void content(int events) {
        long now = System.nanoTime();
        if (first == NOT_YET) {
            first = now;
            served.began(now - arrived);
        }
        served.came(gaps.take(events, now), events);
    }

    /** The client does not keep up: nothing is read for a while. */
    public void paused() {
        gaps.interrupt();
    }

    /** What the engine says of the tokens. */
    public void tokens(OptionalInt prompt, OptionalInt output) {
        promptTokens = prompt;
        outputTokens = output;
    }

    /** The client was sent the end of its answer. */
    public void delivered() {
        delivered = System.nanoTime();
    }

    /** It has ended so, after the client was sent all that it is sent. What comes after the first call is no news. */
    public void end(ErrorType error) {
        if (over) {
            return;
        }
        over = true;
        meters.left();
        Account account = account(error);
        meters.take(account, served);
        ledger.accept(account);
    }

    private Account account(ErrorType error) {
        long end = delivered == NOT_YET ? System.nanoTime() : delivered;
        return new Account(
                Instant.now(),
                Optional.ofNullable(client.headers().get("x-request-id")).orElse(""),
                route,
                model,
                stream,
                backend,
                attempts,
                Duration.ofNanos(queued),
                first == NOT_YET ? Optional.empty() : Optional.of(Duration.ofNanos(first - arrived)),
                Duration.ofNanos(end - arrived),
                Duration.ofNanos(Math.max(0, end - read - queued - upstream)),
                promptTokens,
                outputTokens.isPresent() || gaps.events() == 0 ? outputTokens : OptionalInt.of(gaps.events()),
                gaps.pace(),
                error,
                client.headWritten() ? client.getStatusCode() : Account.NO_STATUS,
                bytesIn,
                bytesOut());
    }

    /** A large answer in one piece is still on its way. */
    private long bytesOut() {
        String length = client.headWritten() ? client.headers().get(HttpHeaders.CONTENT_LENGTH) : null;
        return length == null ? client.bytesWritten() : Long.parseLong(length);
    }
}
