package dev.isthmus.mesos.machine.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.failure.BackendFailure;
import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.machine.MachineRig;
import dev.isthmus.mesos.machine.options.Policy;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.messages.Protos.DurationInfo;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What a framework finds when it comes back, with a journal. Each test plays several drivers, one after another. */
class FrameworkJournalTest {

    private static final FrameworkInfo FRAMEWORK = framework(3600);

    private final List<JournalEntry> journal = new ArrayList<>();

    private static FrameworkInfo framework(double failoverTimeout) {
        FrameworkInfo.Builder info = Messages.framework().toBuilder()
                .setPrincipal("ops")
                .setUser("alice")
                .setFailoverTimeout(failoverTimeout);
        info.getIdBuilder().setValue("mine");
        return info.build();
    }

    private MachineRig driver(FrameworkInfo framework, Instant now) {
        return MachineRig.with(JournalSnapshot.of(journal), now, framework);
    }

    /** What the driver wrote is in the journal now; the driver is no more. */
    private Instant ends(MachineRig rig) {
        rig.outputs(Output.Write.class).forEach(write -> journal.add(write.entry()));
        return rig.now();
    }

    private static TaskStatus status(String task) {
        TaskStatus.Builder status = TaskStatus.newBuilder().setState(TaskState.TASK_RUNNING);
        status.getTaskIdBuilder().setValue(task);
        return status.build();
    }

    /** The backend has told of all tasks, and tells of the one agent. */
    private static void allIsKnown(MachineRig rig) {
        rig.see(Messages.agent("a1")).complete().feed(new Input.Recovered());
    }

    private LaunchedTask launchAndRun(MachineRig rig) {
        return rig.run(rig.oneOffer(), Messages.task("t1", "a1", 1, 128));
    }

    @Test
    void an_end_that_was_not_acknowledged_is_told_by_the_next_driver_once_it_is_registered() {
        MachineRig first = driver(FRAMEWORK, MachineRig.BEGIN);
        first.start(Messages.agent("a1"));
        LaunchedTask task = launchAndRun(first);
        Instant crash = ends(first);

        MachineRig second = driver(FRAMEWORK, crash.plusSeconds(60));
        second.feed(new Input.Start());
        second.exit(task, 0);
        assertThat(second.callbacks()).isEmpty();
        allIsKnown(second);

        TaskStatus told = second.oneUpdate();
        assertThat(told.getState()).isEqualTo(TaskState.TASK_FINISHED);
        assertThat(told.getUuid().isEmpty()).isFalse();
        assertThat(told.getSlaveId().getValue()).isEqualTo("a1");

        Instant again = ends(second);
        MachineRig third = driver(FRAMEWORK, again.plusSeconds(60));
        third.feed(new Input.Start()).exit(task, 0).start(Messages.agent("a1"));
        assertThat(third.updates()).as("it was acknowledged").isEmpty();
    }

    @Test
    void an_acknowledged_end_is_never_told_again() {
        MachineRig first = driver(FRAMEWORK, MachineRig.BEGIN);
        first.start(Messages.agent("a1"));
        LaunchedTask task = launchAndRun(first);
        first.exit(task, 0);
        assertThat(first.states()).contains(TaskState.TASK_FINISHED);
        Instant crash = ends(first);

        MachineRig second = driver(FRAMEWORK, crash.plusSeconds(60));
        second.feed(new Input.Start()).exit(task, 0);
        allIsKnown(second);

        assertThat(second.updates()).isEmpty();
        second.reconcile(status("t1"));
        assertThat(second.oneUpdate().getState()).isEqualTo(TaskState.TASK_FINISHED);
    }

    private static void exited(MachineRig rig, LaunchedTask task, Instant at) {
        rig.feed(new Input.TaskChanged(
                new TaskEvent(task, new TaskPhase.Ended(Ending.EXITED, OptionalInt.of(0), true, ""), at)));
    }

    /** Events of a backend may be kept for longer than the journal keeps acknowledgements. */
    @Test
    void an_end_of_days_ago_is_told_if_the_framework_was_away_when_it_came_about_and_only_then() {
        FrameworkInfo patient = framework(14 * 86_400);
        MachineRig first = driver(patient, MachineRig.BEGIN);
        first.start(Messages.agent("a1"));
        LaunchedTask task = launchAndRun(first);
        first.advance(Duration.ofHours(2));
        Instant crash = ends(first);

        MachineRig second = driver(patient, crash.plus(Duration.ofDays(3)));
        second.feed(new Input.Start());
        allIsKnown(second);
        exited(second, task, crash.minus(Duration.ofHours(1)));
        assertThat(second.updates()).as("it may have been acknowledged").isEmpty();

        MachineRig other = driver(patient, crash.plus(Duration.ofDays(3)));
        other.feed(new Input.Start());
        allIsKnown(other);
        exited(other, task, crash.plus(Duration.ofHours(1)));
        assertThat(other.oneUpdate().getState()).isEqualTo(TaskState.TASK_FINISHED);

        MachineRig soon = driver(patient, crash.plus(Duration.ofHours(20)));
        soon.feed(new Input.Start());
        allIsKnown(soon);
        exited(soon, task, crash.minus(Duration.ofHours(1)));
        assertThat(soon.oneUpdate().getState()).as("the journal would know").isEqualTo(TaskState.TASK_FINISHED);
    }

