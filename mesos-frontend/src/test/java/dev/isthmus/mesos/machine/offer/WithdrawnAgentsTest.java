package dev.isthmus.mesos.machine.offer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.inventory.Holding;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.Memo;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.maintenance.AgentWithdrawal;
import dev.isthmus.api.maintenance.MachineId;
import dev.isthmus.api.maintenance.MaintenancePlan;
import dev.isthmus.api.maintenance.MaintenanceWindow;
import dev.isthmus.api.maintenance.Unavailability;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.machine.MasterRig;
import dev.isthmus.mesos.machine.MasterView;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.machine.step.Callback;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.MasterInput;
import dev.isthmus.mesos.machine.step.MasterOutput;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo.Capability;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Reason;
import dev.isthmus.mesos.status.StopCause;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Agents that an operator has taken out of service: deactivated, drained, marked gone (src/tests/master_draining_tests.cpp, partition_tests.cpp). */
class WithdrawnAgentsTest {

    private static final FrameworkInfo INFO = Messages.framework();
    private static final FrameworkInfo AWARE = Messages.framework(Capability.Type.PARTITION_AWARE);
    private static final AgentId A1 = new AgentId("a1");
    private static final AgentWithdrawal DRAINING = AgentWithdrawal.draining(OptionalLong.of(5), false);
    private static final AgentWithdrawal LEAVING = AgentWithdrawal.draining(OptionalLong.empty(), true);
    private static final Duration LONG = Duration.ofSeconds(10);

    private final MasterRig rig = new MasterRig();

    private void set(AgentWithdrawal how) {
        set(MaintenancePlan.NONE.withAgents(new TreeMap<>(Map.of(A1, how))));
    }

    private void set(MaintenancePlan plan) {
        rig.feed(new MasterInput.Maintenance(plan));
    }

    private LaunchedTask running(FrameworkInfo info) {
        rig.subscribe("f1", info).see(Messages.agent("a1")).complete();
        Offer offer = rig.oneOffer("f1");
        LaunchedTask task = rig.run("f1", offer, Messages.task("t", offer, 1, 100));
        rig.advance(Duration.ofSeconds(1));
        for (List<TaskStatus> told = rig.updates("f1"); !told.isEmpty(); told = rig.updates("f1")) {
            told.forEach(status -> rig.acknowledge("f1", status));
        }
        return task;
    }

    private static Agent holding(LaunchId launch) {
        return Messages.agent("a1").toBuilder()
                .holdings(List.of(new Holding(launch, Resources.none(Dialect.MESOS))))
                .build();
    }

    private TaskStatus ended(LaunchedTask task, StopCause cause) {
        rig.phase(
                "f1",
                task,
                new TaskPhase.Ended(Ending.STOPPED, OptionalInt.of(143), true, "isthmus: " + cause.words()));
        return last();
    }

    private TaskStatus last() {
        return rig.updates("f1").stream().reduce((first, last) -> last).orElseThrow();
    }

    private List<String> stops() {
        return rig.take("f1", Output.Stop.class).stream()
                .map(Output.Stop::reason)
                .toList();
    }

    /** Whether the cluster is asked to place nothing there, or to do so again. */
    private List<Output> asked() {
        return rig.rest().stream()
                .map(MasterOutput::output)
                .filter(Output.SetState.class::isInstance)
                .toList();
    }

    private List<MasterView.OfAgent> agents() {
        return rig.machine().view().agents();
    }

    private String rule() {
        return rig.machine().standings(new FrameworkId("f1")).get(0).rule().name();
    }

    private static LaunchedTask earlier() {
        return new LaunchedTask(
                LaunchId.of(new FrameworkId("f1"), new TaskId("t"), "o"),
                new FrameworkId("f1"),
                new TaskId("t"),
                A1,
                Resources.none(Dialect.MESOS),
                Optional.empty(),
                Memo.NONE);
    }

    private void nothingIsOffered() {
        rig.offers("f1");
        rig.advance(LONG);
        assertThat(rig.offers("f1")).isEmpty();
    }

