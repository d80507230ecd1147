package dev.isthmus.mesos.machine.launch;

import static dev.isthmus.mesos.Messages.scalar;
import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.machine.MachineRig;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo.Capability;
import dev.isthmus.mesos.messages.Protos.Label;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.Offer.Operation;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.Protos.Resource.ReservationInfo;
import dev.isthmus.mesos.messages.Protos.TaskGroupInfo;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RESERVE and UNRESERVE, as far as a framework sees them: in its later offers. */
class ReservationTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final MachineRig rig = new MachineRig(framework("ops", "dev"));

    private static FrameworkInfo framework(String principal, String... roles) {
        return Messages.multiRole(List.of(roles), Capability.Type.RESERVATION_REFINEMENT).toBuilder()
                .setPrincipal(principal)
                .build();
    }

    private static Resource reserved(String name, double value, String role, String principal) {
        return Messages.scalar(name, value).toBuilder()
                .addReservations(ReservationInfo.newBuilder()
                        .setType(ReservationInfo.Type.DYNAMIC)
                        .setRole(role)
                        .setPrincipal(principal))
                .build();
    }

    private static Operation reserve(Resource... resources) {
        return Operation.newBuilder()
                .setType(Operation.Type.RESERVE)
                .setReserve(Operation.Reserve.newBuilder().addAllResources(Arrays.asList(resources)))
                .build();
    }

    private static Operation unreserve(Resource... resources) {
        return Operation.newBuilder()
                .setType(Operation.Type.UNRESERVE)
                .setUnreserve(Operation.Unreserve.newBuilder().addAllResources(Arrays.asList(resources)))
                .build();
    }

    private static Operation launch(TaskInfo task) {
        return Operation.newBuilder()
                .setType(Operation.Type.LAUNCH)
                .setLaunch(Operation.Launch.newBuilder().addTaskInfos(task))
                .build();
    }

    private static double reservedCpus(Offer offer) {
        return offer.getResourcesList().stream()
                .filter(resource -> resource.getReservationsCount() > 0
                        && resource.getName().equals("cpus"))
                .mapToDouble(resource -> resource.getScalar().getValue())
                .sum();
    }

    private Offer begin() {
        rig.start(Messages.agent("a1"));
        return rig.oneOffer();
    }

    /** Applies operations to an offer and gives the next one. */
    private Offer apply(Offer offer, Operation... operations) {
        rig.accept(List.of(offer.getId().getValue()), 0, operations).advance(SECOND);
        return rig.oneOffer();
    }

    @Test
    void point_69_what_is_reserved_comes_back_reserved_and_what_is_unreserved_plain() {
        Offer offer = apply(begin(), reserve(reserved("cpus", 1.5, "dev", "ops")));
        assertThat(reservedCpus(offer)).isEqualTo(1.5);
        assertThat(scalar(offer, "cpus")).isEqualTo(2.0);
        Resource entry = offer.getResourcesList().stream()
                .filter(resource -> resource.getReservationsCount() > 0)
                .findFirst()
                .orElseThrow();
        assertThat(entry.getReservations(0).getRole()).isEqualTo("dev");
        assertThat(entry.getReservations(0).getPrincipal()).isEqualTo("ops");
        assertThat(entry.getReservations(0).getType()).isEqualTo(ReservationInfo.Type.DYNAMIC);
        offer = apply(offer, unreserve(reserved("cpus", 1.5, "dev", "ops")));
        assertThat(reservedCpus(offer)).isZero();
        assertThat(scalar(offer, "cpus")).isEqualTo(2.0);
        assertThat(rig.updates()).isEmpty();
    }

    @Test
    void point_69_reservations_add_up() {
        Offer offer = apply(begin(), reserve(reserved("cpus", 0.5, "dev", "ops")));
        offer = apply(offer, reserve(reserved("cpus", 1, "dev", "ops")));
        assertThat(reservedCpus(offer)).isEqualTo(1.5);
        assertThat(reservedCpus(apply(offer, unreserve(reserved("cpus", 0.25, "dev", "ops")))))
                .isEqualTo(1.25);
    }

    @Test
    void point_69_converted_and_unused_comes_back_without_a_filter() {
        Offer offer = begin();
        rig.accept(List.of(offer.getId().getValue()), 3600, reserve(reserved("cpus", 1, "dev", "ops")))
                .advance(SECOND);
        assertThat(reservedCpus(rig.oneOffer())).isEqualTo(1.0);
    }

    @Test
    void point_68_point_69_reserve_launch_and_unreserve_take_effect_in_order() {
        Offer offer = begin();
        TaskInfo task = Messages.task("t", offer, 0.5, 64).toBuilder()
                .setResources(0, reserved("cpus", 0.5, "dev", "ops"))
                .build();
        offer = apply(
                offer,
                reserve(reserved("cpus", 1, "dev", "ops")),
                launch(task),
                unreserve(reserved("cpus", 0.5, "dev", "ops")));
        assertThat(rig.launches()).hasSize(1);
        assertThat(reservedCpus(offer)).as("what the task does not use").isZero();
        assertThat(scalar(offer, "cpus")).isEqualTo(1.5);
        // While the task runs its reservation is in use; then it is offered as such.
        rig.decline(offer, 0);
        rig.launched(rig.lastLaunched()).running(rig.lastLaunched()).exit(rig.lastLaunched(), 0);
        assertThat(rig.states()).last().isEqualTo(TaskState.TASK_FINISHED);
        offer = rig.advance(SECOND).oneOffer();
        assertThat(reservedCpus(offer)).isEqualTo(0.5);
        assertThat(scalar(offer, "cpus")).isEqualTo(2.0);
    }

    @Test
    void point_68_point_69_what_cannot_be_reserved_is_skipped_and_later_operations_run() {
        for (Resource bad : List.of(
                reserved("cpus", 2.001, "dev", "ops"),
                reserved("cpus", 1, "prod", "ops"),
                reserved("cpus", 1, "*", "ops"),
                reserved("cpus", 1, "dev", "somebody else"),
                reserved("cpus", -1, "dev", "ops"),
                reserved("gold", 1, "dev", "ops"),
                scalar("cpus", 1))) {
            MachineRig each = new MachineRig(framework("ops", "dev"));
            each.start(Messages.agent("a1"));
            Offer offer = each.oneOffer();
            each.accept(List.of(offer.getId().getValue()), 0, reserve(bad), launch(Messages.task("t", offer, 0.5, 64)));
            assertThat(each.outputs(Output.Note.class))
                    .as("%s", bad)
                    .anyMatch(note -> note.level() == Output.Note.Level.WARN
                            && note.text().contains("RESERVE")
                            && note.text().contains("skipped"));
            assertThat(each.launches()).hasSize(1);
            each.advance(SECOND);
            assertThat(reservedCpus(each.oneOffer())).isZero();
        }
    }

    @Test
    void point_69_only_what_is_reserved_so_is_unreserved() {
        Offer offer = apply(begin(), reserve(reserved("cpus", 1, "dev", "ops")));
        offer = apply(
                offer,
                unreserve(reserved("cpus", 1.001, "dev", "ops")),
                unreserve(reserved("cpus", 1, "dev", "somebody else")),
                unreserve(reserved("mem", 1, "dev", "ops")));
        assertThat(reservedCpus(offer)).isEqualTo(1.0);
    }

    @Test
    void point_69_point_122_a_task_without_the_reservation_does_not_get_what_is_reserved() {
        Offer offer = apply(begin(), reserve(reserved("cpus", 1.5, "dev", "ops")));
        rig.launch(offer, Messages.task("plain", offer, 1, 64));
        assertThat(rig.oneUpdate().getMessage()).contains("more than available");
    }

    @Test
    void point_69_another_role_is_not_offered_what_is_reserved() {
        MachineRig two = new MachineRig(framework("ops", "dev", "prod"));
        two.start(Messages.agent("a1"));
        Offer first = two.oneOffer();
        String role = first.getAllocationInfo().getRole();
        two.accept(List.of(first.getId().getValue()), 0, reserve(reserved("cpus", 1.5, role, "ops")));
        two.feed(new Call.Suppress(java.util.Optional.of(List.of(role)))).advance(SECOND);
        Offer other = two.oneOffer();
        assertThat(other.getAllocationInfo().getRole()).isNotEqualTo(role);
        assertThat(scalar(other, "cpus")).isEqualTo(0.5);
        assertThat(reservedCpus(other)).isZero();
        two.feed(new Call.Revive(java.util.Optional.empty()));
        Offer own = two.oneOffer();
        assertThat(own.getAllocationInfo().getRole()).isEqualTo(role);
        assertThat(reservedCpus(own)).isEqualTo(1.5);
    }

    @Test
    @SuppressWarnings("deprecation") // Frameworks without RESERVATION_REFINEMENT say and read it the old way.
    void point_69_frameworks_of_the_old_format_reserve_in_it() {
        MachineRig old =
                new MachineRig(Messages.framework().toBuilder().setRole("dev").build());
        old.start(Messages.agent("a1"));
        Offer offer = old.oneOffer();
        Resource one = Messages.scalar("cpus", 1).toBuilder()
                .setRole("dev")
                .setReservation(ReservationInfo.getDefaultInstance())
                .build();
        old.accept(List.of(offer.getId().getValue()), 0, reserve(one)).advance(SECOND);
        assertThat(old.oneOffer().getResourcesList()).contains(one);
    }

    @Test
    void point_69_reservations_outlive_a_disconnection() {
        apply(begin(), reserve(reserved("cpus", 1.5, "dev", "ops")));
        rig.loseContact(Category.TRANSIENT).advance(SECOND).complete();
        Offer offer = rig.oneOffer();
        assertThat(reservedCpus(offer)).isEqualTo(1.5);
        assertThat(scalar(offer, "cpus")).isEqualTo(2.0);
    }

    private static Resource labelled(double cpus, String label) {
        Resource.Builder resource = reserved("cpus", cpus, "dev", "ops").toBuilder();
        resource.getReservationsBuilder(0).getLabelsBuilder().addLabelsBuilder().setKey(label);
        return resource.build();
    }

    @Test
    void point_69_point_122_reservations_with_different_labels_are_two() {
        Resource blue = labelled(1, "blue");
        Resource green = labelled(0.5, "green");
        Offer offer = apply(begin(), reserve(blue), reserve(green));
        assertThat(offer.getResourcesList())
                .filteredOn(resource -> resource.getReservationsCount() > 0)
                .extracting(resource -> resource.getScalar().getValue() + " "
                        + resource.getReservations(0).getLabels().getLabelsList().stream()
                                .map(Label::getKey)
                                .toList())
                .containsExactlyInAnyOrder("1.0 [blue]", "0.5 [green]");
        offer = apply(offer, unreserve(labelled(1, "green")), unreserve(labelled(1, "red")));
        assertThat(reservedCpus(offer)).as("there is no such reservation").isEqualTo(1.5);
        TaskInfo task = Messages.task("t", offer, 1, 64);
        rig.launch(offer, task.toBuilder().setResources(0, labelled(1, "green")).build());
        assertThat(rig.oneUpdate().getMessage()).contains("more than available");
    }

    @Test
    void point_69_reservations_end_with_their_agent() {
        Offer offer = apply(begin(), reserve(reserved("cpus", 1, "dev", "ops")));
        rig.decline(offer, 0).gone("a1").forget();
        rig.see(Messages.agent("a1"));
        assertThat(reservedCpus(rig.oneOffer())).isZero();
    }

    private static Resource ofMarathon(String task, double cpus) {
        Resource.Builder resource = reserved("cpus", cpus, "dev", "ops").toBuilder();
        resource.getReservationsBuilder(0)
                .getLabelsBuilder()
                .addLabels(Label.newBuilder().setKey("marathon_framework_id").setValue("f"))
                .addLabels(Label.newBuilder().setKey("marathon_task_id").setValue(task));
        return resource.build();
    }

    private static Operation only(Operation.Type type) {
        return Operation.newBuilder().setType(type).build();
    }

    private List<String> warnings() {
        return rig.outputs(Output.Note.class).stream()
                .filter(note -> note.level() == Output.Note.Level.WARN)
                .map(Output.Note::text)
                .toList();
    }

    @Test
    void point_72_with_an_operation_that_cannot_be_done_nothing_of_its_accept_is() {
        rig.start(Messages.agent("a1"));
        for (Operation.Type type : Operation.Type.values()) {
            if (List.of(
                            Operation.Type.LAUNCH,
                            Operation.Type.LAUNCH_GROUP,
                            Operation.Type.RESERVE,
                            Operation.Type.UNRESERVE)
                    .contains(type)) {
                continue;
            }
            Offer offer = rig.advance(SECOND).oneOffer();
            Operation group = Operation.newBuilder()
                    .setType(Operation.Type.LAUNCH_GROUP)
                    .setLaunchGroup(Operation.LaunchGroup.newBuilder()
                            .setExecutor(GroupTest.executor("f"))
                            .setTaskGroup(TaskGroupInfo.newBuilder().addTasks(Messages.task("g", offer, 0.1, 32))))
                    .build();
            rig.accept(
                    List.of(offer.getId().getValue()),
                    0,
                    reserve(reserved("cpus", 1, "dev", "ops")),
                    launch(Messages.task("t", offer, 0.5, 64)),
                    only(type),
                    group);
            assertThat(rig.launches()).as("%s", type).isEmpty();
            List<TaskStatus> updates = rig.updates();
            assertThat(updates)
                    .as("%s", type)
                    .extracting(TaskStatus::getState)
                    .containsExactly(TaskState.TASK_ERROR, TaskState.TASK_ERROR);
            assertThat(updates)
                    .extracting(TaskStatus::getReason)
                    .containsExactly(
                            TaskStatus.Reason.REASON_TASK_INVALID, TaskStatus.Reason.REASON_TASK_GROUP_INVALID);
            assertThat(updates)
                    .extracting(TaskStatus::getMessage)
                    .allMatch(message -> message.contains("operation " + type)
                            && message.contains(
                                    type == Operation.Type.UNKNOWN ? "what can be done is" : "path of the host"));
            Offer next = rig.advance(SECOND).oneOffer();
            assertThat(reservedCpus(next)).as("%s", type).isZero();
            assertThat(scalar(next, "cpus")).isEqualTo(2.0);
            rig.decline(next, 0);
        }
    }

    @Test
    void point_72_what_is_offered_comes_back_with_the_filter_of_the_accept() {
        Offer offer = begin();
        rig.accept(
                        List.of(offer.getId().getValue()),
                        60,
                        reserve(reserved("cpus", 1, "dev", "ops")),
                        only(Operation.Type.CREATE))
                .advance(Duration.ofSeconds(59));
        assertThat(rig.offers()).isEmpty();
        assertThat(reservedCpus(rig.advance(Duration.ofSeconds(2)).oneOffer())).isZero();
    }

    /** Marathon tries again and again, with another instance each time. */
    @Test
    void point_72_the_log_names_the_app_once() {
        rig.start(Messages.agent("a1"));
        for (String task : List.of(
                "db_mysql.instance-61858c9d-92ec-11e9-83f4-06a15b440a77",
                "db_mysql.instance-71858c9d-92ec-11e9-83f4-06a15b440a77._app.1",
                "db_mysql.81858c9d-92ec-11e9-83f4-06a15b440a77")) {
            Offer offer = rig.advance(SECOND).oneOffer();
            rig.accept(List.of(offer.getId().getValue()), 0, reserve(ofMarathon(task, 1)), only(Operation.Type.CREATE));
        }
        assertThat(warnings()).singleElement().asString().contains("CREATE for 'db_mysql'", "path of the host");
        Resource.Builder volume = scalar("disk", 10).toBuilder();
        volume.getDiskBuilder().getPersistenceBuilder().setId("db_other#data#61858c9d");
        rig.accept(
                List.of(rig.advance(SECOND).oneOffer().getId().getValue()),
                0,
                Operation.newBuilder()
                        .setType(Operation.Type.CREATE)
                        .setCreate(Operation.Create.newBuilder().addVolumes(volume))
                        .build());
        assertThat(warnings()).singleElement().asString().contains("CREATE for 'db_other'");
    }

    @Test
    void point_69_what_is_reserved_is_reserved_for_the_role_of_the_offer() {
        MachineRig below = new MachineRig(framework("ops", "eng/dev"));
        below.start(Messages.agent("a1"));
        Offer offer = below.oneOffer();
        below.accept(List.of(offer.getId().getValue()), 0, reserve(reserved("cpus", 1, "eng", "ops")));
        assertThat(reservedCpus(below.advance(SECOND).oneOffer()))
                .as("an ancestor's")
                .isZero();
    }

    @Test
    void point_69_a_framework_without_a_principal_is_not_asked_for_it() {
        MachineRig nameless = new MachineRig(framework("", "dev"));
        nameless.start(Messages.agent("a1"));
        Offer offer = nameless.oneOffer();
        nameless.accept(List.of(offer.getId().getValue()), 0, reserve(reserved("cpus", 1, "dev", "bob")));
        assertThat(reservedCpus(nameless.advance(SECOND).oneOffer())).isEqualTo(1);
    }
}
