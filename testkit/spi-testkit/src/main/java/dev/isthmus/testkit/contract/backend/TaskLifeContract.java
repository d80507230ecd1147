package dev.isthmus.testkit.contract.backend;

import static dev.isthmus.testkit.contract.RuleChecks.require;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.Memo;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskPhase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What is told of the lives of tasks: R-TL-11 to R-TL-15 and R-TL-17 to R-TL-20. Inherit {@link TaskLauncherContract}, which has these rules too. */
public abstract class TaskLifeContract extends LaunchContract {

    /** Such as a framework sends it, in nanoseconds. */
    private static final Duration LONGEST_RUN = Duration.ofDays(3).plusNanos(1);

    TaskLifeContract() {}

    /** R-TL-11. If it fails: an older observation is taken for news. Compare versions, or phases. */
    @Test
    public void required_TL11_life_phases_only_go_forward() {
        AgentId agent = cluster().addAgent();
        ExaminedBackend backend = started(agent);
        Launch launch = running(backend, agent, "lives");
        pass(WHILE);
        cluster().exit(launch.task(), 0);
        eventually(() -> ended(backend, launch));
        int rank = -1;
        Instant at = Instant.MIN;
        for (TaskEvent event : backend.events(launch.task().launch())) {
            if (event.phase() instanceof TaskPhase.Ended) {
                return;
            }
            require(
                    rank(event.phase()) >= rank && !event.at().isBefore(at),
                    "R-TL-11",
                    "what was told of the task goes backwards: "
                            + backend.events(launch.task().launch()));
            rank = rank(event.phase());
            at = event.at();
        }
    }

    private static int rank(TaskPhase phase) {
        return phase.fold(staging -> 0, starting -> 1, running -> 2, stopping -> 3, ended -> 4);
    }

    /** R-TL-12. If it fails: an end is told each time it is observed, or something is told after it, or it is never told. */
    @Test
    public void required_TL12_end_is_told_once_and_last() {
        AgentId agent = cluster().addAgent();
        ExaminedBackend backend = started(agent);
        Launch launch = running(backend, agent, "ends");
        cluster().exit(launch.task(), 0);
        boolean told = eventually(() -> ended(backend, launch));
        require(told, "R-TL-12", "a task has ended, and that was not told within " + LONG);
        pass(WHILE);
        List<TaskEvent> events = backend.events(launch.task().launch());
        require(
                backend.endings(launch.task().launch()).size() == 1
                        && events.get(events.size() - 1).phase() instanceof TaskPhase.Ended,
                "R-TL-12",
                "a task has ended once, and told was " + events + ": want one end, last");
    }

    /** R-TL-13. If it fails: the exit code is lost, or an exit is told as a failure of something else. */
    @Test
    public void optional_TL13_exit_is_told_with_its_code() {
        AgentId agent = cluster().addAgent();
        ExaminedBackend backend = started(agent);
        for (int code : new int[] {0, 3}) {
            Launch launch = running(backend, agent, "exits-" + code);
            cluster().exit(launch.task(), code);
            TaskPhase.Ended ended = end("R-TL-13", backend, launch);
            OptionalInt wanted = can(BackendFeature.EXIT_CODES) ? OptionalInt.of(code) : OptionalInt.empty();
            require(
                    ended.ending() == Ending.EXITED
                            && ended.ran()
                            && ended.exitCode().equals(wanted),
                    "R-TL-13",
                    "a task exited by itself with code " + code + ", and told was " + ended + ": want EXITED, ran, "
                            + wanted);
        }
    }

    private TaskPhase.Ended end(String rule, ExaminedBackend backend, Launch launch) {
        LaunchId id = launch.task().launch();
        require(
                eventually(() -> !backend.endings(id).isEmpty()),
                rule,
                "task " + launch.task().task() + " has ended, and that was not told within " + LONG + "; told was "
                        + backend.events(id));
        return backend.endings(id).get(0);
    }

