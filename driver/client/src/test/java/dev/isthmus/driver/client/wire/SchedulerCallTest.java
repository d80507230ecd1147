package dev.isthmus.driver.client.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.mesos.messages.Protos.ExecutorID;
import dev.isthmus.mesos.messages.Protos.Filters;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.OfferID;
import dev.isthmus.mesos.messages.Protos.Request;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.Protos.TaskID;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import dev.isthmus.mesos.protobuf.ByteString;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.junit.jupiter.api.Test;

/** What we write is what Mesos's own v1 messages read. */
class SchedulerCallTest {

    private static final FrameworkID ID = FrameworkID.newBuilder().setValue("f").build();
    private static final FrameworkInfo INFO =
            FrameworkInfo.newBuilder().setName("n").setUser("u").build();
    private static final OfferID OFFER = OfferID.newBuilder().setValue("o").build();
    private static final Filters FILTERS =
            Filters.newBuilder().setRefuseSeconds(7.5).build();
    private static final SlaveID AGENT = SlaveID.newBuilder().setValue("a").build();
    private static final TaskID TASK = TaskID.newBuilder().setValue("t").build();
    private static final TaskStatus STATUS = TaskStatus.newBuilder()
            .setTaskId(TASK)
            .setSlaveId(AGENT)
            .setState(TaskState.TASK_RUNNING)
            .setUuid(ByteString.copyFromUtf8("uuid"))
            .build();

    private static Call read(SchedulerCall call) throws Exception {
        Call read = Call.parseFrom(call.encode(ID));
        assertThat(read.getFrameworkId().getValue()).isEqualTo("f");
        assertThat(read.getUnknownFields().asMap()).isEmpty();
        assertThat(read.getType().name()).isEqualTo(call.type().name());
        return read;
    }

    @Test
    void a_framework_without_an_id_sends_none() throws Exception {
        assertThat(Call.parseFrom(SchedulerCall.teardown().encode(FrameworkID.getDefaultInstance()))
                        .hasFrameworkId())
                .isFalse();
        assertThat(read(SchedulerCall.teardown()).getType()).isEqualTo(Call.Type.TEARDOWN);
    }

    @Test
    void the_numbers_of_v1_are_those_of_a_subscription() throws Exception {
        OfferConstraints.Builder constraints = OfferConstraints.newBuilder();
        constraints.putRoleConstraints("r", OfferConstraints.RoleConstraints.getDefaultInstance());
        Call.Subscribe subscribe = read(SchedulerCall.subscribe(INFO, List.of("a", "b"), constraints.build()))
                .getSubscribe();
        assertThat(subscribe.getFrameworkInfo().getName()).isEqualTo("n");
        assertThat(subscribe.getSuppressedRolesList()).containsExactly("a", "b");
        assertThat(subscribe.getOfferConstraints().getRoleConstraintsMap()).containsOnlyKeys("r");
        assertThat(read(SchedulerCall.subscribe(INFO, List.of(), OfferConstraints.getDefaultInstance()))
                        .getSubscribe()
                        .hasOfferConstraints())
                .isFalse();
        assertThat(read(SchedulerCall.updateFramework(INFO, List.of("a"), constraints.build()))
                        .getUpdateFramework()
                        .getSuppressedRolesList())
                .containsExactly("a");
    }

    @Test
    void offers_are_used_and_declined_with_filters() throws Exception {
        Call.Accept accept = read(SchedulerCall.accept(
                        List.of(OFFER, OFFER),
                        List.of(Offer.Operation.newBuilder()
                                .setType(Offer.Operation.Type.LAUNCH)
                                .build()),
                        FILTERS))
                .getAccept();
        assertThat(accept.getOfferIdsCount()).isEqualTo(2);
        assertThat(accept.getOperations(0).getType()).isEqualTo(org.apache.mesos.v1.Protos.Offer.Operation.Type.LAUNCH);
        assertThat(accept.getFilters().getRefuseSeconds()).isEqualTo(7.5);
        Call.Decline decline = read(SchedulerCall.decline(OFFER, FILTERS)).getDecline();
        assertThat(decline.getOfferIds(0).getValue()).isEqualTo("o");
        assertThat(decline.getFilters().getRefuseSeconds()).isEqualTo(7.5);
    }

    @Test
    void tasks_are_killed_acknowledged_and_asked_for() throws Exception {
        assertThat(read(SchedulerCall.kill(TASK)).getKill().getTaskId().getValue())
                .isEqualTo("t");
        Call.Acknowledge acknowledge = read(SchedulerCall.acknowledge(STATUS)).getAcknowledge();
        assertThat(acknowledge.getAgentId().getValue()).isEqualTo("a");
        assertThat(acknowledge.getTaskId().getValue()).isEqualTo("t");
        assertThat(acknowledge.getUuid().toStringUtf8()).isEqualTo("uuid");
        Call.Reconcile reconcile = read(SchedulerCall.reconcile(
                        List.of(STATUS, STATUS.toBuilder().clearSlaveId().build())))
                .getReconcile();
        assertThat(reconcile.getTasks(0).getAgentId().getValue()).isEqualTo("a");
        assertThat(reconcile.getTasks(1).hasAgentId()).isFalse();
        assertThat(reconcile.getTasks(1).getTaskId().getValue()).isEqualTo("t");
    }

    @Test
    void roles_messages_and_requests_are_in_their_places() throws Exception {
        assertThat(read(SchedulerCall.revive(List.of("r"))).getRevive().getRolesList())
                .containsExactly("r");
        assertThat(read(SchedulerCall.suppress(List.of("r"))).getSuppress().getRolesList())
                .containsExactly("r");
        Call.Message message = read(SchedulerCall.message(
                        ExecutorID.newBuilder().setValue("e").build(), AGENT, ByteString.copyFromUtf8("data")))
                .getMessage();
        assertThat(message.getAgentId().getValue()).isEqualTo("a");
        assertThat(message.getExecutorId().getValue()).isEqualTo("e");
        assertThat(message.getData().toStringUtf8()).isEqualTo("data");
        assertThat(read(SchedulerCall.request(List.of(Request.getDefaultInstance())))
                        .getRequest()
                        .getRequestsCount())
                .isEqualTo(1);
    }

    @Test
    void what_is_missing_of_mesos_own_calls_is_what_a_driver_of_v0_cannot_say() {
        Set<String> ours =
                EnumSet.allOf(SchedulerCall.Type.class).stream().map(Enum::name).collect(Collectors.toSet());
        assertThat(EnumSet.allOf(Call.Type.class).stream().map(Enum::name).filter(name -> !ours.contains(name)))
                .containsExactlyInAnyOrder(
                        "UNKNOWN",
                        "ACCEPT_INVERSE_OFFERS",
                        "DECLINE_INVERSE_OFFERS",
                        "SHUTDOWN",
                        "ACKNOWLEDGE_OPERATION_STATUS",
                        "RECONCILE_OPERATIONS");
    }
}