    /** DeactivateAgent, and ReactivateAgent. */
    @Test
    void required_MM09_a_deactivated_agent_is_offered_to_nobody_and_its_tasks_go_on() {
        running(INFO);
        rig.forget();
        set(AgentWithdrawal.DEACTIVATED);
        assertThat(rig.take("f1", Callback.Rescinded.class)).hasSize(1);
        nothingIsOffered();
        assertThat(stops()).isEmpty();
        assertThat(asked()).isEmpty();
        assertThat(rule()).isEqualTo("DEACTIVATED");
        assertThat(agents())
                .singleElement()
                .satisfies(agent -> assertThat(agent.withdrawal()).contains(AgentWithdrawal.DEACTIVATED));
        set(MaintenancePlan.NONE);
        assertThat(rig.oneOffer("f1").getSlaveId().getValue()).isEqualTo("a1");
        assertThat(asked()).isEmpty();
    }

    /** DrainAgent: it is drained when the end of the last task is acknowledged. */
    @Test
    void required_MM09_tasks_of_an_agent_that_is_drained_are_killed() {
        LaunchedTask task = running(INFO);
        rig.forget();
        set(DRAINING);
        assertThat(rig.take("f1", Callback.Rescinded.class)).hasSize(1);
        assertThat(stops()).containsExactly(StopCause.DRAINED.words());
        assertThat(asked()).containsExactly(new Output.SetState(A1, true));
        assertThat(agents().get(0).isDrained()).isFalse();
        assertThat(rule()).isEqualTo("DRAINING");
        rig.forget();
        set(DRAINING);
        assertThat(stops()).as("said once").isEmpty();
        TaskStatus killed = ended(task, StopCause.DRAINED);
        assertThat(killed.getState()).isEqualTo(TaskState.TASK_KILLED);
        assertThat(killed.getReason()).isEqualTo(Reason.REASON_SLAVE_DRAINING);
        assertThat(agents().get(0).isDrained()).as("before it is acknowledged").isFalse();
        rig.acknowledge("f1", killed);
        assertThat(agents().get(0).isDrained()).isTrue();
        assertThat(agents().get(0).withdrawal()).contains(DRAINING);
        nothingIsOffered();
        assertThat(rig.take("f1", Callback.AgentLost.class)).isEmpty();
        set(MaintenancePlan.NONE);
        assertThat(asked()).containsExactly(new Output.SetState(A1, false));
        assertThat(rig.offers("f1")).hasSize(1);
    }

    @Test
    void an_agent_with_tasks_of_who_is_not_there_is_not_drained() {
        set(DRAINING);
        rig.see(holding(earlier().launch())).complete();
        assertThat(agents().get(0).isDrained()).isFalse();
        rig.see(Messages.agent("a1"));
        assertThat(agents().get(0).isDrained()).isTrue();
    }

    /** What a framework had running is in no holding until then. */
    @Test
    void required_MM09_the_next_master_takes_no_agent_for_drained_before_it_knows_the_tasks_of_all_frameworks() {
        set(LEAVING);
        rig.subscribe("f1", AWARE, Optional.empty()).see(Messages.agent("a1")).complete();
        assertThat(agents()).singleElement().returns(false, MasterView.OfAgent::isDrained);
        rig.running("f1", earlier()).of("f1", new Input.Recovered());
        assertThat(stops()).containsExactly(StopCause.LEAVING.words());
        assertThat(agents()).singleElement().returns(false, MasterView.OfAgent::isDrained);
        rig.acknowledge("f1", ended(earlier(), StopCause.LEAVING));
        assertThat(agents()).isEmpty();
        assertThat(rule()).isEqualTo("GONE");
    }

    @Test
    void an_agent_is_drained_as_soon_as_it_is_known_that_no_framework_has_anything_there() {
        set(DRAINING);
        rig.subscribe("f1", INFO).see(Messages.agent("a1")).complete();
        rig.subscribe("f2", INFO, Optional.empty());
        assertThat(agents().get(0).isDrained()).isFalse();
        rig.of("f2", new Input.Recovered());
        assertThat(agents().get(0).isDrained()).isTrue();
    }

