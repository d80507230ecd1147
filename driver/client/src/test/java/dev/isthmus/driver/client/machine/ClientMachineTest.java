package dev.isthmus.driver.client.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.driver.client.wire.SchedulerCall;
import dev.isthmus.mesos.messages.Protos.Filters;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo.Capability;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.OfferID;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.Protos.TaskID;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import dev.isthmus.mesos.protobuf.ByteString;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos;
import org.apache.mesos.v1.scheduler.Protos.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a driver does between its framework and a master, after src/sched/sched.cpp; beside the points that are shown over a whole master. */
class ClientMachineTest {

    private static final String AGAIN = "open http://m1:5050 SUBSCRIBE f-1/f-1";

    private static ClientInput killed(String task) {
        return new ClientInput.Called(new FrameworkCall.Plain(
                SchedulerCall.kill(TaskID.newBuilder().setValue(task).build())));
    }

    private static ClientInput launched() {
        Offer.Operation.Builder launch = Offer.Operation.newBuilder().setType(Offer.Operation.Type.LAUNCH);
        launch.getLaunchBuilder()
                .addTaskInfos(TaskInfo.newBuilder()
                        .setName("t")
                        .setTaskId(TaskID.newBuilder().setValue("t1"))
                        .setSlaveId(SlaveID.newBuilder().setValue("a")));
        return new ClientInput.Called(new FrameworkCall.Accept(
                List.of(OfferID.newBuilder().setValue("o").build()),
                List.of(launch.build()),
                Filters.getDefaultInstance()));
    }

    private static ClientInput refused(MachineScene scene, int status, String location) {
        return new ClientInput.Refused(
                scene.stream(), new MasterAnswer(status, Optional.ofNullable(location), "its words"));
    }

    @Test
    void it_subscribes_where_the_leader_is_and_is_registered_once_that_is_confirmed() {
        MachineScene scene = new MachineScene().led(MachineScene.MASTER);
        assertThat(scene.done()).containsExactly("open http://m1:5050 SUBSCRIBE /");
        scene.feed(new ClientInput.Opened(scene.stream(), "s"));
        assertThat(scene.done()).isEmpty();
        scene.event(MachineScene.subscribed("f-1"));
        assertThat(scene.done()).containsExactly("registered f-1 at master:5050");
        scene.event(MachineScene.subscribed("f-1"));
        assertThat(scene.done()).as("said twice").isEmpty();
    }

    @Test
    void a_master_that_does_not_say_who_it_is_is_named_after_where_it_is() {
        Event.Builder event = MachineScene.subscribed("f-1");
        event.getSubscribedBuilder().clearMasterInfo();
        MachineScene scene = new MachineScene().led(MachineScene.MASTER).event(event);
        assertThat(scene.done()).endsWith("registered f-1 at :5050");
    }

    @Test
    void a_framework_with_an_id_subscribes_under_it_in_both_places() {
        MachineScene scene = new MachineScene(
                        MachineScene.framework()
                                .setId(dev.isthmus.mesos.messages.Protos.FrameworkID.newBuilder()
                                        .setValue("mine"))
                                .build(),
                        true)
                .led(MachineScene.MASTER);
        assertThat(scene.done()).containsExactly("open http://m1:5050 SUBSCRIBE mine/mine");
    }

    @Test
    void when_the_stream_ends_it_is_disconnected_and_comes_back_as_who_it_was() {
        MachineScene scene = new MachineScene().connected();
        scene.feed(new ClientInput.Ended(scene.stream(), "cut"));
        assertThat(scene.done()).containsExactly("hang up", "disconnected");
        assertThat(scene.after(499).done()).as("half a second by chance").isEmpty();
        assertThat(scene.after(1).done()).containsExactly(AGAIN);
        scene.feed(new ClientInput.Opened(scene.stream(), "s")).event(MachineScene.subscribed("f-1"));
        assertThat(scene.done()).containsExactly("reregistered");
    }

    @Test
    void it_tries_less_and_less_often_and_often_again_once_it_was_there() {
        MachineScene scene = new MachineScene().connected();
        long[] pauses = {500, 1000, 2000, 4000, 5000, 5000};
        for (long pause : pauses) {
            scene.feed(new ClientInput.Ended(scene.stream(), "nobody listens")).done();
            assertThat(scene.after(pause - 1).done()).as("before %s", pause).isEmpty();
            assertThat(scene.after(1).done()).containsExactly(AGAIN);
        }
        scene.event(MachineScene.subscribed("f-1")).done();
        scene.feed(new ClientInput.Ended(scene.stream(), "cut")).done();
        assertThat(scene.after(500).done()).containsExactly(AGAIN);
    }