    /** R-TL-14. If it fails: the stop is accepted and not carried out, or its end is not known again as one's own. */
    @Test
    public void required_TL14_stop_ends_the_task() {
        AgentId agent = cluster().addAgent();
        ExaminedBackend backend = started(agent);
        Launch launch = running(backend, agent, "stopped");
        Optional<StopOutcome> outcome = stop(backend, launch);
        require(
                outcome.filter(StopOutcome.Accepted.class::isInstance).isPresent(),
                "R-TL-14",
                "stopping a task that runs came out as " + outcome);
        TaskPhase.Ended ended = end("R-TL-14", backend, launch);
        require(ended.ending() == Ending.STOPPED, "R-TL-14", "a task was stopped as asked, and told was " + ended);
        require(
                !cluster().live().contains(launch.task().launch()),
                "R-TL-14",
                "a task was told to have been stopped, and lives");
    }

    /** R-TL-14. If it fails: the reason is kept in memory alone, or not given back. */
    @Test
    public void optional_TL14_stop_the_reason_comes_back_after_a_restart() {
        AgentId agent = cluster().addAgent();
        ExaminedBackend before = started(agent);
        Launch launch = running(before, agent, "stopped");
        stop(before, launch);
        requireReason(before, launch);
        before.close();
        // One that forgets tells nothing of it, which is R-TL-06.
        if (can(BackendFeature.REMEMBERS_ENDED)) {
            requireReason(started(agent), launch);
        }
    }

    private void requireReason(ExaminedBackend backend, Launch launch) {
        TaskPhase.Ended ended = end("R-TL-14", backend, launch);
        require(
                ended.message().contains(STOP_REASON),
                "R-TL-14",
                "a task was stopped because '" + STOP_REASON + "', and told was " + ended);
    }

    /** R-TL-14. If it fails: the second request is refused, or stops something else. */
    @Test
    public void required_TL14_stop_twice_is_once() {
        AgentId agent = cluster().addAgent();
        ExaminedBackend backend = started(agent);
        Launch launch = running(backend, agent, "stopped");
        LaunchId id = launch.task().launch();
        var first = backend.call(() -> backend.launcher().stop(FRAMEWORK, id, "the contract asked"));
        var second = backend.call(() -> backend.launcher().stop(FRAMEWORK, id, "and asked again"));
        List<Optional<StopOutcome>> outcomes = List.of(answer(first), answer(second));
        require(
                outcomes.stream()
                        .allMatch(outcome -> outcome.filter(StopOutcome.Accepted.class::isInstance)
                                .isPresent()),
                "R-TL-14",
                "stopping a task twice at once came out as " + outcomes);
    }

    /** R-TL-15. If it fails: a stop is accepted though nothing will come of it. */
    @Test
    public void required_TL15_stop_of_no_such_task_is_not_found() {
        AgentId agent = cluster().addAgent();
        ExaminedBackend backend = started(agent);
        eventually(() -> backend.hasTold(ExaminedBackend.Recovered.class));
        requireNotFound(backend, launch(agent, "never-launched"), "was never launched");
        Launch ended = running(backend, agent, "ended");
        cluster().exit(ended.task(), 0);
        eventually(() -> ended(backend, ended));
        requireNotFound(backend, ended, "has ended");
    }

    private void requireNotFound(ExaminedBackend backend, Launch launch, String what) {
        Optional<StopOutcome> outcome = stop(backend, launch);
        require(
                outcome.filter(StopOutcome.NotFound.class::isInstance).isPresent(),
                "R-TL-15",
                "stopping a task that " + what + " came out as " + outcome + ", want NotFound");
    }

