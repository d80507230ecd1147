package dev.isthmus.ecs.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.inventory.Holding;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.ecs.call.Described;
import dev.isthmus.ecs.call.FailureEntry;
import dev.isthmus.ecs.growth.HostAddresses;
import dev.isthmus.ecs.step.Steps;
import dev.isthmus.ecs.task.EcsTaskLedger.Discovery;
import dev.isthmus.ecs.task.EcsTaskLedger.Discovery.Verdict;
import dev.isthmus.ecs.view.TaskView;
import dev.isthmus.ecs.view.TaskView.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the ledger keeps of tasks that have ended, and for how long. */
class EcsTaskLedgerTest {

    private static final FrameworkId FRAMEWORK = new FrameworkId("f");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Described<TaskView> NOTHING = new Described<>(List.of(), List.of());

    private final List<TaskEvent> told = new ArrayList<>();
    private static final Duration KEPT = Duration.ofHours(3);

    private final Discovery adopt = (task, view) -> Verdict.ADOPT;
    private final Steps steps = new Steps(START, event -> {});
    private final EcsTaskLedger ledger = new EcsTaskLedger(
            steps, told::add, new HostAddresses(instance -> Optional.empty()), Duration.ofSeconds(60), KEPT);

    private static TaskView ended(String arn, LaunchedTask task, Instant at) {
        return new TaskView(
                arn,
                5,
                "STOPPED",
                "STOPPED",
                Optional.of("arn:aws:ecs:us-east-1:1:container-instance/c/a"),
                Identity.mark(FRAMEWORK),
                Identity.write(task),
                "main",
                List.of(),
                "UNKNOWN",
                "EssentialContainerExited",
                "",
                new Times(Optional.of(at), Optional.of(at), Optional.of(at), Optional.of(at), Optional.of(at)));
    }

    private static LaunchedTask task(String name) {
        TaskId id = new TaskId(name);
        return new LaunchedTask(
                LaunchId.of(FRAMEWORK, id, "o"), FRAMEWORK, id, new AgentId("a"), Resources.none(Dialect.MESOS));
    }

    private static TaskView sandboxed(LaunchedTask task, Instant at) {
        TaskView plain = ended("arn/" + task.task(), task, at);
        SortedMap<String, String> identity = new TreeMap<>(plain.identity());
        identity.put("ISTHMUS_HAS_SANDBOX", "fetcher");
        return new TaskView(
                plain.arn(),
                plain.version(),
                plain.lastStatus(),
                plain.desiredStatus(),
                plain.instanceArn(),
                plain.startedBy(),
                identity,
                plain.mainContainer(),
                plain.containers(),
                plain.health(),
                plain.stopCode(),
                plain.stoppedReason(),
                plain.times());
    }

    private static LaunchedTask asking(String name, FrameworkId framework, int disk) {
        TaskId id = new TaskId(name);
        return new LaunchedTask(
                LaunchId.of(framework, id, "o"),
                framework,
                id,
                new AgentId("a"),
                Resources.of(
                        Dialect.MESOS, Map.of(ResourceName.CPUS, Amount.of(1), ResourceName.DISK, Amount.of(disk))));
    }

    private Resources held() {
        return ledger.holdings().of(new AgentId("a")).stream()
                .map(Holding::demand)
                .reduce(Resources.none(Dialect.MESOS), Resources::plus);
    }

    /** Also of a task whose end an earlier process has told, and of another framework's: it is the same disk. */
    @Test
    void disk_of_a_sandbox_is_held_for_as_long_as_ecs_keeps_it() {
        ledger.watch(FRAMEWORK);
        take(sandboxed(asking("ours", FRAMEWORK, 100), START), START);
        take(sandboxed(asking("ours", FRAMEWORK, 100), START), START);
        take(sandboxed(asking("theirs", new FrameworkId("g"), 20), START.minusSeconds(1_800)), START);
        take(ended("arn/plain", asking("plain", FRAMEWORK, 3), START), START);
        Instant theirs = START.minusSeconds(1_800).plus(KEPT);
        take(NOTHING, theirs.minusMillis(1));
        assertThat(held())
                .as("nothing but disk")
                .isEqualTo(Resources.of(Dialect.MESOS, ResourceName.DISK, Amount.of(120)));
        assertThat(ledger.holdings().of(new AgentId("a")))
                .as("and of no task: it holds up no drain")
                .noneMatch(Holding::isOfTask);
        take(NOTHING, theirs);
        assertThat(held().amount(ResourceName.DISK)).isEqualTo(Amount.of(100));
        take(NOTHING, START.plus(KEPT));
        assertThat(ledger.holdings().of(new AgentId("a"))).isEmpty();
    }

    @Test
    void ended_tasks_are_forgotten_when_ecs_has_forgotten_them() {
        ledger.watch(FRAMEWORK);
        for (int i = 0; i < 50; i++) {
            LaunchedTask task = task("t" + i);
            ledger.track(task, ended("arn/" + i, task, START), true, false, START);
        }
        assertThat(ledger.remembered()).isGreaterThanOrEqualTo(50);
        take(NOTHING, START.plus(Duration.ofMinutes(66)));
        assertThat(ledger.remembered()).as("nothing is kept for good").isZero();
    }

