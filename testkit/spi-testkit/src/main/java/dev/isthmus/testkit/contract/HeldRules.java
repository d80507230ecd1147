package dev.isthmus.testkit.contract;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.lifecycle.AfterContainerHook;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.ContainerLifecycleContext;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Says in one line, when the last test of a suite has passed, which rules were held by what: a suite that has run nothing looks like one
 * that has passed. Says nothing when something failed. Where a suite is of two engines, each says its own part.
 */
public final class HeldRules implements AroundPropertyHook, AfterContainerHook, AfterEachCallback, AfterAllCallback {

    private static final Pattern RULE = Pattern.compile("^(?:required|optional)_([A-Z]{2}\\d{2})_");

    private static final Map<String, Tally> TALLIES = new ConcurrentHashMap<>();

    /** What has been held so far. */
    private static final class Tally {

        private final Set<String> rules = new TreeSet<>();
        private long tries;
        private boolean failed;
        private String what = "";

        synchronized void count(boolean passed, String method, String examined, long more) {
            Matcher rule = RULE.matcher(method);
            if (rule.find()) {
                rules.add(rule.group(1));
            }
            failed |= !passed;
            what = examined;
            tries += more;
        }

        synchronized String line(Class<?> suite) {
            return failed || rules.isEmpty()
                    ? ""
                    : contract(suite) + ": " + rules.size() + (rules.size() == 1 ? " rule" : " rules") + " held by "
                            + what + (tries == 0 ? "" : " over " + tries + " tries");
        }
    }

    HeldRules() {}

    @Override
    public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property)
            throws Throwable {
        PropertyExecutionResult result = property.execute();
        tally(context.containerClass())
                .count(
                        result.status() == PropertyExecutionResult.Status.SUCCESSFUL,
                        context.targetMethod().getName(),
                        examined(context.testInstance()),
                        result.countTries());
        return result;
    }

    @Override
    public void afterContainer(ContainerLifecycleContext context) {
        context.optionalContainerClass().ifPresent(suite -> say(TALLIES.remove(suite.getName()), suite));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        tally(context)
                .count(
                        context.getExecutionException().isEmpty(),
                        context.getRequiredTestMethod().getName(),
                        examined(context.getRequiredTestInstance()),
                        0);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        say(tally(context), context.getRequiredTestClass());
    }

    /** Of jqwik, which runs one suite after the other. */
    private static Tally tally(Class<?> suite) {
        return TALLIES.computeIfAbsent(suite.getName(), key -> new Tally());
    }

    /** Of Jupiter, whose launchers may run one suite several times at once. */
    private static Tally tally(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(HeldRules.class))
                .getOrComputeIfAbsent(context.getRequiredTestClass(), suite -> new Tally(), Tally.class);
    }

    private static void say(@Nullable Tally tally, Class<?> suite) {
        String line = tally == null ? "" : tally.line(suite);
        if (!line.isEmpty()) {
            System.out.println(line);
        }
    }

    /** The contract that a test class inherits. */
    private static String contract(Class<?> suite) {
        Class<?> type = suite;
        for (@Nullable Class<?> above = suite; above != null; above = above.getSuperclass()) {
            type = above;
            if (above.getPackageName().startsWith(HeldRules.class.getPackageName())) {
                break;
            }
        }
        return type.getSimpleName();
    }

    private static String examined(Object suite) {
        return suite instanceof ContractSuite contract ? contract.examinedInWords() : suite.toString();
    }
}
