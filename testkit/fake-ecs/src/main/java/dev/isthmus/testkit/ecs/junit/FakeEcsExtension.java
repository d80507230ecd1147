package dev.isthmus.testkit.ecs.junit;

import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.fault.FaultSchedule;
import dev.isthmus.testkit.ecs.scenario.Scenario;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Starts a {@link FakeEcs} before a test and closes it after; a test has it from {@link #ecs} or as a parameter. On request it fails a
 * test that leaves something behind, with a message that names it.
 *
 * <pre>{@code
 * @RegisterExtension
 * final FakeEcsExtension fake = FakeEcsExtension.of(FakeEcsConfig.threeInstances()).failOnLeftovers();
 *
 * @Test
 * void starts_what_it_is_asked_for(FakeEcs ecs) {
 *     ecs.injectNext("RunTask", 1, Fault.throttling());
 *     ...
 * }
 * }</pre>
 *
 * <p>Registered in a static field it can have one cluster for the whole class: {@link #perClass}. Tests that run in parallel take the
 * parameter, as {@link #ecs} is the cluster that was started last. What a test finds left of a per-class cluster is told after the last
 * test.
 */
public final class FakeEcsExtension
        implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback, ParameterResolver {
    private final Supplier<Scenario> scenario;
    private final boolean perClass;
    private final Set<Leftover> forbidden;
    /** Whether an annotation of the test class, if it has one, says the rest. */
    private final boolean byAnnotation;

    private volatile @Nullable FakeEcs current;

    /** Two small instances for each test; what {@code @ExtendWith} and {@link WithFakeEcs} use. */
    public FakeEcsExtension() {
        this(() -> plain(FakeEcsConfig.twoSmallInstances()), false, Set.of(), true);
    }

    private FakeEcsExtension(
            Supplier<Scenario> scenario, boolean perClass, Set<Leftover> forbidden, boolean byAnnotation) {
        this.scenario = scenario;
        this.perClass = perClass;
        this.forbidden = Set.copyOf(forbidden);
        this.byAnnotation = byAnnotation;
    }

    /** A cluster of this configuration for each test. A manual clock in it is shared by them; a runtime is refused. */
    public static FakeEcsExtension of(FakeEcsConfig config) {
        if (config.runtime().isPresent()) {
            throw new IllegalArgumentException(
                    "A runtime is of one cluster only: give FakeEcsExtension.from a supplier that makes a new one");
        }
        return from(() -> config);
    }

    /** A cluster for each test, of the configuration that this supplies then. */
    public static FakeEcsExtension from(Supplier<FakeEcsConfig> config) {
        return new FakeEcsExtension(() -> plain(config.get()), false, Set.of(), false);
    }

    /** A cluster for each test, of this scenario file. It is read before each test. */
    public static FakeEcsExtension ofScenario(Path file) {
        return new FakeEcsExtension(() -> Scenario.read(file), false, Set.of(), false);
    }

    /** A cluster for each test, of the scenario that this supplies then. */
    public static FakeEcsExtension ofScenario(Supplier<Scenario> scenario) {
        return new FakeEcsExtension(scenario, false, Set.of(), false);
    }

    /** This, with one cluster for all tests of the class. It must be registered in a static field. */
    public FakeEcsExtension perClass() {
        return new FakeEcsExtension(scenario, true, forbidden, false);
    }

    /** This, failing a test that leaves any of these behind; without arguments, anything. */
    public FakeEcsExtension failOnLeftovers(Leftover... which) {
        return new FakeEcsExtension(
                scenario, perClass, which.length == 0 ? EnumSet.allOf(Leftover.class) : Set.of(which), false);
    }

    /**
     * The cluster.
     *
     * @throws IllegalStateException outside of a test
     */
    public FakeEcs ecs() {
        FakeEcs ecs = current;
        if (ecs == null) {
            throw new IllegalStateException(
                    "There is a fake cluster only while a test runs" + (perClass ? " of the class" : ""));
        }
        return ecs;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (settings(context).perClass && running(context) == null) {
            begin(context);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (!settings(context).perClass) {
            begin(context);
        } else if (running(context) == null) {
            throw new IllegalStateException(
                    "A cluster for the whole class needs a static field: static FakeEcsExtension ... perClass()");
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (!settings(context).perClass) {
            end(context);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (settings(context).perClass) {
            end(context);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == FakeEcs.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Running running = running(context);
        if (running == null) {
            throw new IllegalStateException(
                    "There is no fake cluster here yet: one for each test is there in @BeforeEach and @Test methods");
        }
        return running.ecs;
    }

    private void begin(ExtensionContext context) {
        List<FakeEcs> openBefore = FakeEcs.open();
        FakeEcs ecs = settings(context).scenario.get().start();
        current = ecs;
        store(context).put(this, new Running(context.getUniqueId(), ecs, openBefore));
    }

    private void end(ExtensionContext context) {
        Running running = running(context);
        if (running == null || !running.owner.equals(context.getUniqueId())) {
            return;
        }
        store(context).remove(this);
        String left;
        try {
            left = Leftovers.of(running.ecs, running.openBefore, settings(context).forbidden);
        } finally {
            running.ecs.close();
            current = null;
        }
        // What has failed already is told as it is.
        if (!left.isEmpty() && context.getExecutionException().isEmpty()) {
            throw new AssertionError(left);
        }
    }

    /** The annotation's, where there is one, else this extension's own. */
    private FakeEcsExtension settings(ExtensionContext context) {
        return context.getTestClass()
                .flatMap(type -> AnnotationSupport.findAnnotation(type, WithFakeEcs.class))
                .filter(annotation -> byAnnotation)
                .map(annotation -> new FakeEcsExtension(
                        annotation.scenario().isEmpty()
                                ? scenario
                                : () -> Scenario.read(Path.of(annotation.scenario())),
                        annotation.perClass(),
                        Set.of(annotation.failOnLeftovers()),
                        false))
                .orElse(this);
    }

    private @Nullable Running running(ExtensionContext context) {
        return store(context).get(this, Running.class);
    }

    private static ExtensionContext.Store store(ExtensionContext context) {
        return context.getStore(ExtensionContext.Namespace.create(FakeEcsExtension.class));
    }

    private static Scenario plain(FakeEcsConfig config) {
        return new Scenario(config, FaultSchedule.NONE, List.of());
    }

    /** A cluster and where it belongs. */
    private record Running(String owner, FakeEcs ecs, List<FakeEcs> openBefore) {}
}
