package dev.isthmus.master.subscription;

import static dev.isthmus.master.subscription.SubscriptionScene.offer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.mesos.machine.step.Call.Accept;
import dev.isthmus.mesos.machine.step.Callback;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.Offer.Operation;
import dev.isthmus.mesos.messages.Protos.OperationID;
import dev.isthmus.mesos.messages.Protos.OperationState;
import dev.isthmus.mesos.messages.Protos.OperationStatus;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.Protos.TaskID;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.Protos.Value;
import dev.isthmus.mesos.messages.scheduler.Protos.Call;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Operations that want their state reported, each of which is refused (src/master/master.cpp, {@code accept} and {@code reconcileOperations}). */
class NamedOperationsTest {

    private static final SlaveID AGENT = SlaveID.newBuilder().setValue("a1").build();

    private final SubscriptionScene scene = new SubscriptionScene();

    @BeforeEach
    void offers() {
        scene.subscribe("f");
        Offer.Builder offer = Offer.newBuilder()
                .setId(offer("o1"))
                .setSlaveId(AGENT)
                .setHostname("h")
                .setFrameworkId(FrameworkID.newBuilder().setValue("f"));
        offer.getUrlBuilder()
                .setScheme("http")
                .getAddressBuilder()
                .setIp("10.0.0.7")
                .setPort(5051);
        scene.callsBack(1, new Callback.Offers(List.of(offer.build())));
    }

    @Test
    void fact_36_37_a_launch_with_an_id_is_refused_and_the_others_are_done() {
        assertThat(accept("o1", named("LAUNCH", "t1"), launch("LAUNCH", "t2").build()))
                .containsExactly("#2 202", "S1 UPDATE t1 TASK_ERROR", "f: Accept");
        TaskStatus refused = status();
        assertThat(refused.getMessage()).isEqualTo("The `id` field cannot be set on LAUNCH operations");
        assertThat(refused.getReason()).isEqualTo(TaskStatus.Reason.REASON_TASK_INVALID);
        assertThat(refused.hasUuid()).as("nothing to acknowledge").isFalse();
        assertThat(left())
                .isEqualTo(
                        new Accept(List.of("o1"), List.of(launch("LAUNCH", "t2").build()), 5));
    }

    @Test
    void fact_37_a_group_with_an_id_is_refused() {
        assertThat(accept("o1", named("LAUNCH_GROUP", "t1")))
                .containsExactly("#2 202", "S1 UPDATE t1 TASK_ERROR", "f: Accept");
        assertThat(status().getMessage()).isEqualTo("The `id` field cannot be set on LAUNCH_GROUP operations");
        assertThat(status().getReason()).isEqualTo(TaskStatus.Reason.REASON_TASK_GROUP_INVALID);
    }

    @ParameterizedTest
    @EnumSource(
            names = {"LAUNCH", "LAUNCH_GROUP", "UNKNOWN"},
            mode = EnumSource.Mode.EXCLUDE)
    void fact_36_37_all_other_operations_with_an_id_get_an_error(Operation.Type type) {
        assertThat(accept(
                        "o1",
                        Operation.newBuilder().setType(type).setId(id("x")).build()))
                .containsExactly("#2 202", "S1 UPDATE_OPERATION_STATUS OPERATION_ERROR", "f: Accept");
        assertThat(operation())
                .isEqualTo(OperationStatus.newBuilder()
                        .setOperationId(id("x"))
                        .setState(OperationState.OPERATION_ERROR)
                        .setMessage("Operation requested feedback, but agent a1 does not have the required"
                                + " RESOURCE_PROVIDER capability")
                        .build());
        assertThat(left()).isEqualTo(new Accept(List.of("o1"), List.of(), 5));
    }

    @Test
    void an_operation_of_a_kind_that_nobody_knows_is_passed_over() {
        assertThat(accept("o1", Operation.newBuilder().setId(id("x")).build())).containsExactly("#2 202", "f: Accept");
    }

    @Test
    void fact_38_on_offers_that_are_void_operations_get_an_error_and_launches_are_the_machine_s() {
        assertThat(accept("gone", named("LAUNCH", "t"), named("RESERVE", "")))
                .containsExactly("#2 202", "S1 UPDATE_OPERATION_STATUS OPERATION_ERROR", "f: Accept");
        assertThat(operation().getMessage())
                .isEqualTo("Operation attempted with invalid offers: Offer gone is no longer valid");
        assertThat(left())
                .as("without its id, of which the machine knows nothing")
                .isEqualTo(new Accept(
                        List.of("gone"), List.of(launch("LAUNCH", "t").build()), 5));
        accept("o1", named("CREATE", ""));
        assertThat(operation().getMessage()).startsWith("Operation requested feedback, but agent a1 ");
        accept("o1", named("CREATE", ""));
        assertThat(operation().getMessage())
                .as("it has been used")
                .isEqualTo("Operation attempted with invalid offers: Offer o1 is no longer valid");
    }