    @Test
    void a_master_that_is_silent_for_three_heartbeats_is_lost() {
        MachineScene scene = new MachineScene().connected();
        scene.after(29_999).event(Event.newBuilder().setType(Event.Type.HEARTBEAT));
        assertThat(scene.after(29_999).done()).isEmpty();
        assertThat(scene.after(1).done()).containsExactly("hang up", "disconnected");
    }

    @Test
    void a_master_that_does_not_confirm_in_half_a_minute_is_tried_again() {
        MachineScene scene = new MachineScene().led(MachineScene.MASTER);
        scene.feed(new ClientInput.Opened(scene.stream(), "s")).done();
        assertThat(scene.after(29_999).done()).isEmpty();
        assertThat(scene.after(1).done()).containsExactly("hang up");
        assertThat(scene.after(500).done()).containsExactly("open http://m1:5050 SUBSCRIBE /");
    }

    @Test
    void it_follows_the_leader_at_once() {
        MachineScene scene = new MachineScene().connected().led(MachineScene.OTHER);
        assertThat(scene.done()).containsExactly("hang up", "disconnected", "open http://m2:5050 SUBSCRIBE f-1/f-1");
        assertThat(scene.led(MachineScene.OTHER).done()).as("told again").isEmpty();
        assertThat(scene.led(null).after(100_000).done())
                .as("nobody leads, and nobody is asked")
                .containsExactly("hang up");
    }

    @Test
    void it_goes_where_a_master_sends_it_and_back_to_the_first_when_that_fails() {
        MachineScene scene = new MachineScene().led(MachineScene.MASTER);
        scene.done();
        scene.feed(refused(scene, 307, "//m9:5051/api/v1/scheduler"));
        assertThat(scene.done()).containsExactly("open http://m9:5051 SUBSCRIBE /");
        scene.feed(new ClientInput.Ended(scene.stream(), "nobody listens")).done();
        assertThat(scene.after(500).done()).containsExactly("open http://m1:5050 SUBSCRIBE /");
    }

