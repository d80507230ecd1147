package dev.isthmus.mesos.machine.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.task.Container;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.machine.MachineRig;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.messages.Protos.ContainerInfo;
import dev.isthmus.mesos.messages.Protos.ExecutorInfo;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo.Capability;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.OperationID;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.Protos.TaskGroupInfo;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Reason;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Source;
import dev.isthmus.mesos.messages.Protos.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaunchTest {

    private final MachineRig rig = new MachineRig(Messages.framework());
    private final MachineRig aware = new MachineRig(Messages.framework(Capability.Type.PARTITION_AWARE));

    private static String id(Offer offer) {
        return offer.getId().getValue();
    }

    // Offers that cannot be used.

    @Test
    void point_48_an_offer_is_used_once() {
        for (MachineRig each : List.of(rig, aware)) {
            each.start(Messages.agent("a1"));
            Offer offer = each.oneOffer();
            each.launch(offer, Messages.task("t1", offer, 0.1, 32))
                    .launch(offer, Messages.task("t2", offer, 0.1, 32), Messages.task("t3", "elsewhere", 0.1, 32));
            List<TaskStatus> updates = each.updates();
            assertThat(updates)
                    .extracting(TaskStatus::getState)
                    .containsOnly(each == aware ? TaskState.TASK_DROPPED : TaskState.TASK_LOST);
            assertThat(updates).extracting(TaskStatus::getSource).containsOnly(Source.SOURCE_MASTER);
            assertThat(updates).extracting(TaskStatus::getReason).containsOnly(Reason.REASON_INVALID_OFFERS);
            assertThat(updates)
                    .extracting(TaskStatus::getMessage)
                    .containsOnly("Task launched with invalid offers: Offer " + id(offer) + " is no longer valid");
            assertThat(updates).noneMatch(TaskStatus::hasUuid);
            assertThat(updates)
                    .extracting(status -> status.getSlaveId().getValue())
                    .containsExactly("a1", "elsewhere");
            assertThat(each.launches()).hasSize(1);
        }
    }

    @Test
    void point_48_an_offer_that_was_declined_or_rescinded_cannot_be_used() {
        rig.start(Messages.agent("a1"), Messages.agent("a2"));
        List<Offer> offers = rig.offers();
        rig.decline(offers.get(0), 0)
                .see(Messages.agent("a2").toBuilder()
                        .state(AgentState.DISCONNECTED)
                        .build());
        assertThat(rig.rescinded()).containsExactly(id(offers.get(1)));
        rig.see(Messages.agent("a2")).forget();
        for (Offer offer : offers) {
            rig.launch(offer, Messages.task("t", offer, 0.1, 32));
            assertLost(rig.oneUpdate(), "Offer " + id(offer) + " is no longer valid");
        }
        assertThat(rig.launches()).isEmpty();
    }

    @Test
    void point_48_point_50_each_task_of_a_group_is_told_that_its_offers_are_invalid() {
        for (MachineRig each : List.of(rig, aware)) {
            each.start(Messages.agent("a1"), Messages.agent("a2"));
            List<Offer> offers = each.offers();
            Offer declined = offers.get(0);
            each.decline(declined, 3600);
            Offer.Operation group =
                    group(each, Messages.task("t1", declined, 0.1, 32), Messages.task("t2", "elsewhere", 0.1, 32));
            each.accept(List.of(id(declined)), 0, group);
            assertGroupIsTold(each, "Offer " + id(declined) + " is no longer valid");
            String one = id(offers.get(1));
            each.accept(List.of(one, one), 0, group);
            assertGroupIsTold(each, "Duplicate offer " + one + " in offer list");
            each.accept(List.of(), 0, group);
            assertGroupIsTold(each, "No offers specified");
            assertThat(each.launches()).isEmpty();
        }
    }

    private static Offer.Operation group(MachineRig of, TaskInfo... tasks) {
        return Offer.Operation.newBuilder()
                .setType(Offer.Operation.Type.LAUNCH_GROUP)
                .setLaunchGroup(Offer.Operation.LaunchGroup.newBuilder()
                        .setExecutor(GroupTest.executor(of.id()))
                        .setTaskGroup(TaskGroupInfo.newBuilder().addAllTasks(List.of(tasks))))
                .build();
    }

    private void assertGroupIsTold(MachineRig by, String message) {
        List<TaskStatus> updates = by.updates();
        assertThat(updates)
                .extracting(status -> status.getTaskId().getValue() + " on "
                        + status.getSlaveId().getValue())
                .containsExactly("t1 on a1", "t2 on elsewhere");
        assertThat(updates).allSatisfy(status -> {
            assertThat(status.getState()).isEqualTo(by == aware ? TaskState.TASK_DROPPED : TaskState.TASK_LOST);
            assertThat(status.getSource()).isEqualTo(Source.SOURCE_MASTER);
            assertThat(status.getReason()).isEqualTo(Reason.REASON_INVALID_OFFERS);
            assertThat(status.getMessage()).contains(message);
            assertThat(status.hasUuid()).isFalse();
        });
    }

    @Test
    void point_49_one_bad_id_spoils_the_call_and_the_good_offers_come_back_unfiltered() {
        rig.start(Messages.agent("a1"));
        Offer offer = rig.oneOffer();
        rig.launch(List.of(id(offer), "no such offer"), 3600, Messages.task("t", offer, 0.1, 32));
        assertThat(rig.oneUpdate().getReason()).isEqualTo(Reason.REASON_INVALID_OFFERS);
        assertThat(rig.launches()).isEmpty();
        assertThat(rig.advance(Duration.ofSeconds(1)).offers()).hasSize(1);
        rig.launch(offer, Messages.task("t", offer, 0.1, 32));
        assertThat(rig.oneUpdate().getMessage()).contains("no longer valid");
    }

    @Test
    void point_50_offers_that_do_not_go_together() {
        rig.start(Messages.agent("a1"), Messages.agent("a2"));
        List<Offer> offers = rig.offers();
        TaskInfo task = Messages.task("t", offers.get(0), 0.1, 32);
        rig.launch(List.of(id(offers.get(0)), id(offers.get(1))), 0, task);
        assertLost(rig.oneUpdate(), "Aggregated offers must belong to one single agent");
        rig.advance(Duration.ofSeconds(1));
        String one = id(rig.offers().get(0));
        rig.launch(List.of(one, one), 0, task);
        assertLost(rig.oneUpdate(), "Duplicate offer " + one + " in offer list");
        rig.launch(List.of(), 0, task);
        assertLost(rig.oneUpdate(), "No offers specified");
        assertThat(rig.launches()).isEmpty();
    }

    /** As a framework is told it that does not know TASK_DROPPED. */
    private static void assertLost(TaskStatus status, String message) {
        assertThat(status.getState()).isEqualTo(TaskState.TASK_LOST);
        assertThat(status.getSource()).isEqualTo(Source.SOURCE_MASTER);
        assertThat(status.getReason()).isEqualTo(Reason.REASON_INVALID_OFFERS);
        assertThat(status.getMessage()).contains(message);
        assertThat(status.hasUuid()).isFalse();
    }

    @Test
    void point_50_offers_of_different_roles_do_not_go_together() {
        MachineRig two = new MachineRig(Messages.multiRole(List.of("dev", "prod")));
        two.start(Messages.agent("a1"), Messages.agent("a2"));
        List<Offer> offers = two.offers();
        two.launch(List.of(id(offers.get(0)), id(offers.get(1))), 0, Messages.task("t", offers.get(0), 0.1, 32));
        assertLost(two.oneUpdate(), "must be allocated to the same role");
        assertThat(two.launches()).isEmpty();
    }

    @Test
    void point_51_offers_of_one_agent_are_added_up() {
        rig.start(Messages.agent("a1"));
        Offer first = rig.oneOffer();
        var task = rig.run(first, Messages.task("t", first, 1.5, 64));
        Offer rest = rig.advance(Duration.ofSeconds(7)).oneOffer();
        rig.exit(task, 0);
        Offer back = rig.advance(Duration.ofSeconds(1)).oneOffer();
        rig.forget();
        rig.launch(List.of(id(rest), id(back)), 0, Messages.task("whole", rest, 2, 4096));
        assertThat(rig.updates()).isEmpty();
        assertThat(rig.lastLaunched().demand().amount(ResourceName.CPUS)).isEqualTo(Amount.of(2));
    }

    @Test
    void point_51_offers_that_are_added_up_are_all_used_up() {
        rig.start(Messages.agent("a1"));
        Offer first = rig.oneOffer();
        var task = rig.run(first, Messages.task("t", first, 1.5, 64));
        Offer rest = rig.advance(Duration.ofSeconds(7)).oneOffer();
        rig.exit(task, 0);
        Offer back = rig.advance(Duration.ofSeconds(1)).oneOffer();
        rig.launch(List.of(id(rest), id(back)), 3600, Messages.task("small", rest, 0.1, 32))
                .forget();
        for (Offer used : List.of(rest, back)) {
            rig.launch(used, Messages.task("again", used, 0.1, 32));
            assertLost(rig.oneUpdate(), "Offer " + id(used) + " is no longer valid");
        }
        assertThat(rig.launches()).hasSize(2);
    }

    @Test
    void point_52_a_used_or_declined_offer_is_not_rescinded() {
        rig.start(Messages.agent("a1"), Messages.agent("a2"), Messages.agent("a3"));
        List<Offer> offers = rig.offers();
        Offer used = offers.get(0);
        rig.launch(used, Messages.task("t", used, 0.1, 32)).decline(offers.get(1), 3600);
        rig.gone("a1").gone("a2").gone("a3").gone("a3");
        assertThat(rig.rescinded()).containsExactly(id(offers.get(2)));
    }

    // Tasks that cannot be launched.

    @Test
    void point_53_a_refused_task_is_unknown_afterwards_and_the_others_launch() {
        rig.start(Messages.agent("a1"));
        Offer offer = rig.oneOffer();
        rig.launch(
                offer,
                Messages.task("ok", offer, 0.1, 32),
                Messages.task("bad", "elsewhere", 0.1, 32),
                Messages.task("ok2", offer, 0.1, 32));
        TaskStatus error = rig.oneUpdate();
        assertThat(error.getState()).isEqualTo(TaskState.TASK_ERROR);
        assertThat(error.getSource()).isEqualTo(Source.SOURCE_MASTER);
        assertThat(error.getReason()).isEqualTo(Reason.REASON_TASK_INVALID);
        assertThat(error.getSlaveId().getValue()).as("as the task has it").isEqualTo("elsewhere");
        assertThat(error.hasUuid()).isFalse();
        assertThat(rig.launches())
                .extracting(launch -> launch.task().task().value())
                .containsExactly("ok", "ok2");
        rig.reconcile();
        assertThat(rig.updates())
                .extracting(status -> status.getTaskId().getValue())
                .containsExactly("ok", "ok2");
    }

    @Test
    void point_54_tasks_are_checked_against_what_the_ones_before_them_left() {
        rig.start(Messages.agent("a1"));
        Offer offer = rig.oneOffer();
        rig.launch(
                offer,
                Messages.task("first", offer, 1.5, 32),
                Messages.task("second", offer, 1, 32),
                Messages.task("third", offer, 0.5, 32));
        assertThat(rig.oneUpdate().getTaskId().getValue()).isEqualTo("second");
        assertThat(rig.launches())
                .extracting(launch -> launch.task().task().value())
                .containsExactly("first", "third");
    }

    @Test
    void point_56_an_id_in_use_is_a_duplicate() {
        rig.start(Messages.agent("a1"));
        Offer offer = rig.oneOffer();
        rig.launch(offer, Messages.task("t", offer, 0.1, 32), Messages.task("t", offer, 0.1, 32));
        assertThat(rig.oneUpdate().getMessage()).isEqualTo("Task has duplicate ID: t");
        assertThat(rig.launches()).hasSize(1);
    }

    @Test
    void point_56_an_id_whose_end_is_not_acknowledged_is_still_in_use() {
        MachineRig explicit = MachineRig.explicit(Messages.framework());
        explicit.start(Messages.agent("a1"));
        Offer offer = explicit.oneOffer();
        explicit.launch(List.of(id(offer)), 0, Messages.task("t", offer, 0.1, 32));
        explicit.end(explicit.lastLaunched(), Ending.NOT_STARTED, false);
        TaskStatus failed = explicit.oneUpdate();
        Offer next = explicit.advance(Duration.ofSeconds(1)).oneOffer();
        explicit.launch(List.of(id(next)), 0, Messages.task("t", next, 0.1, 32));
        assertThat(explicit.oneUpdate().getMessage()).isEqualTo("Task has duplicate ID: t");
        // Point 57: acknowledged, it is free again.
        explicit.acknowledge(failed).advance(Duration.ofSeconds(1));
        Offer last = explicit.oneOffer();
        explicit.launch(last, Messages.task("t", last, 0.1, 32));
        assertThat(explicit.launches()).hasSize(2);
        assertThat(explicit.launches().get(0).task().launch())
                .isNotEqualTo(explicit.launches().get(1).task().launch());
    }

    @Test
    void point_60_one_malformed_resource_spoils_the_whole_operation() {
        for (double bad : new double[] {-1, 0.0001, Double.POSITIVE_INFINITY, 1e300}) {
            assertSpoils(bad);
        }
    }

    @Test
    void point_60_and_so_does_one_that_is_no_number() {
        assertSpoils(Double.NaN);
    }

    private static void assertSpoils(double bad) {
        MachineRig each = new MachineRig(Messages.framework());
        each.start(Messages.agent("a1"));
        Offer offer = each.oneOffer();
        each.launch(offer, Messages.task("good", offer, 0.1, 32), Messages.task("bad", offer, bad, 32));
        List<TaskStatus> updates = each.updates();
        assertThat(updates)
                .extracting(TaskStatus::getState)
                .containsExactly(TaskState.TASK_ERROR, TaskState.TASK_ERROR);
        assertThat(updates.get(0).getMessage()).contains("'cpus'").contains(Double.toString(bad));
        assertThat(each.launches()).isEmpty();
    }

    @Test
    void point_60_what_a_malformed_launch_asked_for_is_left_for_the_next_operation() {
        rig.start(Messages.agent("a1"));
        Offer offer = rig.oneOffer();
        rig.accept(
                List.of(id(offer)),
                0,
                launch(Messages.task("good", offer, 2, 32), Messages.task("bad", offer, -1, 32)),
                launch(Messages.task("next", offer, 2, 4096)));
        assertThat(rig.updates())
                .extracting(status -> status.getTaskId().getValue())
                .containsExactly("good", "bad");
        assertThat(rig.launches())
                .extracting(launch -> launch.task().task().value())
                .containsExactly("next");
    }

    private static Offer.Operation launch(TaskInfo... tasks) {
        return Offer.Operation.newBuilder()
                .setType(Offer.Operation.Type.LAUNCH)
                .setLaunch(Offer.Operation.Launch.newBuilder().addAllTaskInfos(List.of(tasks)))
                .build();
    }

    @Test
    void point_61_more_than_there_is() {
        rig.start(Messages.agent("a1"));
        Offer offer = rig.oneOffer();
        rig.launch(offer, Messages.task("t", offer, 2.001, 32));
        assertThat(rig.oneUpdate().getMessage()).contains("more than available");
    }

    @Test
    void point_61_a_resource_that_was_not_offered_or_of_another_type_or_role() {
        TaskInfo base = Messages.task("t", "a1", 0.1, 32);
        for (TaskInfo task : List.of(
                base.toBuilder().addResources(Messages.scalar("bananas", 1)).build(),
                base.toBuilder().addResources(Messages.scalar("ports", 31000)).build(),
                base.toBuilder().addResources(Messages.range("ports", 80, 80)).build(),
                base.toBuilder()
                        .addResources(Messages.range("ports", 70000, 70001))
                        .build(),
                base.toBuilder().addResources(role("cpus", 0.1, "dev")).build())) {
            MachineRig each = new MachineRig(Messages.framework());
            each.start(Messages.agent("a1"));
            each.launch(each.oneOffer(), task);
            assertThat(each.oneUpdate().getMessage()).contains("more than available");
        }
    }

    @SuppressWarnings("deprecation") // The old role field is what is checked.
    private static dev.isthmus.mesos.messages.Protos.Resource role(String name, double value, String role) {
        return Messages.scalar(name, value).toBuilder().setRole(role).build();
    }

    /** master_validation_tests: TaskUsesRevocableResources. Nothing that is offered here is revocable, so neither kind of task can run. */
    @Test
    void point_61_revocable_resources_are_none_and_do_not_mix_with_others() {
        Resource revocable = Messages.scalar("cpus", 0.1).toBuilder()
                .setRevocable(Resource.RevocableInfo.getDefaultInstance())
                .build();
        TaskInfo plain = Messages.task("t", "a1", 0.1, 32);
        for (TaskInfo task : List.of(
                plain.toBuilder().setResources(0, revocable).build(),
                plain.toBuilder().addResources(revocable).build())) {
            MachineRig each = new MachineRig(Messages.framework());
            each.start(Messages.agent("a1"));
            Offer offer = each.oneOffer();
            assertThat(offer.getResourcesList()).isNotEmpty().noneMatch(Resource::hasRevocable);
            each.launch(offer, task);
            TaskStatus status = each.oneUpdate();
            assertThat(status.getState()).isEqualTo(TaskState.TASK_ERROR);
            assertThat(status.getReason()).isEqualTo(Reason.REASON_TASK_INVALID);
            assertThat(status.getMessage()).contains("cpus (revocable)").contains("more than available");
            assertThat(each.launches()).isEmpty();
        }
    }

    /** master_validation_tests: TaskUsesDefaultExecutor. */
    @Test
    void point_62_the_default_executor_is_for_groups() {
        rig.start(Messages.agent("a1"));
        Offer offer = rig.oneOffer();
        TaskInfo.Builder task = Messages.task("t", offer, 0.1, 32).toBuilder().clearCommand();
        task.getExecutorBuilder()
                .setType(ExecutorInfo.Type.DEFAULT)
                .getExecutorIdBuilder()
                .setValue("default");
        rig.launch(offer, task.build());
        TaskStatus status = rig.oneUpdate();
        assertThat(status.getState()).isEqualTo(TaskState.TASK_ERROR);
        assertThat(status.getReason()).isEqualTo(Reason.REASON_TASK_INVALID);
        assertThat(rig.launches()).isEmpty();
    }

    /** One task with faults of its resources, of itself and of what it would take, mended one after the other. */
    @Test
    void point_66_whether_a_task_fits_is_asked_last() {
        rig.start(Messages.agent("a1"));
        Offer offer = rig.oneOffer();
        rig.run(offer, Messages.task("t", offer, 0.1, 32));
        TaskInfo.Builder task = Messages.task("t", "elsewhere", 99, 32).toBuilder();
        task.getExecutorBuilder().getExecutorIdBuilder().setValue("e");
        task.addResources(Messages.scalar("mem", -1))
                .putLimits("disk", Value.Scalar.newBuilder().setValue(1).build())
                .getContainerBuilder()
                .setType(ContainerInfo.Type.DOCKER);
        List<Runnable> mends = List.of(
                () -> task.removeResources(2),
                () -> task.getTaskIdBuilder().setValue("u"),
                () -> task.getSlaveIdBuilder().setValue("a1"),
                task::clearContainer,
                task::clearLimits,
                task::clearExecutor,
                () -> task.setResources(0, Messages.scalar("cpus", 0.1)));
        List<String> told = new ArrayList<>();
        for (Runnable mend : mends) {
            Offer next = rig.advance(Duration.ofSeconds(7)).oneOffer();
            rig.forget();
            rig.launch(next, task.build());
            told.add(rig.oneUpdate().getMessage());
            mend.run();
        }
        Offer last = rig.advance(Duration.ofSeconds(7)).oneOffer();
        rig.forget();
        rig.launch(last, task.build());
        assertThat(rig.updates()).isEmpty();
        List<String> words = List.of(
                "'mem'",
                "Task has duplicate ID: t",
                "Task uses invalid agent elsewhere",
                "DockerInfo",
                "'disk'",
                "CommandInfo or ExecutorInfo present",
                "more than available");
        assertThat(told).hasSameSizeAs(words);
        for (int i = 0; i < words.size(); i++) {
            assertThat(told.get(i)).contains(words.get(i));
        }
    }

    @Test
    void point_63_a_custom_executor_is_refused_with_what_to_do() {
        rig.start(Messages.agent("a1"));
        Offer offer = rig.oneOffer();
        TaskInfo.Builder task = Messages.task("t", offer, 0.1, 32).toBuilder().clearCommand();
        task.setExecutor(ExecutorInfo.newBuilder()
                .setExecutorId(dev.isthmus.mesos.messages.Protos.ExecutorID.newBuilder()
                        .setValue("e")));
        rig.launch(offer, task.build());
        assertThat(rig.oneUpdate().getMessage())
                .contains("Custom executors cannot run on ECS")
                .contains("CommandInfo");
    }

    @Test
    void point_67_an_accepted_task_is_staging_without_a_word() {
        rig.start(Messages.agent("a1"));
        Offer offer = rig.oneOffer();
        rig.launch(offer, Messages.task("t", offer, 0.1, 32));
        assertThat(rig.updates()).isEmpty();
        rig.reconcile();
        assertThat(rig.oneUpdate().getState()).isEqualTo(TaskState.TASK_STAGING);
    }

    @Test
    void point_59_explicit_zeros_are_legal() {
        rig.start(Messages.agent("a1"));
        Offer offer = rig.oneOffer();
        rig.launch(offer, Messages.task("t", offer, 0, 0));
        assertThat(rig.launches()).hasSize(1);
    }

    // Other operations.

    @Test
    void point_68_an_operation_that_is_invalid_is_skipped_and_later_ones_run() {
        rig.start(Messages.agent("a1"));
        Offer offer = rig.oneOffer();
        rig.accept(
                List.of(id(offer)),
                0,
                Offer.Operation.newBuilder()
                        .setType(Offer.Operation.Type.RESERVE)
                        .build(),
                Offer.Operation.newBuilder()
                        .setType(Offer.Operation.Type.LAUNCH)
                        .setLaunch(Offer.Operation.Launch.newBuilder().addTaskInfos(Messages.task("t", offer, 0.1, 32)))
                        .build());
        assertThat(rig.updates()).isEmpty();
        assertThat(rig.launches()).hasSize(1);
        assertThat(rig.outputs(Output.Note.class))
                .extracting(Output.Note::text)
                .anyMatch(text -> text.contains("RESERVE") && text.contains("skipped"));
    }

    @Test
    void point_71_an_operation_with_an_id_is_fatal() {
        rig.start(Messages.agent("a1"));
        Offer offer = rig.oneOffer();
        rig.accept(
                List.of(id(offer)),
                0,
                Offer.Operation.newBuilder()
                        .setType(Offer.Operation.Type.LAUNCH)
                        .setId(OperationID.newBuilder().setValue("op"))
                        .build());
        assertThat(rig.aborted().orElseThrow()).contains("'id'");
        rig.forget();
        assertThat(rig.advance(Duration.ofSeconds(5)).callbacks()).isEmpty();
    }

    @Test
    void point_71_an_operation_with_an_id_is_fatal_while_disconnected_too() {
        rig.start(Messages.agent("a1"));
        Offer offer = rig.oneOffer();
        rig.loseContact(Category.TRANSIENT).forget();
        Offer.Operation named = launch(Messages.task("t", offer, 0.1, 32)).toBuilder()
                .setId(OperationID.newBuilder().setValue("op"))
                .build();
        rig.accept(List.of(id(offer)), 0, named);
        assertThat(rig.aborted().orElseThrow()).contains("'id'");
        assertThat(rig.updates()).isEmpty();
        assertThat(rig.complete().callbacks()).isEmpty();
    }

    // Disconnected.

    @Test
    void point_110_a_launch_while_disconnected_is_lost_at_once() {
        for (MachineRig each : List.of(rig, aware)) {
            each.feed(new Input.Start()).launch(List.of("any"), 0, Messages.task("early", "a1", 0.1, 32));
            each.complete();
            each.loseContact(Category.TRANSIENT).launch(List.of("any"), 0, Messages.task("late", "a1", 0.1, 32));
            List<TaskStatus> updates = each.updates();
            assertThat(updates)
                    .extracting(TaskStatus::getState)
                    .containsOnly(each == aware ? TaskState.TASK_DROPPED : TaskState.TASK_LOST)
                    .hasSize(2);
            assertThat(updates).extracting(TaskStatus::getReason).containsOnly(Reason.REASON_MASTER_DISCONNECTED);
            assertThat(updates).extracting(TaskStatus::getMessage).containsOnly("Master disconnected");
            assertThat(updates).noneMatch(TaskStatus::hasSlaveId).noneMatch(TaskStatus::hasUuid);
        }
    }

    @Test
    void point_111_point_112_while_disconnected_calls_are_dropped_and_offers_void() {
        rig.start(Messages.agent("a1"), Messages.agent("a2"));
        List<Offer> offers = rig.offers();
        var task = rig.run(offers.get(0), Messages.task("t", offers.get(0), 1, 64));
        rig.forget();
        rig.loseContact(Category.TRANSIENT).kill("t").reconcile().decline(offers.get(1), 3600);
        assertThat(rig.callbacks()).containsExactly("Disconnected");
        assertThat(rig.stops()).isEmpty();
        rig.complete();
        assertThat(rig.rescinded()).isEmpty();
        assertThat(rig.offers()).hasSize(2);
        rig.launch(offers.get(1), Messages.task("u", offers.get(1), 0.1, 32));
        assertThat(rig.oneUpdate().getReason()).isEqualTo(Reason.REASON_INVALID_OFFERS);
        assertThat(rig.kill("t").stops()).extracting(Output.Stop::launch).containsExactly(task.launch());
    }

    // What reaches the backend.

    @Test
    void a_launch_carries_what_the_task_asks_for() {
        MachineRig named = new MachineRig(
                Messages.framework().toBuilder().setName("marathon").build());
        named.start(Messages.agent("a1"));
        Offer offer = named.oneOffer();
        named.launch(
                offer,
                Messages.task("t", offer, 0.5, 100).toBuilder()
                        .addResources(Messages.scalar("cpus", 0.5))
                        .addResources(Messages.range("ports", 31000, 31001))
                        .build());
        Launch launch = named.launches().get(0);
        assertThat(launch.frameworkName()).isEqualTo("marathon");
        assertThat(launch.task().agent()).isEqualTo(new AgentId("a1"));
        assertThat(launch.task().demand()).hasToString("cpus:1; mem:100; ports:[31000-31001]");
        assertThat(launch.taken().accounted().amount(ResourceName.ECS_CPU)).isEqualTo(Amount.of(1024));
        assertThat(launch.taken().accounted().amount(ResourceName.ECS_MEMORY)).isEqualTo(Amount.of(100));
        assertThat(launch.spec().command().value()).contains("sleep 1");
        assertThat(launch.spec().container()).isEqualTo(Container.NONE);
    }

    @Test
    void limits_go_with_the_launch_and_do_not_count() {
        rig.start(Messages.agent("a1"));
        Offer offer = rig.oneOffer();
        TaskInfo task = Messages.task("t", offer, 0.5, 100).toBuilder()
                .putLimits("cpus", Value.Scalar.newBuilder().setValue(2).build())
                .putLimits(
                        "mem",
                        Value.Scalar.newBuilder()
                                .setValue(Double.POSITIVE_INFINITY)
                                .build())
                .build();
        rig.launch(offer, task);
        Launch launch = rig.launches().get(0);
        assertThat(launch.taken().accounted().amount(ResourceName.ECS_CPU)).isEqualTo(Amount.of(512));
        assertThat(launch.taken().limits().amount(ResourceName.ECS_CPU)).isEqualTo(Amount.of(2048));
        assertThat(launch.taken().accounted().amount(ResourceName.ECS_MEMORY)).isEqualTo(Amount.of(100));
        assertThat(launch.taken().unlimited()).containsExactly(ResourceName.ECS_MEMORY);
        assertThat(launch.task().demand().amount(ResourceName.MEM))
                .as("what offers are made by")
                .isEqualTo(Amount.of(100));
    }
}
