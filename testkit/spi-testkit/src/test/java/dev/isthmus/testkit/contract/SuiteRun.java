package dev.isthmus.testkit.contract;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.EngineFilter.includeEngines;

import dev.isthmus.testkit.contract.backend.BackendContract;
import dev.isthmus.testkit.contract.backend.BackendContractBase;
import dev.isthmus.testkit.contract.backend.BackendFeature;
import dev.isthmus.testkit.contract.backend.Broken;
import dev.isthmus.testkit.contract.backend.ExaminedCluster;
import dev.isthmus.testkit.contract.backend.OfferSourceContract;
import dev.isthmus.testkit.contract.backend.TaskLauncherContract;
import dev.isthmus.testkit.contract.journal.BrokenJournal;
import dev.isthmus.testkit.contract.journal.ExaminedJournals;
import dev.isthmus.testkit.contract.journal.JournalContract;
import dev.isthmus.testkit.contract.journal.MasterJournalContract;
import dev.isthmus.testkit.time.ManualClock;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs a whole suite against one implementation, as a build would, and tells what failed. */
public final class SuiteRun {

    /**
     * What is examined: the engine makes the instances of the suites itself, so it has to be left here for them. Suites run on the thread that
     * asks for it, and several may ask at once.
     */
    private static final ThreadLocal<@Nullable Broken> EXAMINED = new ThreadLocal<>();

    private static final ThreadLocal<@Nullable BrokenJournal> JOURNALS = new ThreadLocal<>();

    private SuiteRun() {}

    private static Broken examined() {
        Broken wrong = EXAMINED.get();
        if (wrong == null) {
            throw new IllegalStateException("these suites are run by SuiteRun only");
        }
        return wrong;
    }

    public static final class OfBackend extends BackendContract {
        @Override
        protected ExaminedCluster cluster(ManualClock clock) {
            return examined().cluster(clock);
        }

        @Override
        protected Set<BackendFeature> features() {
            return examined().features();
        }
    }

    public static final class OfOfferSource extends OfferSourceContract {
        @Override
        protected ExaminedCluster cluster(ManualClock clock) {
            return examined().cluster(clock);
        }

        @Override
        protected Set<BackendFeature> features() {
            return examined().features();
        }
    }

    public static final class OfTaskLauncher extends TaskLauncherContract {
        @Override
        protected ExaminedCluster cluster(ManualClock clock) {
            return examined().cluster(clock);
        }

        @Override
        protected Set<BackendFeature> features() {
            return examined().features();
        }
    }

    static final class OfJournals extends JournalContract {
        @Override
        protected ExaminedJournals journals() {
            return brokenJournals();
        }
    }

    static final class OfMasterJournals extends MasterJournalContract {
        @Override
        protected ExaminedJournals journals() {
            return brokenJournals();
        }
    }

    private static ExaminedJournals brokenJournals() {
        BrokenJournal wrong = JOURNALS.get();
        if (wrong == null) {
            throw new IllegalStateException("these suites are run by SuiteRun only");
        }
        return wrong.journals();
    }

    /** What each test that failed says, by the name of its method. */
    public static Map<String, String> failures(Class<? extends BackendContractBase> suite, Broken wrong) {
        EXAMINED.set(wrong);
        return failures(suite, "junit-jupiter");
    }

    /** The same for journals. */
    public static Map<String, String> failures(BrokenJournal wrong) {
        JOURNALS.set(wrong);
        return failures(OfJournals.class, "junit-jupiter", "jqwik");
    }

    /** The same for journals of masters. */
    public static Map<String, String> failuresOfMaster(BrokenJournal wrong) {
        JOURNALS.set(wrong);
        return failures(OfMasterJournals.class, "junit-jupiter", "jqwik");
    }

    private static Map<String, String> failures(Class<?> suite, String... engines) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(suite))
                .filters(includeEngines(engines))
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
                .configurationParameter("jqwik.shrinking.default", "OFF")
                .build();
        Map<String, String> failures = new TreeMap<>();
        int[] count = new int[1];
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (test.isTest()) {
                    count[0]++;
                }
                if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
                    failures.put(
                            test.getDisplayName().replace("()", "").replace(' ', '_'),
                            result.getThrowable().map(Throwable::toString).orElse("aborted"));
                }
            }
        });
        if (count[0] < 10) {
            throw new IllegalStateException("only " + count[0] + " tests of " + suite + " were run");
        }
        return failures;
    }
}
