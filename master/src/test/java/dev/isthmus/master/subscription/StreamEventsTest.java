package dev.isthmus.master.subscription;

import static dev.isthmus.master.subscription.SubscriptionScene.offer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.mesos.machine.step.Callback;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.NetworkInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.Protos.TaskID;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.scheduler.Protos.Call;
import dev.isthmus.mesos.protobuf.ByteString;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the machine calls back as events, and what frameworks call as calls of the machine. */
class StreamEventsTest {

    private static final SlaveID AGENT = SlaveID.newBuilder().setValue("a").build();

    private final SubscriptionScene scene = new SubscriptionScene();

    @BeforeEach
    void subscribe() {
        scene.subscribe("f");
    }

    @Test
    void fact_14_callbacks_are_events() {
        assertThat(scene.callsBack(1, offers("o1", "o2"))).containsExactly("S1 OFFERS o1 o2");
        assertThat(scene.callsBack(1, new Callback.Rescinded(offer("o1")))).containsExactly("S1 RESCIND o1");
        assertThat(scene.callsBack(1, running("t", "a"))).containsExactly("S1 UPDATE t TASK_RUNNING");
        assertThat(scene.callsBack(1, new Callback.AgentLost(AGENT))).containsExactly("S1 FAILURE a");
        assertThat(scene.callsBack(
                        1,
                        new Callback.Registered(
                                FrameworkID.newBuilder().setValue("f").build(),
                                dev.isthmus.mesos.messages.Protos.MasterInfo.getDefaultInstance())))
                .as("SUBSCRIBED has been told")
                .isEmpty();
    }

    @Test
    void what_is_called_back_for_a_stream_that_is_over_is_dropped() {
        scene.subscribe("f");
        assertThat(scene.callsBack(1, offers("o1"))).isEmpty();
        assertThat(scene.callsBack(2, offers("o2"))).containsExactly("S2 OFFERS o2");
    }

    @Test
    void offers_of_a_cluster_that_cannot_be_reached_are_rescinded() {
        scene.callsBack(1, offers("o1", "o2", "o3", "o4"));
        scene.callsBack(1, new Callback.Rescinded(offer("o1")));
        scene.call("f", 1, Call.Type.DECLINE, call -> {
            call.getDeclineBuilder().addOfferIds(offer("o2"));
            return call;
        });
        scene.call("f", 1, Call.Type.ACCEPT, call -> {
            call.getAcceptBuilder().addOfferIds(offer("o3"));
            return call;
        });
        assertThat(scene.callsBack(1, new Callback.Disconnected())).containsExactly("S1 RESCIND o4");
        assertThat(scene.callsBack(1, new Callback.Disconnected())).isEmpty();
    }

    @Test
    void fact_32_offers_of_before_a_failover_are_void_without_a_word() {
        scene.callsBack(1, offers("o1"));
        scene.subscribe("f");
        assertThat(scene.callsBack(2, new Callback.Disconnected())).isEmpty();
    }

    @Test
    void fact_88_a_task_that_runs_has_the_address_of_its_agent() {
        scene.callsBack(1, offers("o1"));
        scene.callsBack(1, running("t", "a"));
        assertThat(networks()).singleElement().satisfies(network -> {
            assertThat(network.getIpAddresses(0).getIpAddress()).isEqualTo("10.0.0.7");
            assertThat(network.getIpAddresses(0).getProtocol()).isEqualTo(NetworkInfo.Protocol.IPv4);
        });
        scene.callsBack(1, running("t", "unheard-of"));
        assertThat(networks())
                .as("an agent whose address nobody knows")
                .containsExactly(NetworkInfo.getDefaultInstance());
        TaskStatus.Builder own = status("t", "a", TaskState.TASK_RUNNING);
        own.getContainerStatusBuilder().addNetworkInfosBuilder().setName("own");
        scene.callsBack(1, new Callback.Update(own.build()));
        assertThat(networks())
                .containsExactly(NetworkInfo.newBuilder().setName("own").build());
        scene.callsBack(
                1, new Callback.Update(status("t", "a", TaskState.TASK_STAGING).build()));
        assertThat(networks()).isEmpty();
    }

    @Test
    void fact_40_41_44_calls_reach_the_machine() {
        assertThat(scene.call("f", 1, Call.Type.DECLINE, call -> {
                    call.getDeclineBuilder().addOfferIds(offer("o1")).addOfferIds(offer("o2"));
                    call.getDeclineBuilder().getFiltersBuilder().setRefuseSeconds(7);
                    return call;
                }))
                .containsExactly("#2 202", "f: Decline", "f: Decline");
        assertThat(lastCall()).isEqualTo(new dev.isthmus.mesos.machine.step.Call.Decline("o2", 7));
        scene.call("f", 1, Call.Type.REVIVE);
        assertThat(lastCall()).isEqualTo(new dev.isthmus.mesos.machine.step.Call.Revive(Optional.empty()));
        scene.call("f", 1, Call.Type.SUPPRESS, call -> {
            call.getSuppressBuilder().addRoles("r");
            return call;
        });
        assertThat(lastCall()).isEqualTo(new dev.isthmus.mesos.machine.step.Call.Suppress(Optional.of(List.of("r"))));
        scene.call("f", 1, Call.Type.KILL, call -> {
            call.getKillBuilder().getTaskIdBuilder().setValue("t");
            return call;
        });
        assertThat(lastCall()).isEqualTo(new dev.isthmus.mesos.machine.step.Call.Kill("t"));
        scene.call("f", 1, Call.Type.KILL, call -> {
            call.getKillBuilder().setSlaveId(AGENT).getTaskIdBuilder().setValue("t");
            return call;
        });
        assertThat(lastCall())
                .as("fact 41")
                .isEqualTo(new dev.isthmus.mesos.machine.step.Call.Kill("t", Optional.of("a"), Long.MAX_VALUE));
        scene.call("f", 1, Call.Type.RECONCILE, call -> {
            call.getReconcileBuilder()
                    .addTasksBuilder()
                    .setSlaveId(AGENT)
                    .getTaskIdBuilder()
                    .setValue("t");
            return call;
        });
        assertThat(lastCall())
                .isEqualTo(new dev.isthmus.mesos.machine.step.Call.Reconcile(
                        List.of(status("t", "a", TaskState.TASK_STAGING).build())));
    }