    @Test
    void fact_38_without_offers() {
        scene.call("f", 1, Call.Type.ACCEPT, call -> {
            call.getAcceptBuilder().addOperations(named("RESERVE", ""));
            return call;
        });
        assertThat(operation().getMessage()).isEqualTo("Operation attempted with invalid offers: No offers specified");
    }

    @Test
    void fact_38_with_resources_that_are_malformed_or_a_reservation_that_is_changed() {
        Operation.Builder malformed = named("RESERVE", "").toBuilder();
        malformed.getReserveBuilder().addResourcesBuilder().setName("").setType(Value.Type.SCALAR);
        accept("o1", malformed.build());
        assertThat(operation().getMessage())
                .isEqualTo("Operation attempted with invalid resources: Empty resource name");
    }

    @Test
    void fact_38_a_reservation_cannot_be_changed() {
        Operation.Builder changed = named("RESERVE", "").toBuilder();
        changed.getReserveBuilder()
                .addSourceBuilder()
                .setName("cpus")
                .setType(Value.Type.SCALAR)
                .getScalarBuilder()
                .setValue(1);
        accept("o1", changed.build());
        assertThat(operation().getMessage())
                .isEqualTo("Operation attempted with invalid resources: Reservation updates are not yet implemented for"
                        + " the scheduler API.");
    }

    @Test
    void fact_44_operations_that_nobody_knows_are_told_as_unknown() {
        assertThat(reconcile("x", "a1")).containsExactly("#2 202", "S1 UPDATE_OPERATION_STATUS OPERATION_UNKNOWN");
        assertThat(operation())
                .isEqualTo(OperationStatus.newBuilder()
                        .setOperationId(id("x"))
                        .setState(OperationState.OPERATION_UNKNOWN)
                        .setSlaveId(AGENT)
                        .setMessage("Reconciliation: Operation is unknown")
                        .build());
        reconcile("y", "elsewhere");
        assertThat(operation().getMessage()).isEqualTo("Reconciliation: Both operation and agent are unknown");
        reconcile("z", "");
        assertThat(operation().getMessage())
                .isEqualTo("Reconciliation: Operation is unknown and no 'agent_id' was provided");
        assertThat(operation().hasSlaveId()).isFalse();
        assertThat(scene.call("f", 1, Call.Type.RECONCILE_OPERATIONS, call -> {
                    call.getReconcileOperationsBuilder();
                    return call;
                }))
                .as("all there are: none")
                .containsExactly("#5 202");
    }

    private List<String> reconcile(String operation, String agent) {
        return scene.call("f", 1, Call.Type.RECONCILE_OPERATIONS, call -> {
            Call.ReconcileOperations.Operation.Builder asked =
                    call.getReconcileOperationsBuilder().addOperationsBuilder().setOperationId(id(operation));
            if (!agent.isEmpty()) {
                asked.getSlaveIdBuilder().setValue(agent);
            }
            return call;
        });
    }

    private List<String> accept(String offer, Operation... operations) {
        return scene.call("f", 1, Call.Type.ACCEPT, call -> {
            call.getAcceptBuilder().addOfferIds(offer(offer)).addAllOperations(List.of(operations));
            return call;
        });
    }

    private TaskStatus status() {
        return sent().getUpdate().getStatus();
    }

    private OperationStatus operation() {
        return sent().getUpdateOperationStatus().getStatus();
    }

    /** The event that was sent last. */
    private dev.isthmus.mesos.messages.scheduler.Protos.Event sent() {
        return scene.outputs.stream()
                .filter(SubscriptionOutput.Send.class::isInstance)
                .map(SubscriptionOutput.Send.class::cast)
                .reduce((one, other) -> other)
                .orElseThrow()
                .event();
    }

    /** What the machine is told. */
    private dev.isthmus.mesos.machine.step.Call left() {
        SubscriptionOutput.Act last = (SubscriptionOutput.Act) scene.outputs.get(scene.outputs.size() - 1);
        return ((FrameworkAction.Make) last.action()).call();
    }

    private static Operation named(String type, String task) {
        return launch(type, task).setId(id(type)).build();
    }

    private static Operation.Builder launch(String type, String task) {
        TaskInfo.Builder info = TaskInfo.newBuilder()
                .setName(task)
                .setTaskId(TaskID.newBuilder().setValue(task))
                .setSlaveId(AGENT);
        Operation.Builder operation = Operation.newBuilder().setType(Operation.Type.valueOf(type));
        if (type.equals("LAUNCH")) {
            operation.getLaunchBuilder().addTaskInfos(info);
        } else if (type.equals("LAUNCH_GROUP")) {
            operation.getLaunchGroupBuilder().getTaskGroupBuilder().addTasks(info);
            operation
                    .getLaunchGroupBuilder()
                    .getExecutorBuilder()
                    .getExecutorIdBuilder()
                    .setValue("e");
        }
        return operation;
    }

    private static OperationID id(String id) {
        return OperationID.newBuilder().setValue(id).build();
    }
}