    /** A process that comes back and ends at once, before the framework has acknowledged what it was told, does not hide that it was away. */
    @Test
    void an_end_of_days_ago_is_told_again_if_the_process_that_told_it_ended_before_the_acknowledgement() {
        FrameworkInfo patient = framework(14 * 86_400);
        MachineRig first = driver(patient, MachineRig.BEGIN);
        first.start(Messages.agent("a1"));
        LaunchedTask task = launchAndRun(first);
        Instant crash = ends(first);
        Instant back = crash.plus(Duration.ofDays(3));
        Instant ended = back.minus(Duration.ofHours(50));

        for (int process = 0; process < 3; process++) {
            MachineRig rig = driver(patient, back.plusSeconds(20L * process));
            rig.feed(new Input.Start());
            allIsKnown(rig);
            exited(rig, task, ended);
            assertThat(rig.updates())
                    .as("by process %s after the first", process)
                    .hasSize(1);
            rig.advance(Duration.ofSeconds(10)).outputs(Output.Write.class).stream()
                    .map(Output.Write::entry)
                    .filter(JournalEntry.Lease.class::isInstance)
                    .forEach(journal::add);
        }
    }

    @Test
    void a_process_that_has_been_back_for_long_has_had_its_ends_acknowledged() {
        FrameworkInfo patient = framework(14 * 86_400);
        MachineRig first = driver(patient, MachineRig.BEGIN);
        first.start(Messages.agent("a1"));
        LaunchedTask task = launchAndRun(first);
        Instant crash = ends(first);
        Instant back = crash.plus(Duration.ofDays(3));

        MachineRig second = driver(patient, back);
        second.feed(new Input.Start());
        allIsKnown(second);
        ends(second.advance(Duration.ofMinutes(14)));
        assertThat(JournalSnapshot.of(journal).lease().orElseThrow().terms()).containsEntry("before", crash.toString());
        ends(second.advance(Duration.ofMinutes(2)));
        assertThat(JournalSnapshot.of(journal).lease().orElseThrow().terms()).doesNotContainKey("before");

        MachineRig third = driver(patient, back.plus(Duration.ofMinutes(17)));
        third.feed(new Input.Start());
        allIsKnown(third);
        exited(third, task, back.minus(Duration.ofHours(50)));
        assertThat(third.updates()).as("it may have been acknowledged").isEmpty();
    }

    @Test
    void a_loss_that_was_told_is_not_told_as_something_else_later() {
        MachineRig first = driver(FRAMEWORK, MachineRig.BEGIN);
        first.start(Messages.agent("a1"));
        LaunchedTask task = launchAndRun(first);
        first.end(task, Ending.AGENT_GONE, true);
        assertThat(first.states()).contains(TaskState.TASK_LOST);
        Instant crash = ends(first);

        MachineRig second = driver(FRAMEWORK, crash.plusSeconds(60));
        second.feed(new Input.Start()).exit(task, 0);
        allIsKnown(second);

        assertThat(second.updates()).isEmpty();
    }

    @Test
    void with_a_journal_that_has_only_begun_ends_of_earlier_tasks_are_told_when_asked_for() {
        LaunchedTask task = new LaunchedTask(
                LaunchId.of(new FrameworkId("mine"), new TaskId("t1"), "offer"),
                new FrameworkId("mine"),
                new TaskId("t1"),
                new AgentId("a1"),
                Resources.none(Dialect.MESOS));
        MachineRig rig = driver(FRAMEWORK, MachineRig.BEGIN);
        rig.feed(new Input.Start()).exit(task, 0);
        allIsKnown(rig);

        assertThat(rig.updates()).isEmpty();
        rig.reconcile(status("t1"));
        assertThat(rig.oneUpdate().getState()).isEqualTo(TaskState.TASK_FINISHED);
    }

