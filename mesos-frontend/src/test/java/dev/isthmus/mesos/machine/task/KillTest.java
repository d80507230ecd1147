package dev.isthmus.mesos.machine.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.failure.BackendFailure;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.machine.MachineRig;
import dev.isthmus.mesos.machine.options.Policy;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo.Capability;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Reason;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Source;
import dev.isthmus.mesos.status.StopCause;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class KillTest {

    private final MachineRig rig = new MachineRig(Messages.framework());
    private final MachineRig killing = new MachineRig(Messages.framework(Capability.Type.TASK_KILLING_STATE));

    private static LaunchedTask launch(MachineRig rig) {
        rig.start(Messages.agent("a1"));
        Offer offer = rig.oneOffer();
        rig.launch(offer, Messages.task("t", offer, 0.5, 64));
        return rig.lastLaunched();
    }

    private static LaunchedTask run(MachineRig rig) {
        LaunchedTask task = launch(rig);
        rig.launched(task).running(task).forget();
        return task;
    }

    @Test
    void point_89_killing_an_unknown_task_is_answered_like_reconciliation() {
        for (MachineRig each : List.of(rig, new MachineRig(Messages.framework(Capability.Type.PARTITION_AWARE)))) {
            each.start(Messages.agent("a1"));
            TaskStatus status = each.kill("never seen").oneUpdate();
            assertThat(status.getState()).isEqualTo(each == rig ? TaskState.TASK_LOST : TaskState.TASK_UNKNOWN);
            assertThat(status.getReason()).isEqualTo(Reason.REASON_RECONCILIATION);
            assertThat(status.hasSlaveId()).isFalse();
        }
    }

    /** src/master/master.cpp, {@code Master::kill}; only the HTTP API can say where a task is. */
    @Test
    void a_task_that_is_not_on_the_agent_named_is_not_killed_and_nobody_is_told() {
        LaunchedTask task = run(rig);
        assertThat(rig.feed(new Call.Kill("t", Optional.of("a2"), Long.MAX_VALUE))
                        .stops())
                .isEmpty();
        assertThat(rig.updates()).isEmpty();
        assertThat(rig.feed(new Call.Kill("t", Optional.of("a1"), Long.MAX_VALUE))
                        .stops())
                .hasSize(1);
        assertThat(task.agent().value()).isEqualTo("a1");
    }

    @Test
    void killing_an_unknown_task_is_answered_with_the_agent_named() {
        rig.start(Messages.agent("a1")).feed(new Call.Kill("never seen", Optional.of("a1"), Long.MAX_VALUE));
        TaskStatus status = rig.oneUpdate();
        assertThat(status.getReason()).isEqualTo(Reason.REASON_RECONCILIATION);
        assertThat(status.getSlaveId().getValue()).isEqualTo("a1");
    }

    @Test
    void point_90_a_task_killed_before_its_launch_was_answered_never_runs() {
        LaunchedTask task = launch(rig);
        assertThat(rig.kill("t").stops()).isEmpty();
        assertThat(rig.launched(task).stops()).hasSize(1);
        rig.end(task, Ending.STOPPED, false);
        TaskStatus status = rig.oneUpdate();
        assertThat(status.getState()).isEqualTo(TaskState.TASK_KILLED);
        assertThat(status.getReason()).isEqualTo(Reason.REASON_TASK_KILLED_DURING_LAUNCH);
        assertThat(status.getSource()).isEqualTo(Source.SOURCE_SLAVE);
        assertThat(status.hasUuid()).isTrue();
    }

    @Test
    void an_answer_to_a_stop_that_was_not_asked_is_ignored() {
        LaunchedTask task = run(rig);
        rig.feed(new Input.StopAnswered(task.launch(), new StopOutcome.Accepted()));
        assertThat(rig.stops()).isEmpty();
        assertThat(rig.kill("t").stops()).hasSize(1);
        rig.feed(new Input.StopAnswered(task.launch(), new StopOutcome.Accepted()))
                .feed(new Input.StopAnswered(task.launch(), new StopOutcome.NotFound()));
        assertThat(rig.running(task).stops()).isEmpty();
    }

    @Test
    void point_90_a_refused_launch_of_a_killed_task_is_a_kill() {
        LaunchedTask task = launch(rig);
        rig.kill("t").answer(task, new LaunchOutcome.Refused(LaunchOutcome.Refusal.RESOURCES, "no room"));
        assertThat(rig.oneUpdate().getReason()).isEqualTo(Reason.REASON_TASK_KILLED_DURING_LAUNCH);
    }

    @Test
    void point_91_killing_is_told_to_whoever_understands_it() {
        LaunchedTask task = run(killing);
        killing.kill("t");
        assertThat(killing.stops()).hasSize(1);
        killing.end(task, Ending.STOPPED, true);
        assertThat(killing.states()).containsExactly(TaskState.TASK_KILLING, TaskState.TASK_KILLED);
        LaunchedTask other = run(rig);
        rig.kill("t").end(other, Ending.STOPPED, true);
        assertThat(rig.states()).containsExactly(TaskState.TASK_KILLED);
    }

    @Test
    void point_85_any_exit_after_a_kill_is_a_kill() {
        LaunchedTask task = run(rig);
        rig.kill("t").phase(task, new TaskPhase.Ended(Ending.STOPPED, OptionalInt.of(0), true, ""));
        TaskStatus status = rig.oneUpdate();
        assertThat(status.getState()).isEqualTo(TaskState.TASK_KILLED);
        assertThat(status.hasReason()).isFalse();
        assertThat(status.getMessage()).isEqualTo("Command exited with status 0");
    }

    @Test
    void point_85_a_task_that_had_exited_when_the_kill_arrived_there_is_told_as_it_exited() {
        LaunchedTask task = run(rig);
        rig.kill("t").exit(task, 0);
        assertThat(rig.states()).containsExactly(TaskState.TASK_FINISHED);
    }

    @Test
    void point_92_repeated_kills_are_one_and_nothing_follows_killing_but_the_end() {
        LaunchedTask task = run(killing);
        killing.kill("t").kill("t").kill("t");
        assertThat(killing.stops()).hasSize(1);
        killing.phase(task, new TaskPhase.Running(List.of(), Optional.of(true)))
                .phase(task, new TaskPhase.Stopping())
                .end(task, Ending.STOPPED, true);
        assertThat(killing.states()).containsExactly(TaskState.TASK_KILLING, TaskState.TASK_KILLED);
    }

    @Test
    void point_93_killing_a_task_that_has_ended_unacknowledged_says_nothing() {
        MachineRig explicit = MachineRig.explicit(Messages.framework());
        LaunchedTask task = launch(explicit);
        explicit.end(task, Ending.NOT_STARTED, false).forget();
        explicit.kill("t");
        assertThat(explicit.callbacks()).isEmpty();
        assertThat(explicit.stops()).isEmpty();
    }

    @Test
    void a_stop_that_failed_is_tried_again_with_the_next_kill() {
        LaunchedTask task = run(rig);
        rig.kill("t")
                .feed(new Input.StopAnswered(
                        task.launch(),
                        new StopOutcome.Failed(
                                new BackendFailure(BackendFailure.Category.DENIED, "not allowed: ecs:StopTask"))));
        assertThat(rig.outputs(Output.Note.class))
                .anyMatch(note ->
                        note.level() == Output.Note.Level.ERROR && note.text().contains("not allowed: ecs:StopTask"));
        rig.forget();
        assertThat(rig.kill("t").stops()).hasSize(1);
    }

    @Test
    void a_stop_that_was_accepted_and_came_to_nothing_is_asked_for_again_with_the_next_kill() {
        LaunchedTask task = run(rig);
        rig.kill("t").feed(new Input.StopAnswered(task.launch(), new StopOutcome.Accepted()));
        rig.forget();
        rig.running(task);
        assertThat(rig.stops()).as("nobody has asked again").isEmpty();
        assertThat(rig.kill("t").kill("t").stops())
                .as("one until it is answered")
                .hasSize(1);
        rig.feed(new Input.StopAnswered(task.launch(), new StopOutcome.Accepted()))
                .phase(task, new TaskPhase.Stopping());
        assertThat(rig.kill("t").stops()).as("it is ending").isEmpty();
    }

    @Test
    void a_task_whose_time_was_over_stays_so_when_it_is_killed_after_its_stop_was_accepted() {
        MachineRig each = MachineRig.with(
                new Policy(
                        true,
                        true,
                        false,
                        Policy.DEFAULT.agentTimeout(),
                        Optional.of(java.time.Duration.ofSeconds(60)),
                        Optional.empty(),
                        Policy.DEFAULT.stopDrain()),
                Messages.framework());
        LaunchedTask task = launch(each);
        each.launched(task).advance(java.time.Duration.ofSeconds(60));
        each.feed(new Input.StopAnswered(task.launch(), new StopOutcome.Accepted()))
                .kill("t");
        assertThat(each.stops())
                .extracting(Output.Stop::reason)
                .hasSize(2)
                .allMatch(StopCause.NOT_STARTED.words()::equals);
    }

    @Test
    void a_task_that_turns_up_after_its_stop_found_nothing_is_stopped_then() {
        LaunchedTask task = launch(rig);
        rig.answer(task, new LaunchOutcome.Unknown("timed out")).kill("t").forget();
        rig.feed(new Input.StopAnswered(task.launch(), new StopOutcome.NotFound()));
        rig.phase(task, new TaskPhase.Staging());
        assertThat(rig.stops()).hasSize(1);
    }

    @Test
    void point_94_a_kill_while_cut_off_is_dropped() {
        run(rig);
        rig.loseContact(BackendFailure.Category.TRANSIENT).kill("t");
        assertThat(rig.complete().stops()).isEmpty();
        assertThat(rig.kill("t").stops()).hasSize(1);
    }

    @Test
    void point_94_a_kill_on_a_disconnected_agent_is_carried_out_when_the_agent_returns() {
        LaunchedTask task = run(rig);
        var agent = Messages.agent("a1");
        rig.see(agent.toBuilder().state(AgentState.DISCONNECTED).build()).kill("t");
        // ECS takes the request at once and the agent obeys when it is back; if ECS could not, we ask again then.
        assertThat(rig.stops()).extracting(Output.Stop::launch).containsExactly(task.launch());
        rig.advance(java.time.Duration.ofMinutes(10))
                .feed(new Input.StopAnswered(task.launch(), new StopOutcome.NotFound()))
                .forget();
        rig.see(agent);
        assertThat(rig.stops()).extracting(Output.Stop::launch).containsExactly(task.launch());
        rig.end(task, Ending.STOPPED, true);
        assertThat(rig.states()).containsExactly(TaskState.TASK_RUNNING, TaskState.TASK_KILLED);
    }
}