    /** R-OS-14: sandboxes are there for hours. */
    @Test
    void an_agent_with_nothing_but_what_outlives_its_tasks_is_drained() {
        set(DRAINING);
        rig.see(holding(Holding.OUTLIVES)).complete();
        assertThat(agents().get(0).isDrained()).isTrue();
    }

    @Test
    void a_launch_that_is_under_way_when_its_agent_is_drained_is_stopped_when_it_is_answered() {
        rig.subscribe("f1", INFO).see(Messages.agent("a1")).complete();
        Offer offer = rig.oneOffer("f1");
        rig.launch("f1", offer.getId().getValue(), 0, Messages.task("t", offer, 1, 100));
        LaunchedTask task = rig.take("f1", Output.Launch.class).get(0).launch().task();
        set(DRAINING);
        assertThat(stops()).isEmpty();
        rig.of("f1", new Input.LaunchAnswered(task.launch(), new LaunchOutcome.Launched("arn")));
        assertThat(stops()).containsExactly(StopCause.DRAINED.words());
    }

    /** DrainAgentMarkGone. */
    @Test
    void required_MM09_an_agent_that_leaves_is_gone_when_it_is_drained() {
        LaunchedTask task = running(AWARE);
        rig.forget();
        set(LEAVING);
        assertThat(stops()).containsExactly(StopCause.LEAVING.words());
        TaskStatus gone = ended(task, StopCause.LEAVING);
        assertThat(gone.getState()).isEqualTo(TaskState.TASK_GONE_BY_OPERATOR);
        assertThat(gone.getReason()).isEqualTo(Reason.REASON_SLAVE_DRAINING);
        assertThat(rig.take("f1", Callback.AgentLost.class)).isEmpty();
        rig.acknowledge("f1", gone);
        assertThat(rig.take("f1", Callback.AgentLost.class)).hasSize(1);
        assertThat(agents()).isEmpty();
        assertThat(rule()).isEqualTo("GONE");
        assertThat(rig.machine().view().inventory()).contains(List.of(A1));
        rig.forget()
                .see(Messages.agent("a1").toBuilder().state(AgentState.DRAINING).build());
        nothingIsOffered();
        assertThat(rig.take("f1", Callback.AgentLost.class)).as("told once").isEmpty();
    }

    @Test
    void of_an_agent_that_leaves_who_is_not_partition_aware_is_told_that_its_tasks_are_killed() {
        LaunchedTask task = running(INFO);
        set(LEAVING);
        assertThat(ended(task, StopCause.LEAVING).getState()).isEqualTo(TaskState.TASK_KILLED);
    }

    /** The next master finds that nothing is left on it. */
    @Test
    void an_agent_that_has_left_is_not_there_for_the_next_master() {
        set(LEAVING);
        rig.subscribe("f1", INFO).see(Messages.agent("a1")).complete();
        assertThat(agents()).isEmpty();
        assertThat(rig.take("f1", Callback.AgentLost.class)).isEmpty();
        nothingIsOffered();
        assertThat(asked()).contains(new Output.SetState(A1, true));
    }

    /** MarkAgentGone, of partition_tests.cpp. */
    @Test
    void required_MM09_tasks_of_an_agent_that_is_marked_gone_are_told_gone_and_stopped_all_the_same() {
        LaunchedTask task = running(AWARE);
        rig.see(Messages.agent("a1").toBuilder().state(AgentState.DISCONNECTED).build())
                .forget();
        set(AgentWithdrawal.GONE);
        TaskStatus gone = last();
        assertThat(gone.getState()).isEqualTo(TaskState.TASK_GONE_BY_OPERATOR);
        assertThat(gone.getReason()).isEqualTo(Reason.REASON_SLAVE_REMOVED_BY_OPERATOR);
        assertThat(gone.getSource()).isEqualTo(TaskStatus.Source.SOURCE_MASTER);
        assertThat(rig.take("f1", Callback.AgentLost.class)).hasSize(1);
        assertThat(stops()).containsExactly(StopCause.GONE.words());
        assertThat(asked()).containsExactly(new Output.SetState(A1, true));
        assertThat(agents()).isEmpty();
        rig.running("f1", task);
        assertThat(rig.updates("f1")).as("it is over, whatever is seen").isEmpty();
        rig.of(
                "f1",
                new Call.Reconcile(List.of(TaskStatus.newBuilder()
                        .setTaskId(gone.getTaskId())
                        .setSlaveId(gone.getSlaveId())
                        .setState(TaskState.TASK_RUNNING)
                        .build())));
        assertThat(rig.states("f1")).containsExactly("t TASK_GONE_BY_OPERATOR");
    }