    @Test
    void a_task_id_that_is_used_again_makes_way_for_the_task_that_lives() {
        MachineRig first = driver(FRAMEWORK, MachineRig.BEGIN);
        first.start(Messages.agent("a1"));
        LaunchedTask ended = launchAndRun(first);
        Instant crash = ends(first);
        LaunchedTask lives = new LaunchedTask(
                LaunchId.of(ended.framework(), ended.task(), "another offer"),
                ended.framework(),
                ended.task(),
                ended.agent(),
                ended.demand());

        MachineRig second = driver(FRAMEWORK, crash);
        second.feed(new Input.Start()).exit(ended, 1).running(lives);
        allIsKnown(second);

        assertThat(second.updates()).isEmpty();
        second.reconcile();
        assertThat(second.oneUpdate().getState()).isEqualTo(TaskState.TASK_RUNNING);
    }

    @Test
    void a_task_that_turns_up_after_its_loss_was_acknowledged_is_stopped_without_a_word() {
        MachineRig first = driver(FRAMEWORK, MachineRig.BEGIN);
        first.start(Messages.agent("a1"));
        first.launch(first.oneOffer(), Messages.task("t1", "a1", 1, 128));
        LaunchedTask task = first.lastLaunched();
        first.answer(task, new LaunchOutcome.Unknown("timed out")).end(task, Ending.NOT_LAUNCHED, false);
        assertThat(first.states()).containsExactly(TaskState.TASK_LOST);
        Instant crash = ends(first);

        MachineRig second = driver(FRAMEWORK, crash.plusSeconds(60));
        second.start(Messages.agent("a1"));
        second.running(task).running(task);
        assertThat(second.stops()).extracting(Output.Stop::launch).containsExactly(task.launch());
        second.reconcile();
        assertThat(second.updates()).isEmpty();
        second.feed(new Input.StopAnswered(
                task.launch(), new StopOutcome.Failed(new BackendFailure(Category.DENIED, "not allowed"))));
        assertThat(second.outputs(Output.Note.class))
                .anyMatch(note ->
                        note.level() == Output.Note.Level.ERROR && note.text().contains("not allowed"));
        second.end(task, Ending.STOPPED, true);
        assertThat(second.updates()).isEmpty();
        second.reconcile(status("t1"));
        assertThat(second.oneUpdate().getState()).as("what it was told to be").isEqualTo(TaskState.TASK_LOST);
    }

    @Test
    void a_task_that_turns_up_after_its_loss_was_told_and_not_acknowledged_goes_on() {
        MachineRig first = MachineRig.inEra(1, JournalSnapshot.NOTHING, MachineRig.BEGIN, FRAMEWORK, false);
        first.start(Messages.agent("a1"));
        first.launch(first.oneOffer(), Messages.task("t1", "a1", 1, 128));
        LaunchedTask task = first.lastLaunched();
        first.answer(task, new LaunchOutcome.Unknown("timed out")).end(task, Ending.NOT_LAUNCHED, false);
        assertThat(first.states()).containsExactly(TaskState.TASK_LOST);
        Instant crash = ends(first);

        MachineRig second = driver(FRAMEWORK, crash.plusSeconds(60));
        second.start(Messages.agent("a1")).running(task).reconcile();
        assertThat(second.stops()).isEmpty();
        assertThat(second.states()).endsWith(TaskState.TASK_RUNNING);
    }

    @Test
    void an_end_that_was_acknowledged_says_nothing_of_another_launch_of_the_same_task_id() {
        MachineRig first = driver(FRAMEWORK, MachineRig.BEGIN);
        first.start(Messages.agent("a1"));
        LaunchedTask ended = launchAndRun(first);
        first.exit(ended, 0);
        Instant crash = ends(first);
        LaunchedTask lives = new LaunchedTask(
                LaunchId.of(ended.framework(), ended.task(), "another offer"),
                ended.framework(),
                ended.task(),
                ended.agent(),
                ended.demand());

        MachineRig second = driver(FRAMEWORK, crash);
        second.start(Messages.agent("a1")).running(lives).reconcile();
        assertThat(second.stops()).isEmpty();
        assertThat(second.states()).endsWith(TaskState.TASK_RUNNING);
    }

    @Test
    void point_84_a_task_that_was_told_lost_with_its_agent_may_run_again_for_the_next_driver() {
        MachineRig first = driver(FRAMEWORK, MachineRig.BEGIN);
        Agent agent = Messages.agent("a1");
        first.start(agent);
        LaunchedTask task = launchAndRun(first);
        first.forgetCallbacks();
        first.see(agent.toBuilder().state(AgentState.DISCONNECTED).build()).advance(Duration.ofMinutes(10));
        assertThat(first.states()).containsExactly(TaskState.TASK_LOST);
        Instant crash = ends(first);

        MachineRig second = driver(FRAMEWORK, crash);
        second.start(agent).running(task).reconcile();
        assertThat(second.stops()).isEmpty();
        assertThat(second.states()).endsWith(TaskState.TASK_RUNNING);
    }

