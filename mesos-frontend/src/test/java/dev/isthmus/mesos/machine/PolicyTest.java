package dev.isthmus.mesos.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.machine.launch.GroupTest;
import dev.isthmus.mesos.machine.options.Policy;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo.Capability;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.TaskGroupInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Reason;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Source;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What can be chosen: whether draining kills, how long a start may take, whether the loss of an agent is told. */
class PolicyTest {

    private static final Agent AGENT = Messages.agent("a1");
    private static final Agent DRAINING =
            AGENT.toBuilder().state(AgentState.DRAINING).build();

    private static MachineRig choosing(boolean tellAgentLost, boolean killOnDrain, Optional<Duration> startTimeout) {
        Policy usual = Policy.DEFAULT;
        return MachineRig.with(
                new Policy(
                        true,
                        tellAgentLost,
                        killOnDrain,
                        usual.agentTimeout(),
                        startTimeout,
                        Optional.empty(),
                        usual.stopDrain()),
                Messages.framework(Capability.Type.TASK_KILLING_STATE, Capability.Type.PARTITION_AWARE));
    }

    private static LaunchedTask launch(MachineRig rig) {
        rig.start(AGENT);
        Offer offer = rig.oneOffer();
        rig.launch(List.of(offer.getId().getValue()), 0, Messages.task("t", offer, 0.5, 64));
        return rig.lastLaunched();
    }

    private static LaunchedTask run(MachineRig rig) {
        LaunchedTask task = launch(rig);
        rig.launched(task).running(task).advance(Duration.ofSeconds(2)).updates();
        return task;
    }

    @Test
    void point_108_draining_takes_offers_back_and_leaves_tasks_alone_unless_chosen_otherwise() {
        MachineRig usual = new MachineRig(Messages.framework());
        run(usual);
        Offer rest = usual.oneOffer();
        usual.see(DRAINING);
        assertThat(usual.rescinded()).containsExactly(rest.getId().getValue());
        assertThat(usual.advance(Duration.ofSeconds(5)).stops()).isEmpty();
        assertThat(usual.updates()).isEmpty();
        assertThat(usual.offers()).isEmpty();
    }

    @Test
    void point_108_where_draining_kills_the_updates_say_so() {
        MachineRig rig = choosing(true, true, Optional.empty());
        LaunchedTask task = run(rig);
        rig.see(DRAINING).see(DRAINING);
        assertThat(rig.stops()).hasSize(1);
        rig.end(task, Ending.STOPPED, true);
        List<TaskStatus> updates = rig.updates();
        assertThat(updates)
                .extracting(TaskStatus::getState)
                .containsExactly(TaskState.TASK_KILLING, TaskState.TASK_KILLED);
        assertThat(updates).extracting(TaskStatus::getReason).containsOnly(Reason.REASON_SLAVE_DRAINING);
    }

    @Test
    void point_108_what_is_gone_while_it_drains_is_gone_by_operator() {
        MachineRig rig = choosing(true, true, Optional.empty());
        run(rig);
        rig.see(DRAINING).updates();
        rig.gone("a1");
        TaskStatus status = rig.oneUpdate();
        assertThat(status.getState()).isEqualTo(TaskState.TASK_GONE_BY_OPERATOR);
        assertThat(status.getReason()).isEqualTo(Reason.REASON_SLAVE_REMOVED_BY_OPERATOR);
    }

    @Test
    void point_108_a_task_still_being_launched_is_killed_as_well() {
        MachineRig rig = choosing(true, true, Optional.empty());
        LaunchedTask task = launch(rig);
        rig.see(DRAINING);
        assertThat(rig.stops()).isEmpty();
        assertThat(rig.launched(task).stops()).hasSize(1);
        rig.end(task, Ending.STOPPED, false);
        TaskStatus status = rig.oneUpdate();
        assertThat(status.getState()).isEqualTo(TaskState.TASK_KILLED);
        assertThat(status.getReason()).isEqualTo(Reason.REASON_SLAVE_DRAINING);
        assertThat(status.getSource()).isEqualTo(Source.SOURCE_SLAVE);
    }

    @Test
    void point_108_a_launch_that_races_with_the_drain_is_dropped() {
        MachineRig rig = choosing(true, true, Optional.empty());
        LaunchedTask task = launch(rig);
        rig.answer(task, new LaunchOutcome.Refused(LaunchOutcome.Refusal.AGENT_DRAINING, "draining"));
        TaskStatus status = rig.oneUpdate();
        assertThat(status.getState()).isEqualTo(TaskState.TASK_DROPPED);
        assertThat(status.getSource()).isEqualTo(Source.SOURCE_SLAVE);
        assertThat(status.getReason()).isEqualTo(Reason.REASON_SLAVE_DRAINING);
    }