    /** Nothing is known of it, or has been told before. */
    @Test
    void required_MM09_an_unknown_task_of_an_agent_that_is_marked_gone_is_gone_though_it_is_unreachable() {
        rig.subscribe("f1", AWARE).see(Messages.agent("a1")).complete();
        lose();
        rig.of("f1", reconciliation());
        assertThat(rig.states("f1")).containsExactly("t TASK_UNREACHABLE");
        set(AgentWithdrawal.GONE);
        rig.of("f1", reconciliation());
        assertThat(rig.states("f1")).containsExactly("t TASK_GONE_BY_OPERATOR");
    }

    /** What was said last was that it is unreachable, and of its end nothing more would be said. */
    @Test
    void required_MM09_a_task_that_ended_and_was_told_unreachable_is_gone_with_its_agent() {
        LaunchedTask task = running(AWARE);
        rig.exit("f1", task);
        assertThat(rig.states("f1")).containsExactly("t TASK_FINISHED");
        lose();
        assertThat(last().getState()).isEqualTo(TaskState.TASK_UNREACHABLE);
        rig.forget();
        set(AgentWithdrawal.GONE);
        assertThat(rig.states("f1")).containsExactly("t TASK_GONE_BY_OPERATOR");
        assertThat(stops()).as("it does not live").isEmpty();
        rig.advance(LONG);
        assertThat(rig.updates("f1")).isEmpty();
    }

    @Test
    void an_end_that_is_on_its_way_is_told_as_it_was_whatever_becomes_of_the_agent() {
        LaunchedTask before = running(AWARE);
        rig.exit("f1", before);
        rig.forget();
        set(AgentWithdrawal.GONE);
        assertThat(rig.updates("f1")).isEmpty();
        rig.advance(LONG);
        assertThat(rig.states("f1")).containsExactly("t TASK_FINISHED");
    }

    @Test
    void an_end_that_is_learnt_after_the_agent_was_lost_is_told_as_it_was() {
        LaunchedTask task = running(AWARE);
        lose();
        rig.exit("f1", task);
        assertThat(last().getState()).isEqualTo(TaskState.TASK_FINISHED);
        set(AgentWithdrawal.GONE);
        assertThat(rig.updates("f1")).isEmpty();
        rig.advance(LONG);
        assertThat(rig.states("f1")).containsExactly("t TASK_FINISHED");
    }

    private void lose() {
        rig.see(Messages.agent("a1").toBuilder().state(AgentState.DISCONNECTED).build())
                .advance(Duration.ofMinutes(10));
    }

    private static Call.Reconcile reconciliation() {
        TaskStatus.Builder asked = TaskStatus.newBuilder().setState(TaskState.TASK_RUNNING);
        asked.getTaskIdBuilder().setValue("t");
        asked.getSlaveIdBuilder().setValue("a1");
        return new Call.Reconcile(List.of(asked.build()));
    }

    @Test
    void a_launch_that_is_under_way_when_its_agent_is_marked_gone_is_stopped_and_gone_then() {
        rig.subscribe("f1", INFO).see(Messages.agent("a1")).complete();
        Offer offer = rig.oneOffer("f1");
        rig.launch("f1", offer.getId().getValue(), 0, Messages.task("t", offer, 1, 100));
        LaunchedTask task = rig.take("f1", Output.Launch.class).get(0).launch().task();
        set(AgentWithdrawal.GONE);
        assertThat(rig.updates("f1")).isEmpty();
        rig.of("f1", new Input.LaunchAnswered(task.launch(), new LaunchOutcome.Launched("arn")));
        assertThat(stops()).containsExactly(StopCause.GONE.words());
        TaskStatus lost = ended(task, StopCause.GONE);
        assertThat(lost.getState()).isEqualTo(TaskState.TASK_LOST);
        assertThat(lost.getReason()).isEqualTo(Reason.REASON_SLAVE_REMOVED);
    }