    @Test
    void stopped_tasks_of_others_are_forgotten_too() {
        ledger.watch(new FrameworkId("another"));
        for (int i = 0; i < 50; i++) {
            take(new Described<>(List.of(ended("arn/" + i, task("t" + i), START)), List.of()), START.plusSeconds(i));
        }
        assertThat(ledger.stoppedToDescribe(List.of("arn/1", "arn/99"), true)).containsExactly("arn/99");
        take(NOTHING, START.plus(Duration.ofMinutes(67)));
        assertThat(ledger.remembered()).as("nothing is kept for good").isZero();
        assertThat(told).isEmpty();
    }

    @Test
    void task_that_ecs_has_forgotten_is_told_as_vanished_with_that_reason() {
        ledger.watch(FRAMEWORK);
        LaunchedTask task = task("t");
        TaskView end = ended("arn/1", task, START);
        ledger.track(task, running(end), true, false, START);
        Described<TaskView> missing = new Described<>(List.of(), List.of(new FailureEntry("arn/1", "MISSING", "")));
        take(missing, START.plus(Duration.ofHours(2)));
        take(missing, START.plus(Duration.ofHours(2)).plusSeconds(60));
        assertThat(told.get(told.size() - 1).phase()).isInstanceOfSatisfying(TaskPhase.Ended.class, ended -> {
            assertThat(ended.ending()).isEqualTo(Ending.VANISHED);
            assertThat(ended.message()).contains("forgets stopped tasks after about an hour");
        });
    }

    private static TaskView running(TaskView task) {
        return new TaskView(
                task.arn(),
                task.version() - 1,
                "RUNNING",
                "RUNNING",
                task.instanceArn(),
                task.startedBy(),
                task.identity(),
                task.mainContainer(),
                task.containers(),
                task.health(),
                "",
                "",
                task.times());
    }

    @Test
    void task_that_ecs_remembers_longer_than_we_is_not_told_of_again() {
        ledger.watch(FRAMEWORK);
        LaunchedTask task = task("t");
        TaskView view = ended("arn/1", task, START);
        ledger.track(task, view, true, false, START);
        int tellings = told.size();
        Instant later = START.plus(Duration.ofMinutes(66));
        take(NOTHING, later);
        take(new Described<>(List.of(view), List.of()), later.plusSeconds(1));
        assertThat(told).as("one end, told once").hasSize(tellings);
    }

    @Test
    void task_that_ended_long_before_this_process_is_told_of() {
        ledger.watch(FRAMEWORK);
        LaunchedTask task = task("t");
        take(new Described<>(List.of(ended("arn/1", task, START)), List.of()), START.plus(Duration.ofMinutes(90)));
        assertThat(told).hasSize(1);
    }

    @Test
    void end_of_a_twin_that_is_not_to_be_leaves_the_holding_of_the_other_standing() {
        LaunchedTask task = task("t");
        List<Verdict> verdicts = new ArrayList<>(List.of(Verdict.ADOPT, Verdict.UNWANTED, Verdict.UNWANTED));
        EcsTaskLedger twins = new EcsTaskLedger(
                steps, told::add, new HostAddresses(instance -> Optional.empty()), Duration.ofSeconds(60), KEPT);
        Discovery discovery = (found, view) -> verdicts.remove(0);
        twins.watch(FRAMEWORK);
        twins.take(living("arn/1", task), discovery, START);
        twins.take(living("arn/2", task), discovery, START);
        assertThat(twins.holdings().of(task.agent())).hasSize(1);
        twins.take(ended("arn/2", task, START), discovery, START);
        assertThat(twins.holdings().of(task.agent())).as("the first still runs").hasSize(1);
        twins.take(ended("arn/1", task, START), discovery, START);
        assertThat(twins.holdings().of(task.agent())).isEmpty();
    }

    /** R-OS-14: nobody else knows of what is on a slot on Fargate. */
    @Test
    void what_a_task_holds_is_held_while_it_is_described_again_for_whoever_watches_its_framework_now() {
        LaunchedTask task = task("t");
        take(living("arn/1", task), START);
        assertThat(ledger.toDescribe(List.of("arn/1"), true, false)).isEmpty();
        ledger.watch(FRAMEWORK);
        assertThat(ledger.holdings().of(task.agent())).hasSize(1);
        assertThat(ledger.isSettled(living("arn/1", task))).isFalse();
        assertThat(ledger.toDescribe(List.of("arn/1"), true, false)).containsExactly("arn/1");
        assertThat(ledger.toDescribe(List.of(), true, false)).containsExactly("arn/1");
        take(living("arn/1", task), START);
        assertThat(told).hasSize(1);
        assertThat(ledger.holdings().of(task.agent())).hasSize(1);
        take(ended("arn/1", task, START), START);
        assertThat(ledger.holdings().of(task.agent())).isEmpty();
    }