    @Test
    void fact_45_what_ecs_has_no_counterpart_for_is_accepted_and_comes_to_nothing() {
        assertThat(scene.call("f", 1, Call.Type.REQUEST, call -> {
                    call.getRequestBuilder();
                    return call;
                }))
                .containsExactly("#2 202");
        assertThat(scene.call("f", 1, Call.Type.SHUTDOWN, call -> {
                    call.getShutdownBuilder()
                            .setSlaveId(AGENT)
                            .getExecutorIdBuilder()
                            .setValue("e");
                    return call;
                }))
                .containsExactly("#3 202");
        assertThat(scene.call("f", 1, Call.Type.ACKNOWLEDGE_OPERATION_STATUS, call -> {
                    call.getAcknowledgeOperationStatusBuilder()
                            .setSlaveId(AGENT)
                            .setUuid(
                                    ByteString.copyFrom(new byte[] {0, 0, 0, 0, 0, 0, 0x40, 0, 0, 0, 0, 0, 0, 0, 0, 1}))
                            .getOperationIdBuilder()
                            .setValue("x");
                    return call;
                }))
                .containsExactly("#4 202");
        assertThat(scene.call("f", 1, Call.Type.MESSAGE, call -> {
                    call.getMessageBuilder()
                            .setSlaveId(AGENT)
                            .setData(ByteString.copyFromUtf8("data"))
                            .getExecutorIdBuilder()
                            .setValue("e");
                    return call;
                }))
                .containsExactly("#5 202", "f: Message");
    }

    @Test
    void fact_46_answers_to_inverse_offers_are_handed_on() {
        assertThat(scene.call("f", 1, Call.Type.ACCEPT_INVERSE_OFFERS, call -> {
                    call.getAcceptInverseOffersBuilder()
                            .addInverseOfferIds(offer("i"))
                            .addInverseOfferIds(offer("j"))
                            .getFiltersBuilder()
                            .setRefuseSeconds(7);
                    return call;
                }))
                .containsExactly("#2 202", "f: AnswerInverseOffers");
        assertThat(lastCall())
                .isEqualTo(new dev.isthmus.mesos.machine.step.Call.AnswerInverseOffers(true, List.of("i", "j"), 7));
        assertThat(scene.call("f", 1, Call.Type.DECLINE_INVERSE_OFFERS, call -> {
                    call.getDeclineInverseOffersBuilder().addInverseOfferIds(offer("i"));
                    return call;
                }))
                .containsExactly("#3 202", "f: AnswerInverseOffers");
        assertThat(lastCall())
                .isEqualTo(new dev.isthmus.mesos.machine.step.Call.AnswerInverseOffers(false, List.of("i"), 5));
    }

    private dev.isthmus.mesos.machine.step.Call lastCall() {
        SubscriptionOutput.Act last = (SubscriptionOutput.Act) scene.outputs.get(scene.outputs.size() - 1);
        return ((FrameworkAction.Make) last.action()).call();
    }

    private List<NetworkInfo> networks() {
        SubscriptionOutput.Send last = (SubscriptionOutput.Send) scene.outputs.get(scene.outputs.size() - 1);
        return last.event().getUpdate().getStatus().getContainerStatus().getNetworkInfosList();
    }

    private static Callback offers(String... ids) {
        return new Callback.Offers(List.of(ids).stream()
                .map(id -> {
                    Offer.Builder message = Offer.newBuilder()
                            .setId(offer(id))
                            .setSlaveId(AGENT)
                            .setHostname("h")
                            .setFrameworkId(FrameworkID.newBuilder().setValue("f"));
                    message.getUrlBuilder()
                            .setScheme("http")
                            .getAddressBuilder()
                            .setIp("10.0.0.7")
                            .setPort(5051);
                    return message.build();
                })
                .toList());
    }

    private static Callback running(String task, String agent) {
        return new Callback.Update(status(task, agent, TaskState.TASK_RUNNING).build());
    }

    private static TaskStatus.Builder status(String task, String agent, TaskState state) {
        return TaskStatus.newBuilder()
                .setTaskId(TaskID.newBuilder().setValue(task))
                .setSlaveId(SlaveID.newBuilder().setValue(agent))
                .setState(state);
    }
}
