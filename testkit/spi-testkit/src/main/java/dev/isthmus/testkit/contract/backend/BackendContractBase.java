package dev.isthmus.testkit.contract.backend;

import static dev.isthmus.testkit.contract.RuleChecks.require;

import dev.isthmus.api.backend.BackendContext;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.task.Command;
import dev.isthmus.api.task.TaskSpec;
import dev.isthmus.api.translation.Taken;
import dev.isthmus.testkit.contract.ClusterTime;
import dev.isthmus.testkit.contract.ContractSuite;
import dev.isthmus.testkit.contract.HeldRules;
import dev.isthmus.testkit.time.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What the suites for backends have in common: say {@link #cluster} and, if the backend does not do everything, {@link #features}; then inherit
 * {@link BackendContract}, {@link OfferSourceContract} and {@link TaskLauncherContract}, each in a test class of its own. Rules are numbered in
 * {@code docs/spec.md}; a failure begins with the number of the rule, and the Javadoc of the test says what to look at.
 *
 * <p>Time stands still but for what a test lets pass, so the suites take no longer than the backend's own calls.
 */
@Timeout(60)
@ExtendWith(HeldRules.class)
public abstract class BackendContractBase implements ContractSuite {

    /** How long, on the manual clock, a backend may take to notice something. */
    static final Duration LONG = Duration.ofMinutes(20);

    /** How long, on the manual clock, is waited for what must not come. */
    static final Duration WHILE = Duration.ofSeconds(90);

    /** Why the contract stops tasks. */
    static final String STOP_REASON = "the contract asked";

    static final FrameworkId FRAMEWORK = new FrameworkId("framework with:odd chars/0001-\u00e9\u00df");
    static final FrameworkId OTHER_FRAMEWORK = new FrameworkId("another-framework");

    private final ManualClock clock = new ManualClock();
    private final List<ExaminedBackend> opened = new ArrayList<>();
    private @Nullable ExaminedCluster examined;
    private @Nullable ClusterTime time;
    private String words = "";

    /** For subclasses. */
    protected BackendContractBase() {}

    /** An empty cluster that lives by this clock, with what opens backends on it. Each test has its own. */
    protected abstract ExaminedCluster cluster(ManualClock clock) throws Exception;

    /** What the backend does; by default everything. */
    protected Set<BackendFeature> features() {
        return BackendFeature.all();
    }

    /** Prepares a cluster. */
    @BeforeEach
    public void prepareCluster() throws Exception {
        examined = cluster(clock);
        time = new ClusterTime(clock, examined::quiet, examined::underWay);
        words = "backend '" + examined.provider().name() + "', "
                + examined.provider().getClass().getName();
    }

    /** Closes what was opened. */
    @AfterEach
    public void closeCluster() {
        opened.forEach(ExaminedBackend::close);
        if (examined != null) {
            examined.close();
        }
    }

    // What happens.

    final ExaminedCluster cluster() {
        if (examined == null) {
            throw new IllegalStateException("the cluster is prepared before each test");
        }
        return examined;
    }

    final ClusterTime time() {
        if (time == null) {
            throw new IllegalStateException("the cluster is prepared before each test");
        }
        return time;
    }

    @Override
    public final String examinedInWords() {
        return words;
    }

    final boolean can(BackendFeature feature) {
        return features().contains(feature);
    }

    final BackendContext context() {
        return new BackendContext(cluster().settings(), clock, clock.scheduler());
    }

    final ExaminedBackend open() {
        return open(context());
    }

    final ExaminedBackend open(BackendContext context) {
        ExaminedBackend backend = new ExaminedBackend(cluster().provider().open(context));
        opened.add(backend);
        return backend;
    }

    /** Opens a backend, starts both parts, and waits until it has told of these agents. */
    final ExaminedBackend started(AgentId... agents) {
        return started(FRAMEWORK, agents);
    }

    final ExaminedBackend started(FrameworkId framework, AgentId... agents) {
        ExaminedBackend backend = open().startOffers().watch(framework);
        for (AgentId agent : agents) {
            require(
                    eventually(() -> !backend.seen(agent).isEmpty()),
                    "R-OS-07",
                    "agent " + agent + " is there and was not told of within " + LONG);
        }
        return backend;
    }

    final boolean eventually(BooleanSupplier wanted) {
        return time().until(wanted, LONG);
    }

    final void pass(Duration duration) {
        time().pass(duration);
    }

    /** Whatever is asked fails from now on, or wherever that cannot be, nothing happens. */
    final void loseContact() {
        if (can(BackendFeature.LOSES_CONTACT)) {
            cluster().loseContact();
        }
    }

    /** Nothing is answered from now on, or wherever that cannot be, nothing happens. */
    final void fallSilent() {
        if (can(BackendFeature.LOSES_CONTACT)) {
            cluster().fallSilent();
        }
    }

    // Launches.

    final Launch launch(AgentId agent, String name) {
        return launch(FRAMEWORK, agent, name);
    }

    final Launch launch(FrameworkId framework, AgentId agent, String name) {
        return launch(framework, agent, name, cluster().small());
    }

    static Launch launch(FrameworkId framework, AgentId agent, String name, Taken taken) {
        TaskId id = new TaskId(name);
        LaunchedTask task = new LaunchedTask(
                LaunchId.of(framework, id, "offer-1"),
                framework,
                id,
                agent,
                Resources.of(
                        Dialect.MESOS,
                        Map.of(ResourceName.CPUS, Amount.parse("0.063"), ResourceName.MEM, Amount.of(64))));
        return new Launch(task, "contract", taken, TaskSpec.of(name, Command.ofShell("sleep 1000")));
    }

    /** How a launch comes out, or nothing if it does not in time. */
    final Optional<LaunchOutcome> outcome(ExaminedBackend backend, Launch launch) {
        return answer(backend.call(() -> backend.launcher().launch(launch)));
    }

    final Optional<StopOutcome> stop(ExaminedBackend backend, Launch launch) {
        LaunchedTask task = launch.task();
        return answer(backend.call(() -> backend.launcher().stop(task.framework(), task.launch(), STOP_REASON)));
    }

    /** Starts a task and waits until it runs. */
    final Launch running(ExaminedBackend backend, AgentId agent, String name) {
        return running(backend, launch(agent, name));
    }

    final Launch running(ExaminedBackend backend, Launch launch) {
        Optional<LaunchOutcome> outcome = outcome(backend, launch);
        LaunchId id = launch.task().launch();
        require(
                outcome.isPresent(),
                "R-TL-08",
                "the launch of task " + launch.task().task() + " had no outcome within " + LONG);
        require(
                eventually(() -> backend.hasTold(id, TaskPhase.Running.class)),
                "R-TL-11",
                "task " + launch.task().task() + " runs and was not told to, within " + LONG + " of " + outcome
                        + "; told was " + backend.events(id));
        return launch;
    }

    /** What a stage comes to, or nothing if it does not in time. */
    final <T> Optional<T> answer(CompletionStage<T> stage) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        eventually(future::isDone);
        return future.isDone() ? Optional.of(future.join()) : Optional.empty();
    }

    /** Whether a task has been told to have come to its end. */
    static boolean ended(ExaminedBackend backend, Launch launch) {
        return backend.hasTold(launch.task().launch(), TaskPhase.Ended.class);
    }

    /** A backend on which two frameworks are watched. */
    final class TwoFrameworks {

        private final AgentId agent;
        final ExaminedBackend backend = open().startOffers();
        final ExaminedBackend.Ear mine = backend.listen(FRAMEWORK);
        final ExaminedBackend.Ear others = backend.listen(OTHER_FRAMEWORK);

        TwoFrameworks(AgentId agent) {
            this.agent = agent;
            require(
                    eventually(() -> !backend.seen(agent).isEmpty()),
                    "R-OS-07",
                    "agent " + agent + " is there and was not told of within " + LONG);
        }

        /** Starts a task of one of them and waits until it is told that it runs. */
        Launch running(FrameworkId framework, String name) {
            Launch launch = launch(framework, agent, name);
            ExaminedBackend.Ear ear = framework.equals(FRAMEWORK) ? mine : others;
            Optional<LaunchOutcome> outcome = outcome(backend, launch);
            require(
                    eventually(() -> ear.heard(launch.task(), TaskPhase.Running.class)),
                    "R-TL-17",
                    "task " + name + " of framework " + framework + ", one of two, came out as " + outcome
                            + ", and it was not told that it runs; told was " + ear.heard());
            return launch;
        }
    }
}