    @Test
    void what_is_left_of_a_removed_framework_is_waited_for_even_if_its_end_was_acknowledged() {
        MachineRig first = driver(FRAMEWORK, MachineRig.BEGIN);
        first.start(Messages.agent("a1"));
        LaunchedTask task = launchAndRun(first);
        first.end(task, Ending.NOT_LAUNCHED, false);
        Instant crash = ends(first);

        MachineRig second = driver(FRAMEWORK, crash.plusSeconds(3700));
        second.feed(new Input.Start()).feed(runningSince(task, crash)).feed(new Input.Recovered());
        assertThat(second.stops()).extracting(Output.Stop::launch).containsExactly(task.launch());
        assertThat(second.outputs(Output.Close.class)).isEmpty();
        second.end(task, Ending.STOPPED, true);
        assertThat(second.outputs(Output.Close.class)).hasSize(1);
    }

    @Test
    void point_88_a_task_is_stopped_by_the_next_driver_when_its_time_is_over() {
        MachineRig first = driver(FRAMEWORK, MachineRig.BEGIN);
        first.start(Messages.agent("a1"));
        Instant since = first.now();
        LaunchedTask task = first.run(
                first.oneOffer(),
                Messages.task("t1", "a1", 1, 128).toBuilder()
                        .setMaxCompletionTime(DurationInfo.newBuilder()
                                .setNanoseconds(Duration.ofHours(1).toNanos()))
                        .build());
        first.advance(Duration.ofMinutes(20));
        Instant crash = ends(first);
        TaskPhase runs = new TaskPhase.Running(List.of(), Optional.empty());

        MachineRig second = driver(FRAMEWORK, crash.plusSeconds(60));
        second.feed(new Input.Start()).feed(new Input.TaskChanged(new TaskEvent(task, runs, since)));
        allIsKnown(second);
        second.advance(Duration.between(second.now(), since.plusSeconds(3600)).minusMillis(1));
        assertThat(second.stops()).isEmpty();
        second.advance(Duration.ofMillis(1));
        assertThat(second.stops()).extracting(Output.Stop::launch).containsExactly(task.launch());
        second.end(task, Ending.STOPPED, true);
        assertThat(second.oneUpdate().getReason()).isEqualTo(TaskStatus.Reason.REASON_MAX_COMPLETION_TIME_REACHED);

        MachineRig late = driver(FRAMEWORK, since.plusSeconds(3601));
        late.feed(new Input.Start()).feed(new Input.TaskChanged(new TaskEvent(task, runs, since)));
        allIsKnown(late);
        assertThat(late.stops()).as("its time was over while nobody was there").hasSize(1);
    }

    private static Input since(LaunchedTask task, TaskPhase phase, Instant at) {
        return new Input.TaskChanged(new TaskEvent(task, phase, at));
    }

    @Test
    void a_task_that_does_not_start_in_time_is_stopped_by_the_next_driver() {
        Policy usual = Policy.DEFAULT;
        Policy policy = new Policy(
                true,
                true,
                false,
                usual.agentTimeout(),
                Optional.of(Duration.ofHours(1)),
                Optional.empty(),
                usual.stopDrain());
        for (TaskPhase phase : List.of(new TaskPhase.Staging(), new TaskPhase.Starting())) {
            MachineRig first = driver(FRAMEWORK, MachineRig.BEGIN);
            first.start(Messages.agent("a1"));
            first.launch(first.oneOffer(), Messages.task("t1", "a1", 1, 128));
            LaunchedTask task = first.lastLaunched();

            MachineRig second = MachineRig.explicit(
                    policy, JournalSnapshot.of(journal), MachineRig.BEGIN.plus(Duration.ofMinutes(20)), FRAMEWORK);
            second.feed(new Input.Start()).feed(since(task, phase, MachineRig.BEGIN));
            allIsKnown(second);
            second.advance(Duration.ofMinutes(40).minusMillis(1));
            assertThat(second.stops()).isEmpty();
            assertThat(second.advance(Duration.ofMillis(1)).stops())
                    .extracting(Output.Stop::launch)
                    .containsExactly(task.launch());
            second.end(task, Ending.STOPPED, false);
            assertThat(second.oneUpdate().getReason())
                    .isEqualTo(TaskStatus.Reason.REASON_EXECUTOR_REGISTRATION_TIMEOUT);

            MachineRig third = MachineRig.explicit(
                    policy, JournalSnapshot.of(journal), MachineRig.BEGIN.plus(Duration.ofMinutes(20)), FRAMEWORK);
            third.feed(new Input.Start())
                    .feed(since(task, phase, MachineRig.BEGIN))
                    .running(task);
            allIsKnown(third);
            assertThat(third.advance(Duration.ofHours(2)).stops()).as("it runs").isEmpty();
        }
    }

