package dev.isthmus.testkit.framework.stage;

import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.translation.TranslatorTable;
import dev.isthmus.driver.Border;
import dev.isthmus.mesos.FrontendOptions;
import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo.Capability;
import dev.isthmus.mesos.messages.Protos.Status;
import dev.isthmus.mesos.shell.MesosFrontend;
import dev.isthmus.mesos.shell.SteppedDriver;
import dev.isthmus.testkit.framework.cluster.ClusterConnection;
import dev.isthmus.testkit.framework.cluster.PlainTranslator;
import dev.isthmus.testkit.framework.cluster.ScriptedCluster;
import dev.isthmus.testkit.framework.history.ScriptClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.BooleanSupplier;
import org.apache.mesos.Protos;
import org.apache.mesos.Scheduler;
import org.apache.mesos.SchedulerDriver;
import org.jspecify.annotations.Nullable;

/** The driver of a script, one after a restart as the one before, and what makes it go on: causes, and the time. */
public final class ScriptEngine {

    private static final Duration ROUND = Duration.ofSeconds(1);

    private final Stage stage;
    private final ScriptClock clock;
    private final ScriptedCluster cluster;
    private boolean implicitAcknowledgements = true;
    private List<String> suppressedRoles = List.of();
    private Settings settings = Settings.none();
    private TranslatorTable translators = PlainTranslator.table(Set.of());
    private @Nullable SteppedDriver driver;
    private @Nullable SchedulerDriver border;
    private @Nullable SchedulerCallbacks callbacks;
    private boolean partitionAware;
    private boolean tearingDown;
    private long uuids;

    ScriptEngine(Stage stage, ScriptClock clock, ScriptedCluster cluster) {
        this.stage = stage;
        this.clock = clock;
        this.cluster = cluster;
    }

    public void acknowledgeExplicitly() {
        implicitAcknowledgements = false;
    }

    public boolean acknowledgesImplicitly() {
        return implicitAcknowledgements;
    }

    public void suppress(List<String> roles) {
        suppressedRoles = List.copyOf(roles);
    }

    public void set(Settings newSettings) {
        settings = newSettings;
    }

    public void count(Set<ResourceName> resources) {
        translators = PlainTranslator.table(resources);
    }

    TranslatorTable translators() {
        return translators;
    }

    public boolean isFresh() {
        return driver == null;
    }

    public SchedulerDriver border() {
        SchedulerDriver made = border;
        if (made == null) {
            throw new IllegalStateException("there is no driver yet: it is made by send(registered())");
        }
        return made;
    }

    /** Starts a driver for this scheduler; under this id, if it is to take over. */
    public void start(Scheduler scheduler, Protos.FrameworkInfo framework, Optional<String> id) {
        stage.fresh();
        tearingDown = false;
        SchedulerDriver made = Border.driver(
                scheduler,
                framework,
                suppressedRoles,
                implicitAcknowledgements,
                (info, roles, implicit, version, toCall) -> {
                    FrameworkInfo.Builder filled = withHostname(info).toBuilder();
                    id.ifPresent(value -> filled.getIdBuilder().setValue(value));
                    partitionAware = info.getCapabilitiesList().stream()
                            .anyMatch(capability -> capability.getType() == Capability.Type.PARTITION_AWARE);
                    SteppedDriver stepped = stepped(filled.build(), roles, implicit, version, toCall);
                    driver = stepped;
                    return new RecordingDriver(stage, stepped.driver());
                });
        border = made;
        made.start();
        settle();
    }

    private SteppedDriver stepped(
            FrameworkInfo framework,
            List<String> roles,
            boolean implicit,
            String mesosVersion,
            SchedulerCallbacks scheduler) {
        SchedulerCallbacks recorded = new RecordingCallbacks(stage, scheduler);
        callbacks = recorded;
        return MesosFrontend.stepped(FrontendOptions.builder(framework, recorded)
                .implicitAcknowledgements(implicit)
                .suppressedRoles(roles)
                .settings(settings)
                .backend(() -> new ClusterConnection(cluster))
                .translators(translators)
                .clock(clock)
                // Without a thread until something is scheduled, and a stepped driver schedules nothing.
                .scheduler(new ScheduledThreadPoolExecutor(0))
                .mesosVersion(mesosVersion)
                .uuids(() -> new UUID(1, ++uuids))
                .build());
    }

    /** Where it is left out, so that nobody asks the network for it. */
    static FrameworkInfo withHostname(FrameworkInfo framework) {
        return framework.getHostname().isEmpty()
                ? framework.toBuilder().setHostname("localhost").build()
                : framework;
    }

    /** The driver's process is gone, without a word to anyone. */
    public void crash() {
        cluster.answerLaunches();
        settle();
        cluster.disconnect();
        if (driver != null) {
            var unused = driver.driver().abort();
            driver.workOff();
        }
        stage.gone();
    }

    /** Ends the driver with an error. */
    public void fail(String message) {
        stepped().fail(message);
    }

    /** Lets everything happen that has been caused. */
    public void settle() {
        SteppedDriver stepped = driver;
        if (stepped == null) {
            return;
        }
        boolean more;
        do {
            stepped.workOff();
            more = tearingDown && cluster.finishStopped();
            more |= cluster.tellNext();
        } while (more);
    }

    /** Lets time pass, with all that falls due. */
    public void advance(Duration step) {
        advanceUntil(clock.instant().plus(step), () -> false);
    }

    /** Lets time pass until the next round of offers at most, or until this is so. */
    public void advanceOneRound(BooleanSupplier enough) {
        Instant last = clock.instant().plus(ROUND);
        if (!enough.getAsBoolean()) {
            advanceUntil(last, enough);
        }
    }

    private void advanceUntil(Instant target, BooleanSupplier enough) {
        SteppedDriver stepped = driver;
        for (Optional<Instant> due = due(stepped, target); due.isPresent(); due = due(stepped, target)) {
            clock.set(due.get().isAfter(clock.instant()) ? due.get() : clock.instant());
            stepped().tick();
            settle();
            if (enough.getAsBoolean() || stage.hasThrown()) {
                return;
            }
        }
        clock.set(target);
    }

    private static Optional<Instant> due(@Nullable SteppedDriver stepped, Instant target) {
        return stepped == null ? Optional.empty() : stepped.nextDue().filter(due -> !due.isAfter(target));
    }

    private SteppedDriver stepped() {
        SteppedDriver stepped = driver;
        if (stepped == null) {
            throw new IllegalStateException("the driver is used before it is made");
        }
        return stepped;
    }

    /** The scheduler, to be told something that its master does not know of. */
    public SchedulerCallbacks scheduler() {
        SchedulerCallbacks made = callbacks;
        if (made == null) {
            throw new IllegalStateException("the scheduler is told something before it has a driver");
        }
        return made;
    }

    public boolean isPartitionAware() {
        return partitionAware;
    }

    /** From now on tasks that are stopped end at once: their framework is torn down, and nobody is told. */
    void tearDown() {
        tearingDown = true;
    }

    /** Aborts the driver; false if it did not run. */
    boolean abort() {
        SteppedDriver stepped = driver;
        return stepped != null && stepped.driver().abort() == Status.DRIVER_ABORTED;
    }
}
