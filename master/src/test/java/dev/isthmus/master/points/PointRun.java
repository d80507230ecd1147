package dev.isthmus.master.points;

import dev.isthmus.mesos.machine.MachineRig;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs the tests of Mesos's points that stand on a bench, and that the machine passes where they are written, over HTTP. */
final class PointRun implements TestExecutionListener {

    private static final Pattern POINT = Pattern.compile("point_(\\d{1,3})");

    private static final String WHERE = "dev.isthmus.mesos.machine";

    private final SortedMap<String, Optional<Throwable>> outcomes = new TreeMap<>();
    private int benches;

    private PointRun() {}

    /** What each test came to, by class and method: why it fails, or nothing if it passes. Properties with their thousand tries are left out. */
    static SortedMap<String, Optional<Throwable>> over(PointClient client) {
        PointRun run = new PointRun();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectPackage(WHERE))
                .filters(
                        EngineFilter.includeEngines("junit-jupiter"),
                        ClassNameFilter.includeClassNamePatterns(".*Test"),
                        (PostDiscoveryFilter) PointRun::isOfAPoint)
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
                .build();
        LauncherConfig bare = LauncherConfig.builder()
                .enableLauncherDiscoveryListenerAutoRegistration(false)
                .enableLauncherSessionListenerAutoRegistration(false)
                .enablePostDiscoveryFilterAutoRegistration(false)
                .enableTestExecutionListenerAutoRegistration(false)
                .build();
        MachineRig.over(
                (master, framework, now) -> {
                    run.benches++;
                    return client.bench(master, framework, now);
                },
                () -> LauncherFactory.create(bare).execute(request, run));
        return Collections.unmodifiableSortedMap(run.outcomes);
    }

    private static FilterResult isOfAPoint(TestDescriptor test) {
        return FilterResult.includedIf(test.getSource()
                .filter(MethodSource.class::isInstance)
                .map(MethodSource.class::cast)
                .map(method -> POINT.matcher(method.getMethodName()).find())
                .orElse(true));
    }

    /** Of a test with several rounds, one that fails counts. */
    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (test.isTest() && benches > 0) {
            MethodSource method = (MethodSource) test.getSource().orElseThrow();
            String type = method.getClassName().substring(method.getClassName().lastIndexOf('.') + 1);
            outcomes.merge(
                    type + "." + method.getMethodName(),
                    result.getThrowable(),
                    (before, now) -> before.isPresent() ? before : now);
        }
        // The fields of the next test are set before it is said to start.
        benches = 0;
    }

    /** The points that a test is named after. */
    static Iterable<Integer> pointsOf(String test) {
        return POINT.matcher(test)
                .results()
                .map(found -> Integer.valueOf(found.group(1)))
                .toList();
    }
}