    @Test
    void masters_that_send_it_in_a_circle_are_tried_again_later() {
        MachineScene scene = new MachineScene().led(MachineScene.MASTER);
        for (int sent = 0; sent < 9; sent++) {
            scene.done();
            scene.feed(refused(scene, 307, "//m" + sent + ":1/api/v1/scheduler"));
            assertThat(scene.done()).containsExactly("open http://m" + sent + ":1 SUBSCRIBE /");
        }
        scene.feed(refused(scene, 307, "//m1:5050/api/v1/scheduler"));
        assertThat(scene.done()).containsExactly("hang up");
        assertThat(scene.after(500).done()).containsExactly("open http://m1:5050 SUBSCRIBE /");
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 307, 404, 429, 500, 503})
    void a_master_that_cannot_yet_is_tried_again(int status) {
        MachineScene scene = new MachineScene().led(MachineScene.MASTER);
        scene.done();
        scene.feed(refused(scene, status, null));
        assertThat(scene.done()).containsExactly("hang up");
        assertThat(scene.after(500).done()).containsExactly("open http://m1:5050 SUBSCRIBE /");
    }

    @Test
    void a_master_that_does_not_take_the_credential_or_the_framework_ends_the_driver() {
        MachineScene unknown = new MachineScene().led(MachineScene.MASTER);
        unknown.done();
        assertThat(unknown.feed(refused(unknown, 401, null)).done())
                .containsExactly("fail Master refused authentication", "finish");
        MachineScene bad = new MachineScene().led(MachineScene.MASTER);
        bad.done();
        assertThat(bad.feed(refused(bad, 400, null)).done())
                .containsExactly("fail The master does not take the framework's subscription: 400 its words", "finish");
        assertThat(bad.after(100_000).led(MachineScene.OTHER).done())
                .as("afterwards")
                .isEmpty();
    }

    @Test
    void an_error_of_the_master_ends_the_driver() {
        MachineScene scene = new MachineScene().connected();
        Event.Builder error = Event.newBuilder().setType(Event.Type.ERROR);
        error.getErrorBuilder().setMessage("Framework failed over");
        assertThat(scene.event(error).done()).containsExactly("fail Framework failed over", "finish");
    }

    @Test
    void a_zookeeper_that_refuses_ends_the_driver() {
        MachineScene scene = new MachineScene();
        assertThat(scene.feed(new ClientInput.SearchFailed("no")).done()).containsExactly("fail no", "finish");
    }

    @Test
    void calls_carry_the_id_and_the_stream_and_are_dropped_without_a_master() {
        MachineScene scene = new MachineScene();
        assertThat(scene.feed(killed("t")).done()).as("before it is registered").isEmpty();
        scene.connected();
        assertThat(scene.feed(killed("t")).done()).containsExactly("post http://m1:5050 s1 KILL f-1");
        scene.feed(new ClientInput.Ended(scene.stream(), "cut")).done();
        assertThat(scene.feed(killed("t")).done()).as("while it is lost").isEmpty();
    }

    @Test
    void what_is_launched_without_a_master_is_lost() {
        assertThat(new MachineScene().feed(launched()).done())
                .containsExactly("update t1 TASK_LOST REASON_MASTER_DISCONNECTED");
        MachineScene aware = new MachineScene(
                MachineScene.framework()
                        .addCapabilities(Capability.newBuilder().setType(Capability.Type.PARTITION_AWARE))
                        .build(),
                true);
        assertThat(aware.feed(launched()).done()).containsExactly("update t1 TASK_DROPPED REASON_MASTER_DISCONNECTED");
        assertThat(aware.connected().feed(launched()).done()).containsExactly("post http://m1:5050 s1 ACCEPT f-1");
    }

    @Test
    void an_update_is_acknowledged_once_its_callback_has_returned_if_it_wants_that() {
        TaskStatus wanting = status().setUuid(ByteString.copyFromUtf8("u")).build();
        MachineScene scene = new MachineScene().connected();
        assertThat(scene.feed(new ClientInput.Delivered(wanting)).done())
                .containsExactly("post http://m1:5050 s1 ACKNOWLEDGE f-1");
        assertThat(scene.feed(new ClientInput.Delivered(status().build())).done())
                .isEmpty();
        assertThat(scene.feed(new ClientInput.Called(new FrameworkCall.Acknowledge(wanting)))
                        .done())
                .first()
                .asString()
                .startsWith("fail acknowledgeStatusUpdate was called");
        MachineScene explicit = new MachineScene(MachineScene.framework().build(), false).connected();
        assertThat(explicit.feed(new ClientInput.Delivered(wanting)).done()).isEmpty();
        assertThat(explicit.feed(new ClientInput.Called(new FrameworkCall.Acknowledge(wanting)))
                        .done())
                .containsExactly("post http://m1:5050 s1 ACKNOWLEDGE f-1");
    }

    private static TaskStatus.Builder status() {
        return TaskStatus.newBuilder()
                .setTaskId(TaskID.newBuilder().setValue("t"))
                .setSlaveId(SlaveID.newBuilder().setValue("a"))
                .setState(TaskState.TASK_RUNNING);
    }

    @Test
    void each_event_is_told() {
        MachineScene scene = new MachineScene().connected();
        Event.Builder failure = Event.newBuilder().setType(Event.Type.FAILURE);
        failure.getFailureBuilder().getAgentIdBuilder().setValue("a");
        scene.event(failure);
        failure.getFailureBuilder().setStatus(-9).getExecutorIdBuilder().setValue("e");
        scene.event(failure);
        Event.Builder message = Event.newBuilder().setType(Event.Type.MESSAGE);
        message.getMessageBuilder()
                .setAgentId(Protos.AgentID.newBuilder().setValue("a"))
                .setExecutorId(Protos.ExecutorID.newBuilder().setValue("e"))
                .setData(com.google.protobuf.ByteString.copyFromUtf8("xyz"));
        scene.event(message);
        Event.Builder rescind = Event.newBuilder().setType(Event.Type.RESCIND);
        rescind.getRescindBuilder().getOfferIdBuilder().setValue("o");
        scene.event(rescind);
        scene.event(Event.newBuilder().setType(Event.Type.OFFERS).setOffers(Event.Offers.newBuilder()));
        scene.event(Event.newBuilder().setType(Event.Type.UPDATE_OPERATION_STATUS));
        assertThat(scene.done())
                .containsExactly("agent lost a", "executor lost e a -9", "message e a 3", "rescinded o");
    }

    @Test
    void what_comes_before_the_subscription_is_confirmed_is_not_told() {
        Event.Builder rescind = Event.newBuilder().setType(Event.Type.RESCIND);
        rescind.getRescindBuilder().getOfferIdBuilder().setValue("o");
        MachineScene scene = new MachineScene().led(MachineScene.MASTER);
        scene.done();
        assertThat(scene.event(rescind).done()).isEmpty();
    }

    @Test
    void an_event_that_cannot_be_read_is_a_master_that_is_lost() {
        MachineScene scene = new MachineScene().connected();
        scene.feed(new ClientInput.Received(scene.stream(), new byte[] {8, 4}));
        assertThat(scene.done()).as("an UPDATE without a body").containsExactly("hang up", "disconnected");
    }

    @Test
    void what_comes_of_an_older_stream_means_nothing() {
        MachineScene scene = new MachineScene().connected();
        int old = scene.stream();
        scene.feed(new ClientInput.Ended(old, "cut")).after(500).event(MachineScene.subscribed("f-1"));
        scene.done();
        scene.feed(new ClientInput.Ended(old, "cut"))
                .feed(new ClientInput.Opened(old, "old"))
                .feed(new ClientInput.Received(
                        old, MachineScene.subscribed("x").build().toByteArray()))
                .feed(new ClientInput.Refused(old, new MasterAnswer(401, Optional.empty(), "")))
                .feed(new ClientInput.Answered(
                        old, SchedulerCall.Type.KILL, new MasterAnswer(503, Optional.empty(), "")));
        assertThat(scene.done()).isEmpty();
    }

    @Test
    void a_call_that_is_not_taken_is_passed_over_but_one_that_changes_the_framework_ends_the_driver() {
        MachineScene scene = new MachineScene().connected();
        assertThat(answered(scene, SchedulerCall.Type.KILL, 202)).isEmpty();
        assertThat(answered(scene, SchedulerCall.Type.KILL, 400)).isEmpty();
        assertThat(answered(scene, SchedulerCall.Type.UPDATE_FRAMEWORK, 200)).isEmpty();
        assertThat(answered(scene, SchedulerCall.Type.UPDATE_FRAMEWORK, 400))
                .containsExactly(
                        "fail The framework cannot be updated: 400 its words", "post http://m1:5050 s1 SUPPRESS f-1");
        MachineScene unknown = new MachineScene().connected();
        assertThat(answered(unknown, SchedulerCall.Type.KILL, 401))
                .containsExactly("fail Master refused authentication", "finish");
    }

    @ParameterizedTest
    @ValueSource(ints = {307, 500, 503})
    void a_master_that_takes_no_calls_any_more_is_lost(int status) {
        MachineScene scene = new MachineScene().connected();
        assertThat(answered(scene, SchedulerCall.Type.KILL, status)).containsExactly("hang up", "disconnected");
    }

    private static List<String> answered(MachineScene scene, SchedulerCall.Type call, int status) {
        return scene.feed(new ClientInput.Answered(
                        scene.stream(), call, new MasterAnswer(status, Optional.empty(), "its words")))
                .done();
    }

    @Test
    void point_5_point_6_an_aborted_driver_asks_for_no_more_offers_tells_nothing_and_can_still_be_stopped() {
        MachineScene scene = new MachineScene().connected();
        assertThat(scene.feed(new ClientInput.Abort()).done()).containsExactly("post http://m1:5050 s1 SUPPRESS f-1");
        Event.Builder rescind = Event.newBuilder().setType(Event.Type.RESCIND);
        rescind.getRescindBuilder().getOfferIdBuilder().setValue("o");
        scene.event(rescind)
                .feed(killed("t"))
                .feed(launched())
                .feed(new ClientInput.Delivered(
                        status().setUuid(ByteString.copyFromUtf8("u")).build()))
                .feed(new ClientInput.Abort())
                .led(MachineScene.OTHER);
        assertThat(answered(scene, SchedulerCall.Type.UPDATE_FRAMEWORK, 400)).isEmpty();
        assertThat(scene.done()).isEmpty();
        assertThat(scene.feed(new ClientInput.End(true)).done())
                .containsExactly("post http://m1:5050 s1 TEARDOWN f-1", "finish");
    }

    @Test
    void an_aborted_driver_whose_stream_ends_is_at_its_end() {
        MachineScene scene = new MachineScene().connected();
        scene.feed(new ClientInput.Abort()).done();
        assertThat(scene.feed(new ClientInput.Ended(scene.stream(), "cut")).done())
                .containsExactly("finish");
        assertThat(new MachineScene().feed(new ClientInput.Abort()).done())
                .as("without a master")
                .containsExactly("finish");
        MachineScene silent = new MachineScene().connected();
        silent.feed(new ClientInput.Abort()).done();
        assertThat(silent.after(30_000).done()).containsExactly("finish");
        MachineScene refused = new MachineScene().connected();
        refused.feed(new ClientInput.Abort()).done();
        Event.Builder error = Event.newBuilder().setType(Event.Type.ERROR);
        error.getErrorBuilder().setMessage("Framework failed over");
        assertThat(refused.event(error).done()).as("told no more").containsExactly("finish");
    }

    @Test
    void an_aborted_driver_that_has_no_master_warns_that_a_stop_will_not_tear_down() {
        String warning = "a stop will not tear the framework down, and its tasks run on: it has no master now";
        MachineScene away = new MachineScene().connected();
        away.led(null).feed(new ClientInput.Abort());
        assertThat(away.warnings()).as("it had none").containsExactly(warning);
        MachineScene cut = new MachineScene().connected();
        cut.feed(new ClientInput.Abort());
        assertThat(cut.warnings()).as("a stop would still tear it down").isEmpty();
        cut.feed(new ClientInput.Ended(cut.stream(), "cut"));
        assertThat(cut.warnings()).as("it lost it").containsExactly(warning);
        MachineScene silent = new MachineScene().connected();
        silent.feed(new ClientInput.Abort()).after(30_000);
        assertThat(silent.warnings()).as("it is silent").containsExactly(warning);
        assertThat(new MachineScene().feed(new ClientInput.Abort()).warnings())
                .as("it was never registered")
                .isEmpty();
        assertThat(new MachineScene()
                        .connected()
                        .feed(new ClientInput.Abort())
                        .feed(new ClientInput.End(true))
                        .warnings())
                .as("it was torn down")
                .isEmpty();
    }

    @Test
    void a_stop_tears_the_framework_down_unless_it_will_come_back_or_has_no_master() {
        assertThat(new MachineScene()
                        .connected()
                        .feed(new ClientInput.End(true))
                        .done())
                .containsExactly("post http://m1:5050 s1 TEARDOWN f-1", "finish");
        assertThat(new MachineScene()
                        .connected()
                        .feed(new ClientInput.End(false))
                        .done())
                .containsExactly("finish");
        assertThat(new MachineScene().feed(new ClientInput.End(true)).done()).containsExactly("finish");
    }

    @Test
    void the_description_may_change_once_the_framework_is_registered_and_is_what_it_subscribes_with_again() {
        ClientInput update = updated("f-1");
        assertThat(new MachineScene().feed(update).done())
                .first()
                .asString()
                .contains("before the framework was registered");
        MachineScene scene = new MachineScene().connected();
        scene.feed(update).feed(new ClientInput.Ended(scene.stream(), "cut")).done();
        assertThat(scene.after(500).done()).containsExactly(AGAIN + " changed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"another", ""})
    void an_update_under_another_id_does_not_make_the_framework_another_one(String id) {
        MachineScene scene = new MachineScene().connected();
        assertThat(scene.feed(updated(id)).done()).containsExactly("post http://m1:5050 s1 UPDATE_FRAMEWORK f-1/" + id);
        assertThat(answered(scene, SchedulerCall.Type.UPDATE_FRAMEWORK, 400))
                .containsExactly(
                        "fail The framework cannot be updated: 400 its words", "post http://m1:5050 s1 SUPPRESS f-1");
        assertThat(scene.feed(new ClientInput.End(true)).done())
                .containsExactly("post http://m1:5050 s1 TEARDOWN f-1", "finish");
    }

    private static ClientInput updated(String id) {
        FrameworkInfo.Builder info = MachineScene.framework().setName("changed");
        if (!id.isEmpty()) {
            info.getIdBuilder().setValue(id);
        }
        return new ClientInput.Called(
                new FrameworkCall.Update(info.build(), List.of("x"), OfferConstraints.getDefaultInstance()));
    }
}