    @Test
    void a_task_that_does_not_start_in_time_is_stopped_and_has_failed() {
        MachineRig rig = choosing(true, false, Optional.of(Duration.ofSeconds(60)));
        LaunchedTask task = launch(rig);
        rig.launched(task).phase(task, new TaskPhase.Staging()).advance(Duration.ofSeconds(59));
        assertThat(rig.stops()).isEmpty();
        assertThat(rig.advance(Duration.ofSeconds(1)).stops()).hasSize(1);
        rig.end(task, Ending.STOPPED, false);
        TaskStatus status = rig.oneUpdate();
        assertThat(status.getState()).isEqualTo(TaskState.TASK_FAILED);
        assertThat(status.getReason()).isEqualTo(Reason.REASON_EXECUTOR_REGISTRATION_TIMEOUT);
        assertThat(status.getMessage()).contains("did not start in time");
    }

    @Test
    void a_task_whose_time_to_start_passes_while_its_agent_is_away_has_it_once_more_when_the_agent_is_back() {
        MachineRig rig = choosing(true, false, Optional.of(Duration.ofHours(1)));
        LaunchedTask task = launch(rig);
        rig.launched(task).phase(task, new TaskPhase.Staging());
        rig.see(AGENT.toBuilder().state(AgentState.DISCONNECTED).build()).advance(Duration.ofHours(2));
        assertThat(rig.stops()).as("it may run, who knows").isEmpty();
        rig.see(AGENT).advance(Duration.ofHours(1).minusMillis(1));
        assertThat(rig.stops()).isEmpty();
        assertThat(rig.advance(Duration.ofMillis(1)).stops())
                .extracting(Output.Stop::launch)
                .containsExactly(task.launch());
    }

    @Test
    void a_task_that_turns_out_to_run_when_its_agent_is_back_is_not_stopped() {
        MachineRig rig = choosing(true, false, Optional.of(Duration.ofHours(1)));
        LaunchedTask task = launch(rig);
        rig.launched(task).phase(task, new TaskPhase.Staging());
        rig.see(AGENT.toBuilder().state(AgentState.DISCONNECTED).build()).advance(Duration.ofHours(2));
        rig.see(AGENT).running(task).advance(Duration.ofHours(3));
        assertThat(rig.stops()).isEmpty();
    }

    @Test
    void a_task_that_runs_in_time_is_not_stopped_and_by_default_none_is() {
        MachineRig rig = choosing(true, false, Optional.of(Duration.ofSeconds(60)));
        run(rig);
        assertThat(rig.advance(Duration.ofHours(1)).stops()).isEmpty();
        MachineRig patient = choosing(true, false, Optional.empty());
        LaunchedTask task = launch(patient);
        patient.launched(task);
        assertThat(patient.advance(Duration.ofHours(24)).stops()).isEmpty();
    }

    @Test
    void point_106_the_loss_of_an_agent_is_not_told_where_that_is_switched_off() {
        MachineRig rig = choosing(false, false, Optional.empty());
        run(rig);
        rig.forget();
        rig.gone("a1");
        assertThat(rig.callbacks()).containsExactly("Update", "Rescinded").doesNotContain("AgentLost");
    }

    /** Wherever it comes from: a check of ours, the backend, a group. */
    @Test
    void point_53_where_it_is_wanted_an_error_is_told_as_a_failure_with_its_reason_and_message() {
        for (boolean wanted : List.of(false, true)) {
            TaskState told = wanted ? TaskState.TASK_FAILED : TaskState.TASK_ERROR;
            MachineRig rig = MachineRig.with(
                    wanted ? Policy.DEFAULT.withErrorsAsFailures() : Policy.DEFAULT, Messages.framework());
            rig.start(AGENT);
            Offer offer = rig.oneOffer();
            rig.launch(List.of(offer.getId().getValue()), 0, Messages.task("much", offer, 99, 64));
            TaskStatus much = rig.oneUpdate();
            assertThat(much.getState()).isEqualTo(told);
            assertThat(much.getReason()).isEqualTo(Reason.REASON_TASK_INVALID);
            assertThat(much.getMessage()).contains("more than available");

            offer = rig.advance(Duration.ofSeconds(1)).oneOffer();
            rig.accept(
                    List.of(offer.getId().getValue()),
                    0,
                    Offer.Operation.newBuilder()
                            .setType(Offer.Operation.Type.LAUNCH_GROUP)
                            .setLaunchGroup(Offer.Operation.LaunchGroup.newBuilder()
                                    .setExecutor(GroupTest.executor("other"))
                                    .setTaskGroup(
                                            TaskGroupInfo.newBuilder().addTasks(Messages.task("g", offer, 0.1, 32))))
                            .build());
            TaskStatus group = rig.oneUpdate();
            assertThat(group.getState()).isEqualTo(told);
            assertThat(group.getReason()).isEqualTo(Reason.REASON_TASK_GROUP_INVALID);

            for (LaunchOutcome.Refusal refusal : List.of(LaunchOutcome.Refusal.INVALID, LaunchOutcome.Refusal.DENIED)) {
                offer = rig.advance(Duration.ofSeconds(1)).oneOffer();
                rig.launch(List.of(offer.getId().getValue()), 0, Messages.task("t", offer, 0.5, 64));
                rig.answer(rig.lastLaunched(), new LaunchOutcome.Refused(refusal, "the backend's words"));
                TaskStatus refused = rig.oneUpdate();
                assertThat(refused.getState()).as("%s", refusal).isEqualTo(told);
                assertThat(refused.getMessage()).contains("the backend's words");
            }
        }
    }
}