    /** What the log says of a task is never behind what it said before. */
    @Test
    void the_log_of_an_adopted_task_is_in_order() {
        for (Duration away : List.of(Duration.ZERO, Duration.ofMinutes(20))) {
            MachineRig first = driver(FRAMEWORK, MachineRig.BEGIN);
            first.start(Messages.agent("a1"));
            first.launch(first.oneOffer(), Messages.task("t1", "a1", 1, 128));
            LaunchedTask task = first.lastLaunched();
            first.outputs(Output.Write.class).forEach(write -> journal.add(write.entry()));

            MachineRig second = driver(FRAMEWORK, MachineRig.BEGIN.plus(away));
            second.feed(new Input.Start())
                    .feed(since(task, new TaskPhase.Running(List.of(), Optional.empty()), MachineRig.BEGIN.plus(away)));
            allIsKnown(second);
            List<String> states = second.outputs(Output.Note.class).stream()
                    .map(Output.Note::text)
                    .filter(text -> text.startsWith("task t1 "))
                    .flatMap(text -> Arrays.stream(text.split("[ :,]")).filter(word -> word.startsWith("TASK_")))
                    .toList();
            assertThat(states).as("away for %s", away).endsWith("TASK_RUNNING").doesNotContain("TASK_STAGING");
            assertThat(states).doesNotHaveDuplicates();
        }
    }

    @Test
    void the_lease_is_renewed_while_the_driver_lives() {
        MachineRig rig = driver(FRAMEWORK, MachineRig.BEGIN);
        rig.start(Messages.agent("a1"));
        rig.advance(Duration.ofMinutes(1));

        List<Instant> seen = rig.outputs(Output.Write.class).stream()
                .map(write -> ((JournalEntry.Lease) write.entry()).seen())
                .toList();
        assertThat(seen)
                .containsExactly(
                        MachineRig.BEGIN,
                        MachineRig.BEGIN.plusSeconds(15),
                        MachineRig.BEGIN.plusSeconds(30),
                        MachineRig.BEGIN.plusSeconds(45),
                        MachineRig.BEGIN.plusSeconds(60));
    }

    @Test
    void without_a_journal_nothing_is_written() {
        MachineRig rig = new MachineRig(FRAMEWORK);
        rig.start(Messages.agent("a1"));
        LaunchedTask task = launchAndRun(rig);
        rig.exit(task, 0);
        rig.advance(Duration.ofMinutes(1)).feed(new Input.Stop(true));

        assertThat(rig.outputs(Output.Write.class)).isEmpty();
    }

    @Test
    void point_19_the_driver_that_is_taken_over_is_told_so_and_touches_nothing_any_more() {
        MachineRig first = driver(FRAMEWORK, MachineRig.BEGIN);
        first.start(Messages.agent("a1"));
        launchAndRun(first);
        first.forget();

        first.feed(new Input.TakenOver());
        assertThat(first.aborted()).contains("Framework failed over");
        assertThat(first.outputs(Output.Close.class)).hasSize(1);

        first.kill("t1").feed(new Input.Stop(false)).advance(Duration.ofMinutes(1));
        assertThat(first.stops()).isEmpty();
        assertThat(first.outputs(Output.Write.class)).isEmpty();
    }

    @Test
    void point_20_tasks_live_on_for_the_failover_timeout() {
        MachineRig first = driver(FRAMEWORK, MachineRig.BEGIN);
        first.start(Messages.agent("a1"));
        LaunchedTask task = launchAndRun(first);
        first.feed(new Input.Stop(true));
        assertThat(first.stops()).isEmpty();
        Instant stopped = ends(first);

        MachineRig second = driver(FRAMEWORK, stopped.plusSeconds(3600));
        second.feed(new Input.Start()).running(task);
        allIsKnown(second);
        assertThat(second.callbacks()).contains("Registered");
        assertThat(second.stops()).isEmpty();
    }

    @Test
    void point_20_with_the_default_of_no_failover_timeout_the_framework_is_removed_at_once() {
        MachineRig first = driver(framework(0), MachineRig.BEGIN);
        first.start(Messages.agent("a1"));
        LaunchedTask task = launchAndRun(first);
        first.feed(new Input.Stop(true));
        Instant stopped = ends(first);

        MachineRig second = driver(framework(0), stopped.plusMillis(1));
        second.feed(new Input.Start());
        assertThat(second.aborted()).contains("Framework has been removed");
        second.running(task);
        assertThat(second.stops()).extracting(Output.Stop::launch).containsExactly(task.launch());
    }