    @Test
    void what_a_task_holds_that_must_not_run_is_held_while_it_is_described_again() {
        LaunchedTask task = task("t");
        Discovery unwanted = (found, view) -> Verdict.UNWANTED;
        ledger.watch(FRAMEWORK);
        ledger.take(living("arn/1", task), unwanted, START);
        assertThat(ledger.toDescribe(List.of("arn/1"), true, false)).isEmpty();
        ledger.lookAgain("arn/1");
        assertThat(ledger.holdings().of(task.agent())).hasSize(1);
        assertThat(ledger.toDescribe(List.of("arn/1"), true, false)).containsExactly("arn/1");
        ledger.take(living("arn/1", task), unwanted, START);
        assertThat(ledger.toDescribe(List.of("arn/1"), true, false)).isEmpty();
        assertThat(ledger.holdings().of(task.agent())).hasSize(1);
    }

    @Test
    void task_that_must_not_run_holds_nothing_when_it_has_ended_however_long_ago() {
        ledger.watch(FRAMEWORK);
        LaunchedTask first = task("first");
        ledger.track(first, ended("arn/1", first, START), true, false, START);
        Instant later = START.plus(Duration.ofMinutes(66));
        take(NOTHING, later);
        LaunchedTask task = task("t");
        ledger.take(living("arn/2", task), (found, view) -> Verdict.UNWANTED, later);
        take(ended("arn/2", task, START), later);
        assertThat(ledger.holdings().of(task.agent())).isEmpty();
    }

    /** R-WD-03: an earlier process may have told its end. */
    @Test
    void task_that_is_listed_as_stopped_is_not_taken_for_one_that_starts_when_its_description_is_older() {
        ledger.watch(FRAMEWORK);
        LaunchedTask task = task("t");
        assertThat(ledger.stoppedToDescribe(List.of("arn/1"), true)).containsExactly("arn/1");
        take(living("arn/1", task), START);
        assertThat(told).extracting(TaskEvent::phase).containsExactly(new TaskPhase.Stopping());
        assertThat(ledger.stoppedToDescribe(List.of(), true))
                .as("described again")
                .containsExactly("arn/1");
        take(ended("arn/1", task, START), START.plusSeconds(1));
        assertThat(told).extracting(TaskEvent::phase).last().isInstanceOf(TaskPhase.Ended.class);
        assertThat(ledger.stoppedToDescribe(List.of("arn/1"), true)).isEmpty();
    }

    @Test
    void task_that_was_listed_as_stopped_and_is_not_known_is_not_described_again() {
        ledger.watch(FRAMEWORK);
        assertThat(ledger.stoppedToDescribe(List.of("arn/1"), true)).containsExactly("arn/1");
        take(new Described<>(List.of(), List.of(new FailureEntry("arn/1", "MISSING", ""))), START);
        assertThat(ledger.stoppedToDescribe(List.of(), true)).isEmpty();
    }

    /** ECS answers once that it does not know what lives: what that holds would be offered meanwhile. */
    @Test
    void what_another_driver_has_is_held_for_the_window_after_ECS_has_said_that_it_does_not_know_it() {
        Described<TaskView> missing = new Described<>(List.of(), List.of(new FailureEntry("arn/1", "MISSING", "")));
        LaunchedTask task = task("t");
        take(living("arn/1", task), START);
        take(missing, START.plusSeconds(1));
        assertThat(ledger.holdings().of(task.agent())).hasSize(1);
        assertThat(ledger.toDescribe(List.of("arn/1"), true, false))
                .as("described again though it is listed")
                .containsExactly("arn/1");
        take(living("arn/1", task), START.plusSeconds(2));
        assertThat(ledger.toDescribe(List.of("arn/1"), true, false)).isEmpty();
        take(missing, START.plusSeconds(30));
        take(missing, START.plusSeconds(89));
        assertThat(ledger.holdings().of(task.agent()))
                .as("not known since 30 s")
                .hasSize(1);
        take(missing, START.plusSeconds(90));
        assertThat(ledger.holdings().of(task.agent())).isEmpty();
    }

    private void take(TaskView view, Instant now) {
        ledger.take(view, adopt, now);
    }

    private void take(Described<TaskView> described, Instant now) {
        ledger.take(described, adopt, now);
    }

    private static TaskView living(String arn, LaunchedTask task) {
        return new TaskView(
                arn,
                4,
                "RUNNING",
                "RUNNING",
                Optional.of("arn:aws:ecs:us-east-1:1:container-instance/c/a"),
                Identity.mark(FRAMEWORK),
                Identity.write(task),
                "main",
                List.of(),
                "UNKNOWN",
                "",
                "",
                new Times(
                        Optional.of(START),
                        Optional.of(START),
                        Optional.of(START),
                        Optional.empty(),
                        Optional.empty()));
    }
}
