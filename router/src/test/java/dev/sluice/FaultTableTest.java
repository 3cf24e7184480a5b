package dev.sluice;

import dev.sluice.backends.scripted.Expectation;
import dev.sluice.backends.scripted.Fault;
import dev.sluice.backends.scripted.FaultTable;
import dev.sluice.config.Limits;
import dev.sluice.config.Patience;
import dev.sluice.config.Timeouts;
import dev.sluice.fixture.BesideOthers;
import dev.sluice.fixture.ClientSaw;
import dev.sluice.fixture.OneFails;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Every fault that is known, one row a test: what the client sees of it, with another backend behind and without; that
 * the backend's connection is closed; and that nothing stays open, leased, settling or queued.
 */
@BesideOthers
class FaultTableTest {

    static final List<Fault> FAULTS = FaultTable.faults();

    static final List<Fault> FAILURES_BEFORE_CONTENT = FAULTS.stream()
            .filter(fault ->
                    fault.expect() instanceof Expectation.Elsewhere || fault.expect() instanceof Expectation.Larger)
            .toList();

    /** Rows that exceed them would otherwise send 32 MiB. */
    private static final int LARGEST = 1024 * 1024;

    /** By the milliseconds for which the router waits, 0 for its usual patience. */
    private static final Map<Integer, OneFails> POOLS = new TreeMap<>();

    @AfterAll
    static void stop() {
        POOLS.values().forEach(OneFails::close);
        POOLS.clear();
    }

    @ParameterizedTest
    @FieldSource("FAULTS")
    void theClientSeesWhatTheTableSays(Fault fault) throws Exception {
        ClientSaw client = pool(fault).ask(fault.ask(), OneFails.BOTH, fault.script());
        switch (fault.expect()) {
            case Expectation.Complete(String text) -> client.complete(text);
            case Expectation.Elsewhere elsewhere -> client.servedElsewhere();
            case Expectation.Larger larger -> client.servedElsewhere();
            case Expectation.Broken(String text) -> client.brokenAfter(text);
            case Expectation.Cut(String text) -> client.cut(text);
            case Expectation.Torn(String text) -> client.torn(text);
            case Expectation.Refused refused -> refused(client, refused);
        }
    }

    @ParameterizedTest
    @FieldSource("FAILURES_BEFORE_CONTENT")
    void whereThereIsNoOtherBackendTheClientGetsAnError(Fault fault) throws Exception {
        ClientSaw client = pool(fault).ask(fault.ask(), OneFails.ALONE, fault.script());
        if (fault.expect() instanceof Expectation.Elsewhere(int status, String code)) {
            client.failed(status, code);
        } else if (fault.expect() instanceof Expectation.Larger(int status, String body)) {
            client.refused(status, body);
        }
    }

    private static void refused(ClientSaw client, Expectation.Refused refused) {
        if (refused.body() != null) {
            client.refused(refused.status(), refused.body());
        } else {
            client.refusedSaying(refused.status(), String.valueOf(refused.says()));
        }
    }

    private static OneFails pool(Fault fault) {
        int patience = fault.patience() == null ? 0 : fault.patience();
        return POOLS.computeIfAbsent(
                patience, key -> new OneFails(Limits.DEFAULT.withAnswers(LARGEST, LARGEST), timeouts(patience)));
    }

    private static Timeouts timeouts(int patience) {
        Duration silence = Duration.ofMillis(patience);
        return patience == 0
                ? Timeouts.DEFAULT
                : Timeouts.DEFAULT.with(new Patience(silence, silence, silence.multipliedBy(4), silence));
    }
}
