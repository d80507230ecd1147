package dev.isthmus.mesos.machine.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.inventory.AgentAddress;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchOutcome.Refusal;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.task.PortMapping;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.machine.MachineRig;
import dev.isthmus.mesos.machine.step.Callback;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.messages.Protos.CommandInfo;
import dev.isthmus.mesos.messages.Protos.DurationInfo;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo.Capability;
import dev.isthmus.mesos.messages.Protos.HealthCheck;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Reason;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Source;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusUpdateSenderTest {

    private final MachineRig rig = new MachineRig(Messages.framework());
    private final MachineRig explicit = MachineRig.explicit(Messages.framework());

    private static LaunchedTask launch(MachineRig rig) {
        return launch(rig, task -> {});
    }

    private static LaunchedTask launch(MachineRig rig, java.util.function.Consumer<TaskInfo.Builder> change) {
        rig.start(Messages.agent("a1"));
        Offer offer = rig.oneOffer();
        TaskInfo.Builder task = Messages.task("t", offer, 0.5, 64).toBuilder();
        change.accept(task);
        rig.launch(offer, task.build());
        return rig.launched(rig.lastLaunched()).lastLaunched();
    }

    @Test
    void point_73_starting_running_and_an_end() {
        LaunchedTask task = launch(rig);
        rig.phase(task, new TaskPhase.Staging())
                .phase(task, new TaskPhase.Starting())
                .running(task)
                .exit(task, 0);
        assertThat(rig.states())
                .containsExactly(TaskState.TASK_STARTING, TaskState.TASK_RUNNING, TaskState.TASK_FINISHED);
    }

    @Test
    void point_73_running_is_not_skipped_for_a_task_that_ran_between_two_looks() {
        LaunchedTask task = launch(rig);
        rig.exit(task, 3);
        assertThat(rig.states())
                .containsExactly(TaskState.TASK_STARTING, TaskState.TASK_RUNNING, TaskState.TASK_FAILED);
    }

    @Test
    void point_73_a_task_that_never_ran_goes_straight_to_its_end() {
        LaunchedTask task = launch(rig);
        rig.end(task, Ending.NOT_STARTED, false);
        TaskStatus status = rig.oneUpdate();
        assertThat(status.getState()).isEqualTo(TaskState.TASK_FAILED);
        assertThat(status.getReason()).isEqualTo(Reason.REASON_CONTAINER_LAUNCH_FAILED);
        assertThat(status.getMessage()).isEqualTo("the backend's words");
    }

    @Test
    void point_74_updates_from_where_the_task_runs_say_where_and_carry_a_uuid() {
        LaunchedTask task = launch(rig);
        rig.running(task);
        List<TaskStatus> updates = rig.updates();
        assertThat(updates).hasSize(2);
        for (TaskStatus status : updates) {
            assertThat(status.getSlaveId().getValue()).isEqualTo("a1");
            assertThat(status.getExecutorId().getValue()).isEqualTo("t");
            assertThat(status.getSource()).isEqualTo(Source.SOURCE_EXECUTOR);
            assertThat(status.getUuid().size()).isEqualTo(16);
            assertThat(status.getTimestamp()).isEqualTo((double) MachineRig.BEGIN.getEpochSecond());
        }
    }

    @Test
    void point_76_only_one_update_of_a_task_is_in_flight() {
        LaunchedTask task = launch(explicit);
        explicit.running(task).exit(task, 0);
        TaskStatus starting = explicit.oneUpdate();
        assertThat(starting.getState()).isEqualTo(TaskState.TASK_STARTING);
        TaskStatus running = explicit.acknowledge(starting).oneUpdate();
        assertThat(running.getState()).isEqualTo(TaskState.TASK_RUNNING);
        assertThat(explicit.acknowledge(running).oneUpdate().getState()).isEqualTo(TaskState.TASK_FINISHED);
    }

    @Test
    void point_77_an_unacknowledged_update_comes_again_with_the_same_uuid_after_ten_seconds_doubling() {
        LaunchedTask task = launch(explicit);
        explicit.running(task);
        TaskStatus first = explicit.oneUpdate();
        for (int seconds : new int[] {10, 20, 40, 80, 160, 320, 600, 600}) {
            assertThat(explicit.advance(Duration.ofSeconds(seconds).minusMillis(1))
                            .updates())
                    .isEmpty();
            assertThat(explicit.advance(Duration.ofMillis(1)).oneUpdate()).isEqualTo(first);
        }
    }

    @Test
    void point_77_an_update_comes_again_on_reconnection_and_not_before() {
        LaunchedTask task = launch(explicit);
        explicit.running(task);
        TaskStatus first = explicit.oneUpdate();
        explicit.loseContact(Category.TRANSIENT).advance(Duration.ofHours(1)).complete();
        assertThat(explicit.oneUpdate()).isEqualTo(first);
        assertThat(explicit.advance(Duration.ofSeconds(10)).oneUpdate()).isEqualTo(first);
    }

    @Test
    void point_77_the_back_off_begins_anew_for_the_next_update_of_a_task() {
        LaunchedTask task = launch(explicit);
        explicit.running(task);
        TaskStatus starting = explicit.oneUpdate();
        assertThat(explicit.advance(Duration.ofSeconds(10 + 20 + 40)).updates())
                .hasSize(3)
                .containsOnly(starting);
        TaskStatus running = explicit.acknowledge(starting).oneUpdate();
        for (int seconds : new int[] {10, 20}) {
            assertThat(explicit.advance(Duration.ofSeconds(seconds).minusMillis(1))
                            .updates())
                    .isEmpty();
            assertThat(explicit.advance(Duration.ofMillis(1)).oneUpdate()).isEqualTo(running);
        }
    }

    @Test
    void point_78_with_implicit_acknowledgement_nothing_comes_twice() {
        LaunchedTask task = launch(rig);
        rig.running(task).exit(task, 0);
        assertThat(rig.updates()).hasSize(3);
        rig.advance(Duration.ofMinutes(30));
        assertThat(rig.updates()).isEmpty();
        rig.reconcile();
        assertThat(rig.updates()).isEmpty();
    }

    @Test
    void point_79_point_80_acknowledgements_that_do_not_fit_change_nothing() {
        LaunchedTask task = launch(explicit);
        explicit.running(task);
        TaskStatus starting = explicit.oneUpdate();
        explicit.acknowledge(starting.toBuilder().clearUuid().build())
                .acknowledge(starting.toBuilder().clearSlaveId().build())
                .acknowledge(starting.toBuilder()
                        .setUuid(dev.isthmus.mesos.protobuf.ByteString.copyFrom(new byte[16]))
                        .build())
                .acknowledge(starting.toBuilder()
                        .setTaskId(starting.getTaskId().toBuilder().setValue("other"))
                        .build());
        assertThat(explicit.updates()).isEmpty();
        assertThat(explicit.acknowledge(starting).oneUpdate().getState()).isEqualTo(TaskState.TASK_RUNNING);
        assertThat(explicit.acknowledge(starting).updates()).isEmpty();
    }

    @Test
    void point_80_an_acknowledgement_while_disconnected_is_dropped() {
        LaunchedTask task = launch(explicit);
        explicit.running(task);
        TaskStatus starting = explicit.oneUpdate();
        explicit.loseContact(Category.TRANSIENT).acknowledge(starting).complete();
        assertThat(explicit.oneUpdate()).isEqualTo(starting);
    }

    @Test
    void point_81_acknowledging_where_it_is_implicit_is_fatal() {
        LaunchedTask task = launch(rig);
        rig.running(task);
        rig.acknowledge(rig.updates().get(0));
        assertThat(rig.aborted().orElseThrow()).contains("implicitAcknowledgements");
    }

    @Test
    void point_81_acknowledging_where_it_is_implicit_is_fatal_while_disconnected_too() {
        LaunchedTask task = launch(rig);
        rig.running(task);
        TaskStatus starting = rig.updates().get(0);
        rig.loseContact(Category.TRANSIENT).acknowledge(starting);
        assertThat(rig.aborted().orElseThrow()).contains("implicitAcknowledgements");
        rig.forget();
        assertThat(rig.complete().callbacks()).isEmpty();
    }

    @Test
    void point_85_exits_become_states() {
        record Case(int exit, TaskState state) {}
        for (Case each : List.of(
                new Case(0, TaskState.TASK_FINISHED),
                new Case(1, TaskState.TASK_FAILED),
                new Case(137, TaskState.TASK_FAILED))) {
            MachineRig one = new MachineRig(Messages.framework());
            LaunchedTask task = launch(one);
            one.running(task).exit(task, each.exit);
            List<TaskStatus> updates = one.updates();
            TaskStatus last = updates.get(updates.size() - 1);
            assertThat(last.getState()).isEqualTo(each.state);
            assertThat(last.hasReason()).isFalse();
            assertThat(last.getMessage()).isEqualTo("Command exited with status " + each.exit);
        }
    }

    @Test
    void point_86_health_is_told_and_a_task_that_fails_it_is_killed() {
        LaunchedTask task = launch(
                rig,
                info -> info.setHealthCheck(HealthCheck.newBuilder()
                        .setCommand(CommandInfo.newBuilder().setValue("true"))));
        rig.running(task).forget();
        rig.phase(task, new TaskPhase.Running(List.of(), Optional.of(true)));
        TaskStatus healthy = rig.oneUpdate();
        assertThat(healthy.getState()).isEqualTo(TaskState.TASK_RUNNING);
        assertThat(healthy.getHealthy()).isTrue();
        assertThat(healthy.getReason()).isEqualTo(Reason.REASON_TASK_HEALTH_CHECK_STATUS_UPDATED);
        rig.phase(task, new TaskPhase.Running(List.of(), Optional.of(true)));
        assertThat(rig.updates()).isEmpty();
        rig.phase(task, new TaskPhase.Running(List.of(), Optional.of(false)));
        assertThat(rig.oneUpdate().getHealthy()).isFalse();
        assertThat(rig.stops()).hasSize(1);
        rig.end(task, Ending.STOPPED, true);
        TaskStatus killed = rig.oneUpdate();
        assertThat(killed.getState()).isEqualTo(TaskState.TASK_KILLED);
        assertThat(killed.hasHealthy()).isTrue();
        assertThat(killed.getHealthy()).isFalse();
    }

    @Test
    void point_87_a_running_task_says_its_address_or_its_agents() {
        LaunchedTask task = launch(rig);
        rig.running(task);
        assertThat(address(rig.updates().get(1))).isEqualTo("10.1.2.3");
        MachineRig host = new MachineRig(Messages.framework());
        LaunchedTask onHost = launch(host);
        host.phase(onHost, new TaskPhase.Running(List.of(), Optional.empty()));
        assertThat(address(host.updates().get(1))).isEqualTo("10.0.0.1");
        MachineRig six = new MachineRig(Messages.framework());
        LaunchedTask onSix = launch(six);
        six.phase(onSix, new TaskPhase.Running(List.of("2001:db8::1"), Optional.empty()));
        assertThat(address(six.updates().get(1))).isEqualTo("2001:db8::1");
    }

    @Test
    void point_87_where_no_address_is_known_none_is_told_and_there_is_a_network_all_the_same() {
        MachineRig unknown = new MachineRig(Messages.framework());
        LaunchedTask task = launch(unknown);
        unknown.see(Messages.agent("a1").toBuilder()
                .address(new AgentAddress("i-1", AgentAddress.UNKNOWN_IP))
                .build());
        unknown.phase(task, new TaskPhase.Running(List.of(), Optional.empty()));
        assertThat(unknown.updates().get(1).getContainerStatus().getNetworkInfosList())
                .singleElement()
                .satisfies(network -> assertThat(network.getIpAddressesList()).isEmpty());
    }

    @Test
    void a_running_task_says_the_ports_that_its_host_really_has_open_for_it() {
        LaunchedTask task = launch(rig);
        rig.phase(
                task,
                new TaskPhase.Running(
                        List.of(), List.of(new PortMapping(49153, 8080, PortMapping.Protocol.UDP)), Optional.empty()));
        assertThat(rig.updates().get(1).getContainerStatus().getNetworkInfos(0).getPortMappingsList())
                .singleElement()
                .satisfies(port -> {
                    assertThat(port.getHostPort()).isEqualTo(49153);
                    assertThat(port.getContainerPort()).isEqualTo(8080);
                    assertThat(port.getProtocol()).isEqualTo("udp");
                });
    }

    private static String address(TaskStatus status) {
        return status.getContainerStatus().getNetworkInfos(0).getIpAddresses(0).getIpAddress();
    }

    @Test
    void point_88_a_task_that_takes_too_long_fails() {
        MachineRig killing = new MachineRig(Messages.framework(Capability.Type.TASK_KILLING_STATE));
        LaunchedTask task = launch(
                killing,
                info -> info.setMaxCompletionTime(DurationInfo.newBuilder()
                        .setNanoseconds(Duration.ofSeconds(30).toNanos())));
        killing.advance(Duration.ofMinutes(5)).running(task).advance(Duration.ofSeconds(29));
        assertThat(killing.stops()).isEmpty();
        killing.advance(Duration.ofSeconds(1));
        assertThat(killing.stops()).hasSize(1);
        killing.forget();
        killing.end(task, Ending.STOPPED, true);
        TaskStatus failed = killing.oneUpdate();
        assertThat(failed.getState()).isEqualTo(TaskState.TASK_FAILED);
        assertThat(failed.getReason()).isEqualTo(Reason.REASON_MAX_COMPLETION_TIME_REACHED);
    }

    /** The tables b.2 and b.3 of what becomes of each ending and refusal. */
    @Test
    void point_83_endings_become_states_as_the_framework_understands_them() {
        record Row(Ending ending, TaskState plain, TaskState aware, Reason reason, Source source) {}
        List<Row> rows = List.of(
                new Row(
                        Ending.NO_ROOM,
                        TaskState.TASK_LOST,
                        TaskState.TASK_DROPPED,
                        Reason.REASON_INVALID_OFFERS,
                        Source.SOURCE_SLAVE),
                new Row(
                        Ending.NOT_LAUNCHED,
                        TaskState.TASK_LOST,
                        TaskState.TASK_DROPPED,
                        Reason.REASON_RECONCILIATION,
                        Source.SOURCE_SLAVE),
                new Row(
                        Ending.OUT_OF_MEMORY,
                        TaskState.TASK_FAILED,
                        TaskState.TASK_FAILED,
                        Reason.REASON_CONTAINER_LIMITATION_MEMORY,
                        Source.SOURCE_SLAVE),
                new Row(
                        Ending.PREEMPTED,
                        TaskState.TASK_LOST,
                        TaskState.TASK_GONE,
                        Reason.REASON_CONTAINER_PREEMPTED,
                        Source.SOURCE_SLAVE),
                new Row(
                        Ending.DRAINED,
                        TaskState.TASK_KILLED,
                        TaskState.TASK_KILLED,
                        Reason.REASON_SLAVE_DRAINING,
                        Source.SOURCE_SLAVE),
                new Row(
                        Ending.INFRASTRUCTURE,
                        TaskState.TASK_LOST,
                        TaskState.TASK_GONE,
                        Reason.REASON_SLAVE_REMOVED,
                        Source.SOURCE_MASTER),
                new Row(
                        Ending.UNEXPLAINED,
                        TaskState.TASK_FAILED,
                        TaskState.TASK_FAILED,
                        Reason.REASON_EXECUTOR_TERMINATED,
                        Source.SOURCE_SLAVE),
                new Row(
                        Ending.VANISHED,
                        TaskState.TASK_LOST,
                        TaskState.TASK_GONE,
                        Reason.REASON_RECONCILIATION,
                        Source.SOURCE_SLAVE));
        for (Row row : rows) {
            for (boolean partitionAware : new boolean[] {false, true}) {
                MachineRig each = partitionAware
                        ? new MachineRig(Messages.framework(Capability.Type.PARTITION_AWARE))
                        : new MachineRig(Messages.framework());
                LaunchedTask task = launch(each);
                each.end(task, row.ending, false);
                TaskStatus status = each.oneUpdate();
                assertThat(status.getState()).as("%s", row).isEqualTo(partitionAware ? row.aware : row.plain);
                assertThat(status.getReason()).as("%s", row).isEqualTo(row.reason);
                assertThat(status.getSource()).as("%s", row).isEqualTo(row.source);
                assertThat(status.hasUuid()).as("%s", row).isEqualTo(row.source != Source.SOURCE_MASTER);
            }
        }
    }

    @Test
    void point_83_refused_launches_become_states_as_the_framework_understands_them() {
        record Row(Refusal refusal, TaskState plain, TaskState aware, Reason reason, Source source) {}
        List<Row> rows = List.of(
                new Row(
                        Refusal.RESOURCES,
                        TaskState.TASK_LOST,
                        TaskState.TASK_DROPPED,
                        Reason.REASON_INVALID_OFFERS,
                        Source.SOURCE_SLAVE),
                new Row(
                        Refusal.AGENT_DISCONNECTED,
                        TaskState.TASK_LOST,
                        TaskState.TASK_DROPPED,
                        Reason.REASON_SLAVE_DISCONNECTED,
                        Source.SOURCE_MASTER),
                new Row(
                        Refusal.AGENT_GONE,
                        TaskState.TASK_LOST,
                        TaskState.TASK_DROPPED,
                        Reason.REASON_SLAVE_REMOVED,
                        Source.SOURCE_MASTER),
                new Row(
                        Refusal.AGENT_DRAINING,
                        TaskState.TASK_LOST,
                        TaskState.TASK_DROPPED,
                        Reason.REASON_SLAVE_DRAINING,
                        Source.SOURCE_SLAVE),
                new Row(
                        Refusal.UNSUITABLE_AGENT,
                        TaskState.TASK_FAILED,
                        TaskState.TASK_FAILED,
                        Reason.REASON_CONTAINER_LAUNCH_FAILED,
                        Source.SOURCE_SLAVE),
                new Row(
                        Refusal.INVALID,
                        TaskState.TASK_ERROR,
                        TaskState.TASK_ERROR,
                        Reason.REASON_TASK_INVALID,
                        Source.SOURCE_MASTER),
                new Row(
                        Refusal.DENIED,
                        TaskState.TASK_ERROR,
                        TaskState.TASK_ERROR,
                        Reason.REASON_TASK_UNAUTHORIZED,
                        Source.SOURCE_MASTER),
                new Row(
                        Refusal.UNAVAILABLE,
                        TaskState.TASK_LOST,
                        TaskState.TASK_DROPPED,
                        Reason.REASON_SLAVE_DISCONNECTED,
                        Source.SOURCE_MASTER));
        assertThat(rows).hasSize(Refusal.values().length);
        for (Row row : rows) {
            for (boolean partitionAware : new boolean[] {false, true}) {
                MachineRig each = partitionAware
                        ? new MachineRig(Messages.framework(Capability.Type.PARTITION_AWARE))
                        : new MachineRig(Messages.framework());
                each.start(Messages.agent("a1"));
                Offer offer = each.oneOffer();
                each.launch(offer, Messages.task("t", offer, 0.5, 64));
                each.answer(each.lastLaunched(), new LaunchOutcome.Refused(row.refusal, "no, because"));
                TaskStatus status = each.oneUpdate();
                assertThat(status.getState()).as("%s", row).isEqualTo(partitionAware ? row.aware : row.plain);
                assertThat(status.getReason()).as("%s", row).isEqualTo(row.reason);
                assertThat(status.getSource()).as("%s", row).isEqualTo(row.source);
                assertThat(status.getMessage()).isEqualTo("no, because");
                assertThat(status.getSlaveId().getValue()).isEqualTo("a1");
            }
        }
    }

    @Test
    void an_unknown_launch_says_nothing_until_it_is_found_out() {
        rig.start(Messages.agent("a1"));
        Offer offer = rig.oneOffer();
        rig.launch(offer, Messages.task("t", offer, 0.5, 64));
        LaunchedTask task = rig.lastLaunched();
        rig.answer(task, new LaunchOutcome.Unknown("timed out"));
        assertThat(rig.updates()).isEmpty();
        rig.end(task, Ending.NOT_LAUNCHED, false);
        assertThat(rig.oneUpdate().getState()).isEqualTo(TaskState.TASK_LOST);
    }

    @Test
    void an_end_that_comes_while_disconnected_is_told_afterwards() {
        LaunchedTask task = launch(rig);
        rig.running(task).forget();
        rig.loseContact(Category.TRANSIENT).end(task, Ending.INFRASTRUCTURE, true);
        assertThat(rig.callbacks()).containsExactly("Disconnected");
        rig.complete();
        assertThat(rig.oneUpdate().getState()).isEqualTo(TaskState.TASK_LOST);
    }

    @Test
    void point_75_the_masters_own_updates_carry_a_time_and_no_uuid_and_come_once() {
        LaunchedTask task = launch(explicit);
        explicit.running(task);
        explicit.acknowledge(explicit.oneUpdate());
        explicit.acknowledge(explicit.oneUpdate());
        explicit.advance(Duration.ofSeconds(6)).outputs(Callback.Offers.class);
        explicit.launch(List.of("no such offer"), 0, Messages.task("invalid", "a1", 1, 1))
                .reconcile()
                .kill("unknown")
                .gone("a1");
        explicit.see(Messages.agent("a2"));
        Offer offer = explicit.oneOffer();
        explicit.launch(offer, Messages.task("too much", offer, 99, 1));
        List<TaskStatus> updates = explicit.updates();
        assertThat(updates)
                .extracting(TaskStatus::getReason)
                .containsExactly(
                        Reason.REASON_INVALID_OFFERS,
                        Reason.REASON_RECONCILIATION,
                        Reason.REASON_RECONCILIATION,
                        Reason.REASON_SLAVE_REMOVED,
                        Reason.REASON_TASK_INVALID);
        assertThat(updates).allSatisfy(StatusUpdateSenderTest::assertOfMaster);
        explicit.advance(Duration.ofHours(1));
        assertThat(explicit.updates()).as("once, though nobody acknowledged").isEmpty();
    }

    @Test
    void point_75_point_110_that_of_a_launch_while_disconnected_too() {
        explicit.start(Messages.agent("a1"));
        explicit.loseContact(Category.TRANSIENT).launch(List.of("x"), 0, Messages.task("cut off", "a1", 1, 1));
        TaskStatus lost = explicit.oneUpdate();
        assertThat(lost.getReason()).isEqualTo(Reason.REASON_MASTER_DISCONNECTED);
        assertOfMaster(lost);
        explicit.complete().advance(Duration.ofHours(1));
        assertThat(explicit.updates()).as("once, though nobody acknowledged").isEmpty();
    }

    private static void assertOfMaster(TaskStatus status) {
        assertThat(status.getSource()).isEqualTo(Source.SOURCE_MASTER);
        assertThat(status.hasUuid()).isFalse();
        assertThat(status.getTimestamp()).isGreaterThan(0);
    }

    /** scheduler_driver_tests: ExplicitAcknowledgementsMasterGeneratedUpdate. */
    @Test
    void point_75_acknowledging_an_update_of_the_master_changes_nothing() {
        LaunchedTask task = launch(explicit);
        explicit.running(task);
        TaskStatus starting = explicit.oneUpdate();
        Offer offer = explicit.advance(Duration.ofSeconds(6)).oneOffer();
        explicit.launch(
                offer,
                Messages.task("bare", offer, 1, 1).toBuilder().clearResources().build(),
                Messages.task("t", offer, 0.1, 32));
        List<TaskStatus> errors = explicit.updates();
        assertThat(errors)
                .extracting(TaskStatus::getMessage)
                .containsExactly("Task uses no resources", "Task has duplicate ID: t");
        assertThat(errors).noneMatch(TaskStatus::hasUuid);
        explicit.forget();
        errors.forEach(explicit::acknowledge);
        assertThat(explicit.aborted()).isEmpty();
        assertThat(explicit.callbacks()).isEmpty();
        assertThat(explicit.advance(Duration.ofSeconds(4)).updates())
                .as("the task's own is still in flight")
                .containsExactly(starting);
    }

    @Test
    void point_82_the_same_update_may_come_twice_and_tasks_may_be_strangers() {
        LaunchedTask task = launch(explicit);
        explicit.running(task);
        TaskStatus first = explicit.oneUpdate();
        explicit.advance(Duration.ofSeconds(10));
        assertThat(explicit.oneUpdate().getUuid()).isEqualTo(first.getUuid());
        // A driver that comes back after a crash without a journal: the framework may have forgotten the task.
        FrameworkInfo.Builder same = Messages.framework().toBuilder();
        same.getIdBuilder().setValue(task.framework().value());
        MachineRig next = new MachineRig(same.build());
        next.feed(new Input.Start())
                .see(Messages.agent("a1"))
                .running(task)
                .complete()
                .feed(new Input.Recovered());
        assertThat(next.updates()).isEmpty();
        next.exit(task, 0);
        assertThat(next.oneUpdate().getTaskId().getValue()).isEqualTo("t");
    }
}
