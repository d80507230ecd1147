package dev.isthmus.testkit.contract.backend;

import static dev.isthmus.testkit.contract.RuleChecks.require;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.Holding;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.GroupLaunch;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchOutcome.Refusal;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.translation.Taken;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Groups of tasks: R-TL-22 to R-TL-24, for backends with {@link BackendFeature#GROUPS}; of any other it is wanted that it refuses them. Inherit
 * {@link TaskLauncherContract}, which has these rules too.
 */
public abstract class GroupContract extends TaskLifeContract {

    GroupContract() {}

    /** R-TL-22. If it fails: only some of the tasks are started, or, without the feature, they are not refused. */
    @Test
    public void optional_TL22_group_is_started_as_a_whole() {
        AgentId agent = cluster().addAgent();
        ExaminedBackend backend = started(agent);
        GroupLaunch group = group(agent, "whole-1", "whole-2");
        Optional<LaunchOutcome> outcome = outcome(backend, group);
        if (!can(BackendFeature.GROUPS)) {
            require(
                    isRefused(outcome, Refusal.INVALID) && none(cluster().started(), group),
                    "R-TL-22",
                    "the backend is said to have no groups, and one came out as " + outcome
                            + ": want it refused as INVALID, and nothing started");
            return;
        }
        require(
                outcome.filter(LaunchOutcome.Launched.class::isInstance).isPresent(),
                "R-TL-22",
                "a group of two small tasks on an agent with room came out as " + outcome + ", want it launched");
        requireRunning("R-TL-22", backend, group);
    }

    /** R-TL-22. If it fails: room is looked for task by task, or what was started before the one that does not fit is left. */
    @Test
    public void optional_TL22_group_is_refused_as_a_whole() {
        AgentId agent = cluster().addAgent();
        ExaminedBackend backend = started(agent);
        Resources total = backend.lastSeen(agent).orElseThrow().total();
        Resources half = Resources.of(
                total.dialect(),
                cluster().small().accounted().quantities().keySet().stream()
                        .collect(Collectors.toMap(
                                name -> name,
                                name -> Amount.of(total.amount(name).wholeDown() / 2 + 1))));
        GroupLaunch group = new GroupLaunch(List.of(
                launch(FRAMEWORK, agent, "half-1", Taken.of(half)),
                launch(FRAMEWORK, agent, "half-2", Taken.of(half))));
        Optional<LaunchOutcome> outcome = outcome(backend, group);
        pass(WHILE);
        require(
                outcome.filter(LaunchOutcome.Refused.class::isInstance).isPresent()
                        && none(cluster().started(), group)
                        && group.tasks().stream()
                                .allMatch(task -> backend.events(task.launch()).isEmpty()),
                "R-TL-22",
                "the tasks of a group fit on their agent one by one and not together, and the group came out as "
                        + outcome + ", started were " + cluster().started()
                        + ": want it refused, nothing started or told");
    }

    /** R-TL-22. If it fails: what is found out of a lost start is told of one task of the group alone. */
    @Test
    public void optional_TL22_unknown_is_settled_for_the_whole_group() {
        if (!can(BackendFeature.GROUPS) || !can(BackendFeature.LOST_ANSWERS)) {
            return;
        }
        AgentId agent = cluster().addAgent();
        ExaminedBackend backend = started(agent);
        GroupLaunch kept = group(agent, "kept-1", "kept-2");
        cluster().loseNextAnswer();
        outcome(backend, kept);
        requireRunning("R-TL-22", backend, kept);
        GroupLaunch lost = group(agent, "lost-1", "lost-2");
        cluster().loseNextLaunch();
        outcome(backend, lost);
        boolean settled = eventually(() -> lost.tasks().stream()
                .allMatch(task -> backend.hasTold(task.launch(), TaskPhase.Running.class)
                        || backend.hasTold(task.launch(), TaskPhase.Ended.class)));
        boolean same = lost.tasks().stream()
                        .map(task -> backend.endings(task.launch()).stream()
                                .map(TaskPhase.Ended::ending)
                                .toList())
                        .distinct()
                        .count()
                == 1;
        require(
                settled && same,
                "R-TL-22",
                "a group was lost on its way, and told of its tasks was " + told(backend, lost)
                        + ": want all of them to run, or all NOT_LAUNCHED");
    }

    /** R-TL-23. If it fails: the tasks of a group are not told apart, or not known again after a restart. */
    @Test
    public void optional_TL23_members_are_told_listed_and_held_by_themselves() {
        if (!can(BackendFeature.GROUPS)) {
            return;
        }
        AgentId agent = cluster().addAgent();
        ExaminedBackend before = started(agent);
        GroupLaunch group = group(agent, "member \u00e9\u00df", "member \"2\"");
        outcome(before, group);
        requireRunning("R-TL-23", before, group);
        requireMembers(before, agent, group, "was launched");
        before.close();
        ExaminedBackend after = started(agent);
        eventually(() -> after.hasTold(ExaminedBackend.Recovered.class));
        requireMembers(after, agent, group, "was launched by an earlier process");
    }

    private void requireMembers(ExaminedBackend backend, AgentId agent, GroupLaunch group, String what) {
        List<LaunchedTask> listed =
                answer(backend.call(() -> backend.launcher().list(FRAMEWORK))).orElse(List.of()).stream()
                        .map(TaskEvent::task)
                        .toList();
        for (LaunchedTask task : group.tasks()) {
            List<LaunchedTask> told =
                    backend.events(task.launch()).stream().map(TaskEvent::task).toList();
            require(
                    !told.isEmpty() && told.stream().allMatch(task::equals) && Collections.frequency(listed, task) == 1,
                    "R-TL-23",
                    "a group " + what + ", and of its member " + task + " was told " + told + " and listed " + listed);
        }
        boolean held = eventually(() -> holdings(backend, agent)
                .containsAll(group.tasks().stream()
                        .map(task -> new Holding(task.launch(), task.demand()))
                        .toList()));
        require(
                held,
                "R-TL-23",
                "a group " + what + ", and what is held on its agent is " + holdings(backend, agent)
                        + ": want the demand of each of its tasks");
    }

    private static List<Holding> holdings(ExaminedBackend backend, AgentId agent) {
        return backend.lastSeen(agent).map(Agent::holdings).orElse(List.of());
    }

    /** R-TL-23. If it fails: a group is not found by the launches of its tasks, or not after a restart. */
    @Test
    public void optional_TL23_once_asking_again_starts_nothing() {
        if (!can(BackendFeature.GROUPS)) {
            return;
        }
        AgentId agent = cluster().addAgent();
        ExaminedBackend before = started(agent);
        GroupLaunch group = group(agent, "once-1", "once-2");
        var first = before.call(() -> before.launcher().launchGroup(group));
        var second = before.call(() -> before.launcher().launchGroup(group));
        List<Optional<LaunchOutcome>> outcomes = List.of(answer(first), answer(second), outcome(before, group));
        requireRunning("R-TL-23", before, group);
        before.close();
        outcome(started(agent), group);
        pass(WHILE);
        require(
                outcomes.stream().distinct().count() == 1
                        && group.tasks().stream()
                                .allMatch(
                                        task -> Collections.frequency(cluster().started(), task.launch()) == 1),
                "R-TL-23",
                "a group was asked for four times, once after a restart; it came out as " + outcomes
                        + ", and started were " + cluster().started() + ": want one outcome, and each task once");
    }

    /** R-TL-24. If it fails: only the one that was asked for is stopped, or the others are told to have ended otherwise. */
    @Test
    public void optional_TL24_stop_of_one_stops_all() {
        if (!can(BackendFeature.GROUPS)) {
            return;
        }
        AgentId agent = cluster().addAgent();
        ExaminedBackend backend = started(agent);
        GroupLaunch group = group(agent, "stop-1", "stop-2", "stop-3");
        outcome(backend, group);
        requireRunning("R-TL-24", backend, group);
        Optional<StopOutcome> outcome = stop(backend, group.members().get(1));
        boolean ended = allEnd(backend, group);
        require(
                outcome.filter(StopOutcome.Accepted.class::isInstance).isPresent()
                        && ended
                        && group.tasks().stream()
                                .allMatch(task -> ending(backend, task).ending() == Ending.STOPPED)
                        && none(cluster().live(), group),
                "R-TL-24",
                "one task of a group was stopped, which came out as " + outcome + ", and told was "
                        + told(backend, group) + ": want all of them ended, once, as STOPPED");
    }

    /** R-TL-24. If it fails: the others go on, or who failed and who was only stopped for it are not told apart. */
    @Test
    public void optional_TL24_failure_of_one_ends_the_others() {
        if (!can(BackendFeature.GROUPS)) {
            return;
        }
        AgentId agent = cluster().addAgent();
        ExaminedBackend backend = started(agent);
        GroupLaunch group = group(agent, "fails-1", "fails-2", "fails-3");
        outcome(backend, group);
        requireRunning("R-TL-24", backend, group);
        LaunchedTask failing = group.tasks().get(1);
        cluster().exit(failing, 3);
        boolean ended = allEnd(backend, group);
        OptionalInt code = can(BackendFeature.EXIT_CODES) ? OptionalInt.of(3) : OptionalInt.empty();
        require(
                ended
                        && ending(backend, failing).ending() == Ending.EXITED
                        && ending(backend, failing).exitCode().equals(code)
                        && group.tasks().stream()
                                .filter(task -> !task.equals(failing))
                                .allMatch(task -> ending(backend, task).ending() == Ending.WITH_GROUP)
                        && none(cluster().live(), group),
                "R-TL-24",
                "task " + failing.task() + " of a group exited with 3, and told was " + told(backend, group)
                        + ": want that one EXITED with " + code + ", and the others ended, once, as WITH_GROUP");
    }

    // Means.

    private GroupLaunch group(AgentId agent, String... names) {
        return new GroupLaunch(
                List.of(names).stream().map(name -> launch(agent, name)).toList());
    }

    private Optional<LaunchOutcome> outcome(ExaminedBackend backend, GroupLaunch group) {
        return answer(backend.call(() -> backend.launcher().launchGroup(group)));
    }

    private void requireRunning(String rule, ExaminedBackend backend, GroupLaunch group) {
        boolean all = eventually(
                () -> group.tasks().stream().allMatch(task -> backend.hasTold(task.launch(), TaskPhase.Running.class)));
        require(
                all && cluster().live().containsAll(launches(group)),
                rule,
                "a group was launched, and told of its tasks within " + LONG + " was " + told(backend, group)
                        + ": want each of them to run");
    }

    private boolean allEnd(ExaminedBackend backend, GroupLaunch group) {
        boolean told = eventually(() -> group.tasks().stream()
                .allMatch(task -> !backend.endings(task.launch()).isEmpty()));
        pass(WHILE);
        return told
                && group.tasks().stream()
                        .allMatch(task -> backend.endings(task.launch()).size() == 1);
    }

    private static TaskPhase.Ended ending(ExaminedBackend backend, LaunchedTask task) {
        return backend.endings(task.launch()).get(0);
    }

    private static List<LaunchId> launches(GroupLaunch group) {
        return group.members().stream()
                .map(Launch::task)
                .map(LaunchedTask::launch)
                .toList();
    }

    private static boolean none(List<LaunchId> launches, GroupLaunch group) {
        return Collections.disjoint(launches, launches(group));
    }

    private static boolean isRefused(Optional<LaunchOutcome> outcome, Refusal kind) {
        return outcome.filter(came -> came instanceof LaunchOutcome.Refused refused && refused.refusal() == kind)
                .isPresent();
    }

    private static List<List<TaskPhase>> told(ExaminedBackend backend, GroupLaunch group) {
        return group.tasks().stream()
                .map(task -> backend.events(task.launch()).stream()
                        .map(TaskEvent::phase)
                        .toList())
                .toList();
    }
}