    @Test
    void point_22_after_the_failover_timeout_the_framework_is_removed_and_its_tasks_are_killed() {
        MachineRig first = driver(FRAMEWORK, MachineRig.BEGIN);
        first.start(Messages.agent("a1"));
        LaunchedTask task = launchAndRun(first);
        first.feed(new Input.Stop(true));
        Instant stopped = ends(first);

        MachineRig second = driver(FRAMEWORK, stopped.plusSeconds(3700));
        second.feed(new Input.Start()).feed(runningSince(task, stopped));
        assertThat(second.aborted()).as("before all tasks are known").isEmpty();
        second.feed(new Input.Recovered());
        assertThat(second.aborted()).contains("Framework has been removed");
        assertThat(second.stops()).extracting(Output.Stop::launch).containsExactly(task.launch());
        assertThat(second.outputs(Output.Close.class)).isEmpty();
        second.end(task, Ending.STOPPED, true);
        assertThat(second.outputs(Output.Close.class)).hasSize(1);
        assertThat(second.callbacks()).isEmpty();
        Instant removed = ends(second);

        MachineRig third = driver(FRAMEWORK, removed.plusSeconds(1));
        assertThat(third.feed(new Input.Start()).aborted()).contains("Framework has been removed");
    }

    @Test
    void point_22_a_host_that_comes_back_to_an_old_journal_of_its_own_kills_nothing_that_another_host_started() {
        MachineRig first = driver(FRAMEWORK, MachineRig.BEGIN);
        first.start(Messages.agent("a1"));
        LaunchedTask task = launchAndRun(first);
        first.feed(new Input.Stop(true));
        Instant stopped = ends(first);

        MachineRig second = driver(FRAMEWORK, stopped.plusSeconds(100_000));
        second.feed(new Input.Start()).feed(runningSince(task, stopped.plusSeconds(3601)));
        second.feed(new Input.Reached()).see(Messages.agent("a1"));
        assertThat(second.callbacks())
                .as("it is not known yet whether it may be registered")
                .isEmpty();
        second.feed(new Input.Recovered());
        assertThat(second.callbacks()).contains("Registered");
        assertThat(second.aborted()).isEmpty();
        second.complete().reconcile();
        assertThat(second.stops()).isEmpty();
        assertThat(second.oneUpdate().getState()).isEqualTo(TaskState.TASK_RUNNING);
        Instant crash = ends(second);

        MachineRig third = driver(FRAMEWORK, crash.plusSeconds(60)).start(Messages.agent("a1"));
        assertThat(third.aborted()).as("its lease runs again").isEmpty();
    }

    @Test
    void point_22_a_task_that_took_an_hour_to_start_says_nothing_of_another_host() {
        MachineRig first = driver(FRAMEWORK, MachineRig.BEGIN);
        first.start(Messages.agent("a1"));
        LaunchedTask task = launchAndRun(first);
        first.feed(new Input.Stop(true));
        Instant stopped = ends(first);

        MachineRig second = driver(FRAMEWORK, stopped.plusSeconds(100_000));
        second.feed(new Input.Start()).see(Messages.agent("a1")).complete();
        second.feed(runningSince(task, stopped.plusSeconds(3600))).feed(new Input.Recovered());
        assertThat(second.callbacks()).isEmpty();
        assertThat(second.aborted()).contains("Framework has been removed");
        assertThat(second.stops()).extracting(Output.Stop::launch).containsExactly(task.launch());
        second.end(task, Ending.STOPPED, true);
        assertThat(second.outputs(Output.Close.class)).hasSize(1);
    }

    /** A driver that is still finding out whether its framework was away, with a task that says nothing else. */
    private MachineRig judging(LaunchedTask[] told) {
        MachineRig first = driver(FRAMEWORK, MachineRig.BEGIN);
        first.start(Messages.agent("a1"));
        told[0] = launchAndRun(first);
        Instant crash = ends(first);
        MachineRig rig = driver(FRAMEWORK, crash.plusSeconds(100_000));
        rig.feed(new Input.Start()).feed(runningSince(told[0], crash));
        assertThat(rig.outputs(Output.Watch.class)).hasSize(1);
        return rig;
    }

    @Test
    void an_abort_while_it_is_not_known_whether_the_framework_was_away_removes_nothing() {
        BackendFailure denied = new BackendFailure(Category.DENIED, "not allowed");
        for (Input abort :
                List.of(new Input.Deactivate(), new Input.Inventory(new InventoryEvent.ContactLost(denied)))) {
            LaunchedTask[] told = new LaunchedTask[1];
            MachineRig rig = judging(told);
            rig.feed(abort).aborted();
            rig.feed(new Input.Recovered()).complete().advance(Duration.ofMinutes(1));
            assertThat(rig.aborted()).isEmpty();
            assertThat(rig.stops()).isEmpty();
            assertThat(rig.outputs(Output.Watch.class)).isEmpty();
            assertThat(rig.outputs(Output.Write.class)).isEmpty();
            assertThat(rig.outputs(Output.Close.class)).isEmpty();

            rig.feed(new Input.Stop(false));
            assertThat(rig.stops()).as("it was never registered").isEmpty();
            assertThat(rig.outputs(Output.Close.class)).hasSize(1);
        }
    }