    /** R-TL-17. If it fails: tasks are told apart by cluster, not by framework. */
    @Test
    public void required_TL17_framework_only_its_own_tasks_are_told() {
        AgentId agent = cluster().addAgent();
        ExaminedBackend mine = started(agent);
        ExaminedBackend other = started(OTHER_FRAMEWORK, agent);
        Launch launch = running(other, launch(OTHER_FRAMEWORK, agent, "another's"));
        pass(WHILE);
        List<TaskEvent> listed =
                answer(mine.call(() -> mine.launcher().list(FRAMEWORK))).orElse(List.of());
        LaunchId id = launch.task().launch();
        require(
                mine.events(id).isEmpty()
                        && listed.stream()
                                .noneMatch(event -> event.task().launch().equals(id)),
                "R-TL-17",
                "a task of framework " + OTHER_FRAMEWORK + " was told or listed to framework " + FRAMEWORK + ": "
                        + mine.events(id) + listed);
    }

    /** R-TL-18. If it fails: a part of the task's identity is kept in memory alone, or does not survive its encoding. */
    @Test
    public void required_TL18_identity_is_whole_in_every_event_and_after_a_restart() {
        AgentId agent = cluster().addAgent();
        ExaminedBackend before = started(agent);
        Launch launch = running(
                before,
                remembered(
                        launch(agent, "task.with odd:chars/\u00e9\u00df\u4e16-\"quoted\""),
                        LONGEST_RUN,
                        new Memo("any text: \u00e9\u4e16 \"quoted\" ".repeat(20).substring(0, Memo.LONGEST))));
        requireIdentity(before, launch, "a task was launched");
        before.close();
        ExaminedBackend after = started(agent);
        eventually(() ->
                !after.events(launch.task().launch()).isEmpty() || after.hasTold(ExaminedBackend.Recovered.class));
        requireIdentity(after, launch, "a task of an earlier process lives");
    }

    private static Launch remembered(Launch launch, Duration limit, Memo memo) {
        LaunchedTask task = launch.task();
        return new Launch(
                new LaunchedTask(
                        task.launch(),
                        task.framework(),
                        task.task(),
                        task.agent(),
                        task.demand(),
                        Optional.of(limit),
                        memo,
                        Optional.of(new Epoch(7))),
                launch.frameworkName(),
                launch.taken(),
                launch.spec());
    }

    private static void requireIdentity(ExaminedBackend backend, Launch launch, String what) {
        List<LaunchedTask> told = backend.events(launch.task().launch()).stream()
                .map(TaskEvent::task)
                .toList();
        for (LaunchedTask task : told) {
            require(
                    task.equals(launch.task()),
                    "R-TL-18",
                    what + " as " + launch.task() + ", and was told of as " + task);
        }
    }

    /** R-TL-19. If it fails: the end of an agent is told, and not what that means for its tasks. */
    @Test
    public void required_TL19_agent_gone_ends_its_tasks() {
        AgentId agent = cluster().addAgent();
        ExaminedBackend backend = started(agent);
        Launch launch = running(backend, agent, "goes-along");
        cluster().remove(agent);
        TaskPhase.Ended ended = end("R-TL-19", backend, launch);
        require(
                ended.ending() == Ending.AGENT_GONE && ended.exitCode().isEmpty(),
                "R-TL-19",
                "the agent of a task is gone, and told of the task was " + ended + ": want AGENT_GONE, without a code");
    }

    /** R-TL-20. If it fails: a lost connection is taken for a lost agent. */
    @Test
    public void required_TL20_agent_disconnected_leaves_its_tasks_alone() {
        AgentId agent = cluster().addAgent();
        ExaminedBackend backend = started(agent);
        Launch launch = running(backend, agent, "stays");
        cluster().disconnect(agent);
        pass(Duration.ofMinutes(3));
        require(
                backend.endings(launch.task().launch()).isEmpty()
                        && cluster().live().contains(launch.task().launch()),
                "R-TL-20",
                "the agent of a task is disconnected, and the task was ended: "
                        + backend.events(launch.task().launch()));
        cluster().reconnect(agent);
        cluster().exit(launch.task(), 0);
        end("R-TL-20", backend, launch);
    }
}
