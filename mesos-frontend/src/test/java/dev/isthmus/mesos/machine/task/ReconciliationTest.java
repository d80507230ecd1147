package dev.isthmus.mesos.machine.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourcesText;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.machine.MachineRig;
import dev.isthmus.mesos.machine.state.FrameworkJournal;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo.Capability;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.Protos.TaskID;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Reason;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ReconciliationTest {

    private final MachineRig rig = new MachineRig(Messages.framework());
    private final MachineRig aware = new MachineRig(Messages.framework(Capability.Type.PARTITION_AWARE));

    private static TaskStatus ask(String task, String agent) {
        TaskStatus.Builder asked = TaskStatus.newBuilder()
                .setTaskId(TaskID.newBuilder().setValue(task))
                .setState(TaskState.TASK_RUNNING);
        if (!agent.isEmpty()) {
            asked.setSlaveId(SlaveID.newBuilder().setValue(agent));
        }
        return asked.build();
    }

    private static LaunchedTask run(MachineRig rig) {
        rig.start(Messages.agent("a1"));
        Offer offer = rig.oneOffer();
        return rig.run(offer, Messages.task("t", offer, 0.5, 64));
    }

    @Test
    void point_95_the_answer_is_the_update_last_handed_on() {
        MachineRig explicit = MachineRig.explicit(Messages.framework());
        LaunchedTask task = run(explicit);
        TaskStatus starting = explicit.oneUpdate();
        explicit.reconcile(ask("t", "a1"));
        TaskStatus answer = explicit.oneUpdate();
        // RUNNING is known but not handed on, because STARTING is not acknowledged.
        assertThat(answer.getState()).isEqualTo(TaskState.TASK_STARTING);
        assertThat(answer.getSource()).isEqualTo(Source.SOURCE_MASTER);
        assertThat(answer.getReason()).isEqualTo(Reason.REASON_RECONCILIATION);
        assertThat(answer.getMessage()).isEqualTo("Reconciliation: Latest task state");
        assertThat(answer.hasUuid()).isFalse();
        assertThat(answer.getSlaveId().getValue()).isEqualTo("a1");
        explicit.acknowledge(starting).forget();
        explicit.reconcile(ask("t", ""));
        assertThat(explicit.oneUpdate().getContainerStatus().getNetworkInfosCount())
                .isEqualTo(1);
        assertThat(task.task()).isEqualTo(new TaskId("t"));
    }

    @Test
    void point_96_every_listed_task_is_answered_once_whatever_state_is_passed_in() {
        run(rig);
        rig.forget();
        rig.reconcile(ask("t", "a1"), ask("t", ""), ask("other", "a1"));
        assertThat(rig.states()).containsExactly(TaskState.TASK_RUNNING, TaskState.TASK_RUNNING, TaskState.TASK_LOST);
    }

    @Test
    void point_96_the_state_passed_in_does_not_matter() {
        run(rig);
        rig.forget();
        for (TaskState passed : TaskState.values()) {
            TaskStatus known = ask("t", "a1").toBuilder().setState(passed).build();
            TaskStatus unknown = ask("other", "a1").toBuilder().setState(passed).build();
            assertThat(rig.reconcile(known, unknown).states())
                    .as("%s is passed in", passed)
                    .containsExactly(TaskState.TASK_RUNNING, TaskState.TASK_LOST);
        }
    }

    @Test
    void point_97_implicit_reconciliation_lists_what_is_tracked() {
        MachineRig explicit = MachineRig.explicit(Messages.framework());
        explicit.start(Messages.agent("a1"));
        explicit.reconcile();
        assertThat(explicit.updates()).isEmpty();
        Offer offer = explicit.oneOffer();
        explicit.launch(
                offer,
                Messages.task("staging", offer, 0.1, 32),
                Messages.task("ended", offer, 0.1, 32),
                Messages.task("done", offer, 0.1, 32));
        explicit.end(explicit.launches().get(1).task(), Ending.NOT_STARTED, false);
        explicit.end(explicit.launches().get(2).task(), Ending.NOT_STARTED, false);
        List<TaskStatus> ended = explicit.updates();
        explicit.acknowledge(ended.get(1)).reconcile();
        assertThat(explicit.updates())
                .extracting(status -> status.getTaskId().getValue() + " " + status.getState())
                .containsExactly("staging TASK_STAGING", "ended TASK_FAILED");
    }

    @Test
    void point_98_point_99_point_100_what_is_unknown_is_said_by_what_is_known_of_its_agent() {
        for (MachineRig each : List.of(rig, aware)) {
            boolean plain = each == rig;
            Agent lost = Messages.agent("lost");
            each.start(Messages.agent("there"), lost, Messages.agent("gone"));
            each.see(lost.toBuilder().state(AgentState.DISCONNECTED).build())
                    .advance(Duration.ofMinutes(10))
                    .gone("gone")
                    .forget();
            each.reconcile(ask("x", "there"), ask("x", "lost"), ask("x", "gone"), ask("x", "fake"), ask("x", ""));
            List<TaskStatus> answers = each.updates();
            assertThat(answers)
                    .extracting(TaskStatus::getState)
                    .containsExactly(
                            plain ? TaskState.TASK_LOST : TaskState.TASK_GONE,
                            plain ? TaskState.TASK_LOST : TaskState.TASK_UNREACHABLE,
                            plain ? TaskState.TASK_LOST : TaskState.TASK_GONE_BY_OPERATOR,
                            plain ? TaskState.TASK_LOST : TaskState.TASK_UNKNOWN,
                            plain ? TaskState.TASK_LOST : TaskState.TASK_UNKNOWN);
            assertThat(answers).extracting(TaskStatus::getSource).containsOnly(Source.SOURCE_MASTER);
            assertThat(answers).extracting(TaskStatus::getReason).containsOnly(Reason.REASON_RECONCILIATION);
            assertThat(answers)
                    .extracting(TaskStatus::hasUnreachableTime)
                    .containsExactly(false, true, false, false, false);
            // Marathon's heartbeat compares both ids.
            assertThat(answers.get(3).getTaskId().getValue()).isEqualTo("x");
            assertThat(answers.get(3).getSlaveId().getValue()).isEqualTo("fake");
        }
    }

    @Test
    void point_101_until_all_is_known_there_is_no_answer() {
        rig.feed(new Input.Start()).see(Messages.agent("a1"));
        rig.reconcile().reconcile(ask("x", "a1")).kill("y");
        assertThat(rig.updates()).isEmpty();
        rig.complete();
        assertThat(rig.updates()).isEmpty();
        // What was asked too early is answered as soon as it can be.
        rig.feed(new Input.Recovered());
        assertThat(rig.updates())
                .extracting(status -> status.getTaskId().getValue())
                .containsExactly("x", "y");
    }

    @Test
    void point_101_a_kill_asked_for_too_early_reaches_a_task_of_an_earlier_process() {
        MachineRig again = restarted();
        again.kill("lives")
                .phase(earlier("lives"), new TaskPhase.Running(List.of(), Optional.empty()))
                .complete()
                .feed(new Input.Recovered());
        assertThat(again.stops())
                .extracting(Output.Stop::launch)
                .containsExactly(earlier("lives").launch());
        assertThat(again.updates()).isEmpty();
    }

    @Test
    void point_111_what_was_asked_too_early_is_dropped_with_the_connection() {
        rig.feed(new Input.Start()).see(Messages.agent("a1")).reconcile(ask("x", "a1"));
        rig.loseContact(dev.isthmus.api.failure.BackendFailure.Category.TRANSIENT)
                .feed(new Input.Recovered())
                .complete();
        assertThat(rig.updates()).isEmpty();
    }

    // Tasks of an earlier process that do not show yet.

    private static FrameworkInfo mine() {
        FrameworkInfo.Builder info = Messages.framework().toBuilder().setFailoverTimeout(3600);
        info.getIdBuilder().setValue(MINE.value());
        return info.build();
    }

    private static Optional<JournalSnapshot> lastSeen(Instant time) {
        JournalEntry lease = new JournalEntry.Lease(time, Duration.ofHours(1), Map.of());
        return Optional.of(JournalSnapshot.of(List.of(lease)));
    }

    private static MachineRig showingLate(Optional<JournalSnapshot> recalled) {
        return MachineRig.showingLate(recalled, MachineRig.BEGIN, mine());
    }

    @Test
    void point_101_a_task_that_may_not_show_yet_is_not_called_unknown() {
        for (Optional<JournalSnapshot> recalled : List.of(
                Optional.<JournalSnapshot>empty(), Optional.of(JournalSnapshot.NOTHING), lastSeen(MachineRig.BEGIN))) {
            MachineRig late = showingLate(recalled);
            late.start(Messages.agent("a1"));
            late.reconcile(ask("x", "a1"), ask("x", "a1"), ask("y", "")).kill("z");
            late.advance(MachineRig.WINDOW.minusMillis(1));
            assertThat(late.updates()).as("with " + recalled).isEmpty();
            late.advance(Duration.ofMillis(1));
            assertThat(late.updates())
                    .extracting(status -> status.getTaskId().getValue() + " " + status.getState())
                    .containsExactly("x TASK_LOST", "y TASK_LOST", "z TASK_LOST");
            late.reconcile(ask("x", ""));
            assertThat(late.states()).containsExactly(TaskState.TASK_LOST);
        }
    }

    @Test
    void point_101_who_waits_for_a_task_is_answered_as_soon_as_it_shows() {
        MachineRig late = showingLate(Optional.empty());
        late.start(Messages.agent("a1"));
        late.reconcile(ask("lives", "a1"), ask("ended", "a1"), ask("never", "a1"));
        late.advance(Duration.ofSeconds(20)).running(earlier("lives")).exit(earlier("ended"), 0);
        assertThat(late.updates())
                .extracting(status -> status.getTaskId().getValue() + " " + status.getState())
                .containsExactly("lives TASK_RUNNING", "ended TASK_FINISHED");
        late.advance(MachineRig.WINDOW);
        assertThat(late.oneUpdate().getTaskId().getValue()).isEqualTo("never");
    }

    @Test
    void point_101_a_kill_that_waits_for_its_task_keeps_to_the_agent_it_names() {
        for (Map.Entry<String, Integer> kill :
                Map.of("a1", 1, "elsewhere", 0, "", 1).entrySet()) {
            MachineRig late = showingLate(Optional.empty());
            late.start(Messages.agent("a1"));
            Optional<String> agent = Optional.of(kill.getKey()).filter(name -> !name.isEmpty());
            late.feed(new Call.Kill("lives", agent, Long.MAX_VALUE));
            late.advance(Duration.ofSeconds(20)).running(earlier("lives"));
            assertThat(late.stops()).as("on '" + kill.getKey() + "'").hasSize(kill.getValue());
        }
    }

    private static LaunchedTask ofEpoch(LaunchedTask task, long epoch) {
        return new LaunchedTask(
                task.launch(),
                task.framework(),
                task.task(),
                task.agent(),
                task.demand(),
                task.maxCompletionTime(),
                task.memo(),
                epoch == 0 ? Optional.empty() : Optional.of(new Epoch(epoch)));
    }

    /** A driver that was replaced is late with its last launch: before its loss is told it is adopted, after that stopped. */
    @Test
    void point_19_what_shows_of_an_older_epoch_after_its_loss_was_told_is_stopped() {
        for (long epoch : List.of(0L, 1L)) {
            MachineRig late = showingLate(lastSeen(MachineRig.BEGIN));
            late.start(Messages.agent("a1")).reconcile(ask("early", "a1"), ask("late", "a1"));
            late.running(ofEpoch(earlier("early"), epoch));
            assertThat(late.oneUpdate().getState()).isEqualTo(TaskState.TASK_RUNNING);
            late.advance(MachineRig.WINDOW);
            assertThat(late.oneUpdate().getState()).isEqualTo(TaskState.TASK_LOST);

            late.running(ofEpoch(earlier("late"), epoch)).running(ofEpoch(earlier("not asked for"), epoch));

            assertThat(late.stops())
                    .extracting(Output.Stop::launch)
                    .containsExactly(earlier("late").launch());
            assertThat(late.updates())
                    .as("of epoch " + epoch)
                    .extracting(status -> status.getTaskId().getValue())
                    .doesNotContain("late");
        }
    }

    /** This driver has been replaced, and does not know yet. */
    @Test
    void point_19_what_shows_of_a_newer_epoch_is_left_alone() {
        MachineRig late = showingLate(lastSeen(MachineRig.BEGIN));
        late.start(Messages.agent("a1")).reconcile(ask("t", "a1")).advance(MachineRig.WINDOW);
        assertThat(late.oneUpdate().getState()).isEqualTo(TaskState.TASK_LOST);
        late.running(ofEpoch(earlier("t"), MachineRig.EPOCH.number() + 1));
        assertThat(late.stops()).isEmpty();
        assertThat(late.updates()).isEmpty();
    }

    private static LaunchedTask ahead(String task) {
        return ofEpoch(earlier(task), MachineRig.EPOCH.number() + 40);
    }

    /** Of another journal, whose host's clock is ahead: nobody else has them, so they are the framework's like those of any earlier driver. */
    @Test
    void what_is_of_a_newer_epoch_is_taken_on_once_the_journal_says_that_no_newer_driver_has_come() {
        MachineRig moved = MachineRig.with(lastSeen(MachineRig.BEGIN).orElseThrow(), MachineRig.BEGIN, mine());
        moved.feed(new Input.Start()).see(Messages.agent("a1"));
        moved.running(ahead("t")).running(ahead("killed")).running(ahead("ends"));
        moved.complete().feed(new Input.Recovered());
        moved.reconcile(ask("t", "a1"), ask("unknown", "a1")).kill("killed");
        assertThat(moved.updates())
                .as("what waits is not called unknown")
                .extracting(status -> status.getTaskId().getValue())
                .containsExactly("unknown");
        moved.exit(ahead("ends"), 0);
        assertThat(moved.oneUpdate().getState()).isEqualTo(TaskState.TASK_FINISHED);
        moved.notes();

        assertThat(moved.doubt()).contains(new Epoch(MachineRig.EPOCH.number() + 40));
        moved.feed(new Input.Stands(moved.doubt().orElseThrow()));

        assertThat(moved.doubt()).isEmpty();
        assertThat(moved.notes())
                .filteredOn(note -> note.contains("clock"))
                .singleElement()
                .asString()
                .contains("epochs up to 42", "this driver has 2", "ahead by 40 s", "journal.md");
        TaskStatus answer = moved.oneUpdate();
        assertThat(answer.getTaskId().getValue()).isEqualTo("t");
        assertThat(answer.getState()).isEqualTo(TaskState.TASK_RUNNING);
        assertThat(moved.stops())
                .extracting(Output.Stop::launch)
                .containsExactly(earlier("killed").launch());

        moved.running(ahead("later"));
        assertThat(moved.doubt()).as("up to there it is known").isEmpty();
        moved.reconcile(ask("later", "a1"));
        assertThat(moved.oneUpdate().getState()).isEqualTo(TaskState.TASK_RUNNING);
    }

    @Test
    void who_asks_for_all_is_answered_for_what_waited_for_the_journal_too() {
        MachineRig moved = MachineRig.with(lastSeen(MachineRig.BEGIN).orElseThrow(), MachineRig.BEGIN, mine());
        moved.start(Messages.agent("a1")).running(ahead("t")).reconcile();
        assertThat(moved.updates()).isEmpty();
        moved.feed(new Input.Stands(moved.doubt().orElseThrow()));
        assertThat(moved.oneUpdate().getState()).isEqualTo(TaskState.TASK_RUNNING);
    }

    /** The window in which tasks may show late is over, and the journal has still not said anything. */
    @Test
    void no_answer_is_given_for_what_waits_for_the_journal() {
        MachineRig moved = showingLate(lastSeen(MachineRig.BEGIN));
        moved.start(Messages.agent("a1"))
                .reconcile(ask("t", "a1"), ask("unknown", "a1"))
                .running(ahead("t"));
        moved.advance(MachineRig.WINDOW.multipliedBy(10));
        assertThat(moved.oneUpdate().getTaskId().getValue()).isEqualTo("unknown");
        moved.feed(new Input.Stands(moved.doubt().orElseThrow()));
        assertThat(moved.oneUpdate().getState()).isEqualTo(TaskState.TASK_RUNNING);
    }

    @Test
    void point_101_a_kill_reaches_a_task_that_shows_late() {
        MachineRig late = showingLate(Optional.empty());
        late.start(Messages.agent("a1"));
        late.kill("lives").advance(Duration.ofSeconds(20)).running(earlier("lives"));
        assertThat(late.stops())
                .extracting(Output.Stop::launch)
                .containsExactly(earlier("lives").launch());
        late.advance(MachineRig.WINDOW);
        assertThat(late.updates()).isEmpty();
    }

    @Test
    void a_kill_that_waits_does_not_reach_a_task_that_is_launched_under_the_same_id() {
        for (boolean runs : List.of(true, false)) {
            MachineRig late = showingLate(Optional.empty());
            late.start(Messages.agent("a1")).kill("t");
            Offer offer = late.oneOffer();
            late.launch(offer, Messages.task("t", offer, 0.5, 64)).launched(late.lastLaunched());
            if (runs) {
                late.running(late.lastLaunched());
            }
            late.forgetCallbacks().advance(MachineRig.WINDOW);
            assertThat(late.stops()).isEmpty();
            late.reconcile();
            assertThat(late.states()).containsExactly(runs ? TaskState.TASK_RUNNING : TaskState.TASK_STAGING);
        }
    }

    @Test
    void point_97_what_shows_late_belongs_to_the_answer_of_who_asked_for_all() {
        MachineRig late = showingLate(Optional.empty());
        late.start(Messages.agent("a1"));
        late.running(earlier("shows")).reconcile();
        assertThat(late.oneUpdate().getTaskId().getValue()).isEqualTo("shows");
        late.advance(Duration.ofSeconds(20)).running(earlier("late")).running(earlier("shows"));
        assertThat(late.oneUpdate().getTaskId().getValue()).isEqualTo("late");
    }

    @Test
    void what_shows_later_than_anything_should_is_told_to_who_asks_again() {
        for (boolean held : List.of(true, false)) {
            MachineRig late = showingLate(Optional.empty());
            late.start(Messages.agent("a1")).reconcile();
            if (held) {
                late.reconcile(ask("x", ""));
            }
            late.advance(MachineRig.WINDOW).forget();
            late.running(earlier("late"));
            assertThat(late.updates()).as("nobody has asked for it").isEmpty();
            late.reconcile();
            assertThat(late.oneUpdate().getTaskId().getValue()).isEqualTo("late");
        }
    }

    @Test
    void known_tasks_are_answered_at_once() {
        MachineRig late = showingLate(Optional.empty());
        late.feed(new Input.Start())
                .running(earlier("lives"))
                .exit(earlier("ended"), 0)
                .see(Messages.agent("a1"))
                .complete()
                .feed(new Input.Recovered());
        late.reconcile(ask("lives", "a1"), ask("ended", "a1"));
        assertThat(late.states()).containsExactly(TaskState.TASK_RUNNING, TaskState.TASK_FINISHED);
    }

    @Test
    void where_no_earlier_process_can_have_asked_for_anything_lately_nothing_is_held_back() {
        MachineRig fresh =
                MachineRig.showingLate(Optional.of(JournalSnapshot.NOTHING), MachineRig.BEGIN, Messages.framework());
        Instant longAgo = MachineRig.BEGIN.minus(MachineRig.WINDOW).minus(FrameworkJournal.LONGEST_INTERVAL);
        for (MachineRig each : List.of(fresh, showingLate(lastSeen(longAgo.minusMillis(1))))) {
            each.start(Messages.agent("a1")).reconcile(ask("x", ""));
            assertThat(each.states()).containsExactly(TaskState.TASK_LOST);
        }
        MachineRig justNow = showingLate(lastSeen(longAgo));
        justNow.start(Messages.agent("a1")).reconcile(ask("x", ""));
        assertThat(justNow.states()).isEmpty();
    }

    @Test
    void the_window_is_counted_from_the_recovery() {
        MachineRig late = showingLate(Optional.empty());
        late.feed(new Input.Start())
                .see(Messages.agent("a1"))
                .complete()
                .advance(Duration.ofHours(1))
                .feed(new Input.Recovered())
                .reconcile(ask("x", ""))
                .advance(MachineRig.WINDOW.minusMillis(1));
        assertThat(late.updates()).isEmpty();
    }

    @Test
    void point_111_what_waits_is_dropped_with_the_connection() {
        MachineRig late = showingLate(Optional.empty());
        late.start(Messages.agent("a1")).reconcile(ask("x", ""));
        late.loseContact(dev.isthmus.api.failure.BackendFailure.Category.TRANSIENT)
                .complete()
                .advance(MachineRig.WINDOW);
        assertThat(late.updates()).isEmpty();
    }

    @Test
    void point_94_point_111_a_kill_that_waits_is_dropped_with_the_connection() {
        MachineRig late = showingLate(Optional.empty());
        late.start(Messages.agent("a1")).kill("y");
        late.loseContact(dev.isthmus.api.failure.BackendFailure.Category.TRANSIENT)
                .complete()
                .advance(MachineRig.WINDOW);
        assertThat(late.updates()).isEmpty();
    }

    // Tasks of an earlier process.

    private static final FrameworkId MINE = new FrameworkId("mine");

    private static MachineRig restarted() {
        FrameworkInfo.Builder info = Messages.framework().toBuilder();
        info.getIdBuilder().setValue(MINE.value());
        MachineRig rig = new MachineRig(info.build());
        rig.feed(new Input.Start()).see(Messages.agent("a1"));
        return rig;
    }

    private static LaunchedTask earlier(String task) {
        TaskId id = new TaskId(task);
        return new LaunchedTask(
                LaunchId.of(MINE, id, "old offer"),
                MINE,
                id,
                new AgentId("a1"),
                ResourcesText.parse(Dialect.MESOS, "cpus:1.5; mem:64"));
    }

    private static final TaskPhase.Ended EXITED = new TaskPhase.Ended(Ending.EXITED, OptionalInt.of(0), true, "");

    @Test
    void tasks_of_an_earlier_process_are_known_again_without_a_word() {
        MachineRig again = restarted();
        again.phase(earlier("lives"), new TaskPhase.Running(List.of(), Optional.empty()))
                .phase(earlier("ended"), EXITED)
                .complete()
                .feed(new Input.Recovered());
        assertThat(again.updates()).isEmpty();
        assertThat(Messages.scalar(again.oneOffer(), "cpus")).isEqualTo(0.5);
        again.reconcile();
        assertThat(again.oneUpdate().getState()).isEqualTo(TaskState.TASK_RUNNING);
        again.reconcile(ask("ended", "a1"));
        assertThat(again.oneUpdate().getState()).isEqualTo(TaskState.TASK_FINISHED);
        again.exit(earlier("lives"), 0);
        assertThat(again.states()).containsExactly(TaskState.TASK_FINISHED);
    }

    /** The earlier process may have told that it ran, and its end without an acknowledgement: nothing but an end comes after an end. */
    @Test
    void of_a_task_of_an_earlier_process_that_ends_unseen_the_end_alone_is_told() {
        MachineRig again = restarted();
        again.phase(earlier("t"), new TaskPhase.Staging()).complete().feed(new Input.Recovered());
        again.phase(earlier("t"), EXITED);
        assertThat(again.states()).containsExactly(TaskState.TASK_FINISHED);
    }

    @Test
    void a_task_of_an_earlier_process_can_be_killed() {
        MachineRig again = restarted();
        again.phase(earlier("lives"), new TaskPhase.Running(List.of(), Optional.empty()))
                .complete()
                .feed(new Input.Recovered())
                .kill("lives");
        assertThat(again.stops())
                .extracting(Output.Stop::launch)
                .containsExactly(earlier("lives").launch());
    }

    @Test
    void tasks_of_another_framework_are_none_of_ours() {
        rig.start(Messages.agent("a1"));
        rig.phase(earlier("other"), new TaskPhase.Staging()).reconcile();
        assertThat(rig.updates()).isEmpty();
    }
}