    @Test
    void required_MM09_what_the_next_master_finds_on_an_agent_that_is_out_of_service_is_stopped() {
        set(AgentWithdrawal.GONE);
        rig.see(Messages.agent("a1")).complete().subscribe("f1", INFO);
        rig.running("f1", earlier());
        assertThat(stops()).containsExactly(StopCause.GONE.words());
        assertThat(rig.states("f1")).containsExactly("t TASK_LOST");
        MasterRig other = new MasterRig();
        other.feed(new MasterInput.Maintenance(MaintenancePlan.NONE.withAgents(new TreeMap<>(Map.of(A1, DRAINING)))));
        other.see(Messages.agent("a1")).complete().subscribe("f1", INFO);
        other.running("f1", earlier());
        assertThat(other.take("f1", Output.Stop.class))
                .extracting(Output.Stop::reason)
                .containsExactly(StopCause.DRAINED.words());
    }

    @Test
    void a_machine_that_is_up_again_stays_closed_where_its_agent_is_drained() {
        running(INFO);
        MachineId machine = MachineId.of(Messages.agent("a1").address());
        MaintenancePlan drained = MaintenancePlan.NONE.withAgents(new TreeMap<>(Map.of(A1, DRAINING)));
        set(drained.withWindows(
                        List.of(new MaintenanceWindow(List.of(machine), new Unavailability(1, OptionalLong.empty()))))
                .withDown(List.of(machine)));
        assertThat(agents()).isEmpty();
        rig.forget();
        set(drained);
        assertThat(asked()).isEmpty();
        assertThat(agents()).hasSize(1);
        nothingIsOffered();
    }

    @Test
    void an_agent_that_has_left_stays_gone_whatever_is_planned_for_its_machine() {
        LaunchedTask task = running(INFO);
        set(LEAVING);
        TaskStatus killed = ended(task, StopCause.LEAVING);
        rig.acknowledge("f1", killed);
        rig.forget();
        MachineId machine = MachineId.of(Messages.agent("a1").address());
        set(MaintenancePlan.NONE
                .withAgents(new TreeMap<>(Map.of(A1, LEAVING)))
                .withWindows(
                        List.of(new MaintenanceWindow(List.of(machine), new Unavailability(1, OptionalLong.empty())))));
        assertThat(rig.take("f1", Callback.AgentLost.class)).isEmpty();
        assertThat(agents()).isEmpty();
        rig.advance(LONG);
        assertThat(rig.callbacks("f1")).isEmpty();
    }

    @Test
    void an_agent_that_the_cluster_has_no_more_is_gone_once() {
        running(INFO);
        set(LEAVING);
        rig.forget().gone("a1");
        assertThat(rig.take("f1", Callback.AgentLost.class)).hasSize(1);
        rig.advance(LONG);
        assertThat(rig.take("f1", Callback.AgentLost.class)).isEmpty();
    }

    /** What is planned is in effect already; but the cluster may not have heard of it. */
    @Test
    void required_MM10_an_agent_that_the_cluster_drains_is_told_to_it_again_when_it_is_reactivated_again() {
        rig.see(Messages.agent("a1")).complete();
        set(AgentWithdrawal.draining(OptionalLong.empty(), false));
        rig.see(Messages.agent("a1").toBuilder().state(AgentState.DRAINING).build());
        rig.forget();
        MasterInput again = new MasterInput.Maintenance(MaintenancePlan.NONE, Optional.of(A1));
        rig.feed(again);
        assertThat(asked()).as("once").containsExactly(new Output.SetState(A1, false));
        rig.forget().feed(again);
        assertThat(asked()).containsExactly(new Output.SetState(A1, false));
        rig.forget().feed(new MasterInput.Maintenance(MaintenancePlan.NONE));
        assertThat(asked()).isEmpty();
        rig.see(Messages.agent("a1"));
        rig.feed(again);
        assertThat(asked()).as("it has heard").isEmpty();
    }
}