    @Test
    void a_stop_with_failover_while_it_is_not_known_whether_the_framework_was_away_leaves_all_as_it_is() {
        LaunchedTask[] told = new LaunchedTask[1];
        MachineRig rig = judging(told);
        rig.feed(new Input.Stop(true));
        assertThat(rig.outputs(Output.Close.class)).hasSize(1);
        rig.feed(new Input.Recovered()).running(told[0]);
        assertThat(rig.stops()).isEmpty();
        assertThat(rig.outputs(Output.Write.class)).isEmpty();
    }

    @Test
    void a_stop_while_it_is_not_known_whether_the_framework_was_away_kills_all_tasks_that_are_told() {
        LaunchedTask[] told = new LaunchedTask[1];
        MachineRig rig = judging(told);
        LaunchedTask later = new LaunchedTask(
                LaunchId.of(told[0].framework(), new TaskId("t2"), "offer"),
                told[0].framework(),
                new TaskId("t2"),
                told[0].agent(),
                told[0].demand());
        rig.feed(new Input.Stop(false));
        assertThat(rig.outputs(Output.Close.class))
                .as("not all tasks are known")
                .isEmpty();
        rig.running(later).feed(new Input.Recovered());
        assertThat(rig.stops()).extracting(Output.Stop::launch).containsExactly(told[0].launch(), later.launch());
        assertThat(rig.outputs(Output.Write.class))
                .extracting(Output.Write::entry)
                .hasAtLeastOneElementOfType(JournalEntry.Removed.class);
        rig.end(told[0], Ending.STOPPED, true).end(later, Ending.STOPPED, true);
        assertThat(rig.outputs(Output.Close.class)).hasSize(1);
        assertThat(rig.callbacks()).isEmpty();
    }

    private static Input runningSince(LaunchedTask task, Instant since) {
        return new Input.TaskChanged(new TaskEvent(task, new TaskPhase.Running(List.of(), Optional.empty()), since));
    }

    @Test
    void point_22_a_framework_that_was_torn_down_is_never_registered_again() {
        MachineRig first = driver(FRAMEWORK, MachineRig.BEGIN);
        first.start(Messages.agent("a1"));
        first.feed(new Input.Stop(false));
        Instant stopped = ends(first);

        MachineRig second = driver(FRAMEWORK, stopped.plusSeconds(1));
        second.start(Messages.agent("a1"));
        assertThat(second.aborted()).contains("Framework has been removed");
        assertThat(second.callbacks()).isEmpty();
    }

    @Test
    void point_22_a_crash_costs_no_more_of_the_failover_timeout_than_the_lease_is_old() {
        MachineRig first = driver(framework(20), MachineRig.BEGIN);
        first.start(Messages.agent("a1"));
        first.advance(Duration.ofMillis(59_900));
        Instant crash = ends(first);

        MachineRig second = driver(framework(20), crash.plusSeconds(20));
        second.start(Messages.agent("a1"));
        assertThat(second.aborted()).isEmpty();
        MachineRig late = driver(framework(20), crash.plusSeconds(23));
        assertThat(late.feed(new Input.Start()).aborted()).contains("Framework has been removed");
    }

    @Test
    void point_24_another_principal_is_refused() {
        MachineRig first = driver(FRAMEWORK, MachineRig.BEGIN);
        first.start(Messages.agent("a1"));
        first.feed(new Input.Stop(true));
        Instant stopped = ends(first);

        MachineRig second = driver(FRAMEWORK.toBuilder().setPrincipal("eve").build(), stopped);
        second.start(Messages.agent("a1"));
        assertThat(second.aborted()).contains("Changing framework's principal is not allowed.");
        assertThat(second.outputs(Output.Watch.class)).isEmpty();
    }

    @Test
    void point_24_another_user_or_checkpoint_is_silently_kept_at_the_old_value_and_the_rest_is_updated() {
        MachineRig first = driver(FRAMEWORK, MachineRig.BEGIN);
        first.start(Messages.agent("a1"));
        first.feed(new Input.Stop(true));
        Instant stopped = ends(first);

        FrameworkInfo changed = FRAMEWORK.toBuilder()
                .setUser("bob")
                .setCheckpoint(true)
                .setName("renamed")
                .build();
        MachineRig second = driver(changed, stopped);
        second.start(Messages.agent("a1"));
        assertThat(second.aborted()).isEmpty();
        Offer offer = second.oneOffer();
        second.launch(offer, Messages.task("t", offer, 0.5, 64));
        assertThat(second.launches().get(0).frameworkName()).isEqualTo("renamed");
        ends(second.advance(Duration.ofSeconds(30)));
        assertThat(JournalSnapshot.of(journal).lease().orElseThrow().terms())
                .containsEntry("user", "alice")
                .containsEntry("checkpoint", "false");
    }

