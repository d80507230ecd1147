package dev.isthmus.testkit.contract.backend;

import static dev.isthmus.testkit.contract.RuleChecks.require;
import static dev.isthmus.testkit.contract.RuleChecks.requireAtOnce;
import static dev.isthmus.testkit.contract.RuleChecks.requireMisuse;
import static dev.isthmus.testkit.contract.RuleChecks.requireNoNull;
import static dev.isthmus.testkit.contract.RuleChecks.requireOnAnyThread;
import static dev.isthmus.testkit.contract.RuleChecks.requireQuiet;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskLauncher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/**
 * The rules for a {@link TaskLauncher}, as tests to inherit: R-TL of {@code docs/spec.md}. Say {@link #cluster} and, if the backend does not do
 * everything, {@link #features}.
 */
public abstract class TaskLauncherContract extends FrameworksContract {

    /** For subclasses. */
    protected TaskLauncherContract() {}

    /** R-TL-01. If it fails: launcher and offers are of two clusters, or what was launched is not found on its agent. */
    @Test
    public void required_TL01_discovery_what_is_launched_shows_among_the_offers() {
        AgentId agent = cluster().addAgent();
        ExaminedBackend backend = open().startOffers().watch(FRAMEWORK);
        pass(WHILE);
        Launch launch = launch(agent, "shows");
        Optional<LaunchOutcome> outcome = outcome(backend, launch);
        LaunchId id = launch.task().launch();
        require(
                eventually(() -> backend.lastSeen(agent).stream()
                        .flatMap(seen -> seen.holdings().stream())
                        .anyMatch(holding -> holding.launch().equals(id))),
                "R-TL-01",
                "a launch on agent " + agent + " came out as " + outcome
                        + ", and the offers of the same backend never listed it on that agent: "
                        + backend.lastSeen(agent));
    }

    /** R-TL-02. If it fails: the listener is called by the method itself. Leave that to the scheduler. */
    @Test
    public void required_TL02_threads_nothing_is_told_within_a_call() {
        AgentId agent = cluster().addAgent();
        ExaminedBackend backend = started(agent);
        Launch launch = running(backend, agent, "told");
        answer(backend.call(() -> backend.launcher().list(FRAMEWORK)));
        stop(backend, launch);
        eventually(() -> ended(backend, launch));
        backend.close();
        require(!backend.wasNested(), "R-TL-02", "an event was told within a call, on the caller's thread");
    }

    /** R-TL-02. If it fails: two threads tell. Let one of them hand over to the other, or both to the scheduler. */
    @Test
    public void required_TL02_threads_events_come_one_after_the_other() {
        AgentId agent = cluster().addAgent();
        ExaminedBackend backend = open();
        backend.takeSlowly();
        backend.startOffers().watch(FRAMEWORK);
        eventually(() -> !backend.seen(agent).isEmpty());
        Launch launch = running(backend, agent, "told");
        cluster().exit(launch.task(), 0);
        eventually(() -> ended(backend, launch));
        pass(WHILE);
        require(!backend.wasOverlapped(), "R-TL-02", "an event was begun while another was being taken");
    }

