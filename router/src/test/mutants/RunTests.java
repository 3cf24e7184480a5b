import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import java.io.PrintWriter;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * Runs the tests of the core that are on its class path, and prints how many ran, a blank, and how many failed. Which
 * they were goes to the error output.
 */
final class RunTests {

    public static void main(String[] args) {
        LauncherDiscoveryRequest tests = LauncherDiscoveryRequestBuilder.request()
                .selectors(
                        selectPackage("dev.sluice.pool"),
                        selectPackage("dev.sluice.placement"),
                        selectPackage("dev.sluice.admission"))
                .build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        Launcher launcher = LauncherFactory.create();
        launcher.execute(tests, listener);
        TestExecutionSummary summary = listener.getSummary();
        summary.printFailuresTo(new PrintWriter(System.err), 5);
        long begun = summary.getTestsStartedCount();
        System.out.println(begun + " " + summary.getTotalFailureCount());
    }
}