    @Test
    void an_agent_that_went_while_nobody_was_there_is_told_by_the_next_driver() {
        MachineRig first = driver(FRAMEWORK, MachineRig.BEGIN);
        first.start(Messages.agent("a1"));
        LaunchedTask task = launchAndRun(first);
        Instant crash = ends(first);

        MachineRig second = driver(FRAMEWORK, crash.plusSeconds(60));
        second.feed(new Input.Start()).end(task, Ending.AGENT_GONE, true);
        assertThat(second.callbacks()).isEmpty();
        second.complete().feed(new Input.Recovered());
        assertThat(second.callbacks()).containsExactly("Registered", "Update");
        Instant again = ends(second);

        MachineRig third = driver(FRAMEWORK, again.plusSeconds(60));
        third.feed(new Input.Start())
                .end(task, Ending.AGENT_GONE, true)
                .complete()
                .feed(new Input.Recovered());
        assertThat(third.callbacks()).containsExactly("Registered");
    }

    @Test
    void a_loss_that_could_not_be_told_before_the_crash_is_told_after_it() {
        MachineRig first = driver(FRAMEWORK, MachineRig.BEGIN);
        first.start(Messages.agent("a1"));
        LaunchedTask task = launchAndRun(first);
        first.forgetCallbacks().loseContact(Category.TRANSIENT).gone("a1");
        assertThat(first.callbacks()).containsExactly("Disconnected");
        Instant crash = ends(first);

        MachineRig second = driver(FRAMEWORK, crash.plusSeconds(60));
        second.feed(new Input.Start())
                .end(task, Ending.AGENT_GONE, true)
                .complete()
                .feed(new Input.Recovered());
        assertThat(second.oneUpdate().getState()).isEqualTo(TaskState.TASK_LOST);
    }

    @Test
    void an_end_that_an_aborted_driver_saw_is_told_by_the_next() {
        MachineRig first = driver(FRAMEWORK, MachineRig.BEGIN);
        first.start(Messages.agent("a1"));
        LaunchedTask task = launchAndRun(first);
        first.feed(new Input.Deactivate()).gone("a1").feed(new Input.Stop(true));
        Instant stopped = ends(first);

        MachineRig second = driver(FRAMEWORK, stopped.plusSeconds(60));
        second.feed(new Input.Start())
                .end(task, Ending.AGENT_GONE, true)
                .complete()
                .feed(new Input.Recovered());
        assertThat(second.oneUpdate().getState()).isEqualTo(TaskState.TASK_LOST);
    }

    @Test
    void point_19_a_framework_whose_driver_was_there_until_now_has_not_been_away() {
        MachineRig first = driver(framework(0), MachineRig.BEGIN);
        first.start(Messages.agent("a1"));
        LaunchedTask task = launchAndRun(first);
        MachineRig second =
                MachineRig.takingOver(JournalSnapshot.of(journal), ends(first).plusSeconds(30), framework(0));
        second.feed(new Input.Start()).running(task);
        allIsKnown(second);
        assertThat(second.callbacks()).contains("Registered");
        assertThat(second.stops()).isEmpty();
    }

    @Test
    void point_25_a_failover_timeout_that_is_changed_holds_from_then_on() {
        MachineRig first = driver(framework(0), MachineRig.BEGIN);
        first.start(Messages.agent("a1"));
        LaunchedTask task = launchAndRun(first);
        first.feed(new Call.UpdateFramework(framework(3600), List.of(), OfferConstraints.getDefaultInstance()));
        MachineRig second = driver(framework(3600), ends(first).plusSeconds(30));
        second.feed(new Input.Start()).running(task);
        allIsKnown(second);
        assertThat(second.stops()).isEmpty();
        assertThat(second.callbacks()).contains("Registered");
    }

    @Test
    void point_5_an_aborted_driver_is_there_for_as_long_as_its_process_lives() {
        MachineRig first = driver(framework(600), MachineRig.BEGIN);
        first.start(Messages.agent("a1"));
        LaunchedTask task = launchAndRun(first);
        first.feed(new Input.Deactivate()).advance(Duration.ofMinutes(30));
        MachineRig second = driver(framework(600), ends(first).plusSeconds(30));
        second.feed(new Input.Start()).running(task);
        allIsKnown(second);
        assertThat(second.stops()).isEmpty();
        assertThat(second.callbacks()).contains("Registered");
    }
}