    /** R-TL-02. If it fails: a method uses state that belongs to the backend's own thread. */
    @Test
    public void required_TL02_threads_methods_may_be_called_on_any() throws InterruptedException {
        AgentId agent = cluster().addAgent();
        ExaminedBackend backend = started(agent);
        List<Runnable> calls = new ArrayList<>();
        List<CompletionStage<LaunchOutcome>> stages = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 8; i++) {
            Launch launch = launch(agent, "thread-" + i);
            calls.add(() -> stages.add(backend.launcher().launch(launch)));
        }
        requireOnAnyThread("R-TL-02", "launch", calls);
        stages.forEach(this::answer);
        require(
                stages.stream().allMatch(stage -> stage.toCompletableFuture().isDone())
                        && eventually(() -> cluster().live().size() == 8),
                "R-TL-02",
                "eight threads launched a task each, and " + cluster().live().size() + " live");
    }

    /** R-TL-03. If it fails: a method waits for an answer of the backend. */
    @Test
    public void required_TL03_blocking_no_method_waits_for_the_backend() throws InterruptedException {
        AgentId agent = cluster().addAgent();
        ExaminedBackend backend = started(agent);
        Launch launch = launch(agent, "unanswered");
        TaskLauncher launcher = backend.launcher();
        fallSilent();
        ExaminedBackend fresh = open();
        requireAtOnce("R-TL-03", "watch", () -> fresh.watch(FRAMEWORK));
        requireAtOnce("R-TL-03", "launch", () -> launcher.launch(launch));
        requireAtOnce(
                "R-TL-03", "stop", () -> launcher.stop(FRAMEWORK, launch.task().launch(), "changed its mind"));
        requireAtOnce("R-TL-03", "list", () -> launcher.list(FRAMEWORK));
        requireAtOnce("R-TL-03", "forget", () -> launcher.forget(FRAMEWORK));
        pass(WHILE);
        requireAtOnce("R-TL-03", "close", launcher::close);
        requireAtOnce("R-TL-03", "close", fresh.launcher()::close);
    }

    /** R-TL-04. If it fails: a second listener replaces the first, which then waits in vain. */
    @Test
    public void required_TL04_exceptions_watching_twice_is_misuse() {
        ExaminedBackend backend = open().watch(FRAMEWORK).watch(OTHER_FRAMEWORK);
        requireMisuse("R-TL-04", "watching what is watched", () -> backend.watch(FRAMEWORK));
    }

    /** R-TL-04. If it fails: a launch is taken for which nobody listens. */
    @Test
    public void required_TL04_exceptions_use_without_a_watch_is_misuse() {
        AgentId agent = cluster().addAgent();
        ExaminedBackend backend = open();
        requireMisuses(backend.launcher(), launch(agent, "early"), " before any watch");
        backend.watch(OTHER_FRAMEWORK);
        requireMisuses(backend.launcher(), launch(agent, "another's"), " while another framework is watched");
        backend.watch(FRAMEWORK).launcher().forget(FRAMEWORK);
        requireMisuses(backend.launcher(), launch(agent, "forgotten"), " after the framework was forgotten");
    }

    /** R-TL-04. If it fails: a closed launcher takes what it cannot carry out. */
    @Test
    public void required_TL04_exceptions_use_after_close_is_misuse() {
        AgentId agent = cluster().addAgent();
        ExaminedBackend backend = started(agent);
        backend.launcher().close();
        requireMisuses(backend.launcher(), launch(agent, "late"), " after close");
        requireMisuse("R-TL-04", "watching after close", () -> backend.watch(FRAMEWORK));
    }

    private static void requireMisuses(TaskLauncher launcher, Launch launch, String when) {
        requireMisuse("R-TL-04", "launching" + when, () -> launcher.launch(launch));
        requireMisuse(
                "R-TL-04",
                "stopping" + when,
                () -> launcher.stop(FRAMEWORK, launch.task().launch(), "misuse"));
        requireMisuse("R-TL-04", "listing" + when, () -> launcher.list(FRAMEWORK));
        requireQuiet("R-TL-04", "forgetting" + when, () -> launcher.forget(FRAMEWORK));
    }

    /** R-TL-04. If it fails: a null is taken, and found where nobody knows where it came from. Look at each argument first. */
    @Test
    @SuppressWarnings("NullAway") // Misuse is what is tried.
    public void required_TL04_exceptions_null_is_misuse() {
        AgentId agent = cluster().addAgent();
        ExaminedBackend backend = open();
        TaskLauncher launcher = backend.launcher();
        requireNoNull("R-TL-04", "watching without a listener", () -> launcher.watch(FRAMEWORK, null));
        backend.startOffers().watch(FRAMEWORK);
        requireNoNull("R-TL-04", "launching null", () -> launcher.launch(null));
        requireNoNull("R-TL-04", "launching null as a group", () -> launcher.launchGroup(null));
        requireNoNull("R-TL-04", "stopping null", () -> launcher.stop(FRAMEWORK, null, "misuse"));
        requireNoNull("R-TL-04", "listing no framework", () -> launcher.list(null));
        requireNoNull("R-TL-04", "forgetting no framework", () -> launcher.forget(null));
        eventually(() -> !backend.seen(agent).isEmpty());
        Launch launch = running(backend, agent, "runs-on");
        requireNoNull(
                "R-TL-04",
                "stopping without a reason",
                () -> launcher.stop(FRAMEWORK, launch.task().launch(), null));
        pass(WHILE);
        require(
                cluster().live().contains(launch.task().launch()),
                "R-TL-04",
                "a task was asked to be stopped without a reason, which is misuse, and was stopped");
        requireNoNull(
                "R-TL-04", "watching no framework", () -> open().launcher().watch(null, silent()));
    }

    private static TaskLauncher.Listener silent() {
        return new TaskLauncher.Listener() {
            @Override
            public void taskChanged(TaskEvent event) {}

            @Override
            public void recovered() {}
        };
    }

    /** R-TL-04. If it fails: what went wrong comes as an exception. It has to come as an outcome. */
    @Test
    public void required_TL04_exceptions_no_stage_completes_with_one() {
        AgentId agent = cluster().addAgent();
        ExaminedBackend backend = started(agent);
        Launch lives = running(backend, agent, "lives");
        loseContact();
        List<CompletionStage<?>> stages = new ArrayList<>();
        requireQuiet("R-TL-04", "a call without contact", () -> {
            stages.add(backend.launcher().launch(launch(agent, "unreachable")));
            stages.add(backend.launcher().stop(FRAMEWORK, lives.task().launch(), "unreachable"));
            stages.add(backend.launcher().list(FRAMEWORK));
        });
        for (CompletionStage<?> stage : stages) {
            CompletableFuture<?> future = stage.toCompletableFuture();
            require(
                    eventually(future::isDone),
                    "R-TL-04",
                    "a stage was not completed within " + LONG + " without contact");
            require(
                    !future.isCompletedExceptionally(),
                    "R-TL-04",
                    "a stage completed with an exception where the backend cannot be reached: " + future);
        }
    }

    /** R-TL-05. If it fails: what was on its way when the launcher was closed is told all the same. */
    @Test
    public void required_TL05_close_nothing_is_told_afterwards() {
        AgentId agent = cluster().addAgent();
        ExaminedBackend backend = started(agent);
        Launch launch = running(backend, agent, "ends-later");
        pass(WHILE);
        cluster().exit(launch.task(), 0);
        int before = backend.told(TaskEvent.class).size();
        backend.run(backend.launcher()::close);
        pass(WHILE);
        List<TaskEvent> told = backend.told(TaskEvent.class);
        require(
                told.size() == before,
                "R-TL-05",
                "after close had returned, this was told: " + told.subList(Math.min(before, told.size()), told.size()));
        requireQuiet("R-TL-05", "closing again", backend.launcher()::close);
    }

    /** R-TL-05. If it fails: whoever waits for an outcome is left waiting. */
    @Test
    public void required_TL05_close_launches_not_yet_answered_are_unknown() {
        if (!can(BackendFeature.LOSES_CONTACT)) {
            return;
        }
        AgentId agent = cluster().addAgent();
        ExaminedBackend backend = started(agent);
        eventually(() -> backend.hasTold(ExaminedBackend.Recovered.class));
        fallSilent();
        var launch = backend.call(() -> backend.launcher().launch(launch(agent, "unanswered")));
        var list = backend.call(() -> backend.launcher().list(FRAMEWORK));
        pass(Duration.ofSeconds(1));
        backend.run(backend.launcher()::close);
        Optional<LaunchOutcome> outcome = answer(launch);
        require(
                outcome.filter(LaunchOutcome.Unknown.class::isInstance).isPresent(),
                "R-TL-05",
                "the launcher was closed while a launch had no answer, and it came out as " + outcome);
        require(answer(list).isPresent(), "R-TL-05", "the launcher was closed, and a list was never completed");
    }

    /** R-TL-05. If it fails: closing stops the tasks. They belong to the framework, which may come back. */
    @Test
    public void required_TL05_close_tasks_go_on_running() {
        AgentId agent = cluster().addAgent();
        ExaminedBackend backend = started(agent);
        Launch launch = running(backend, agent, "runs-on");
        backend.close();
        pass(WHILE);
        require(
                cluster().live().contains(launch.task().launch()),
                "R-TL-05",
                "the launcher was closed, and the task it had started was ended");
    }
}
