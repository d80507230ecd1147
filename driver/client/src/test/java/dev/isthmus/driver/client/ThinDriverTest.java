package dev.isthmus.driver.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.isthmus.driver.logging.HeardLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.mesos.Protos.Credential;
import org.apache.mesos.Protos.FrameworkID;
import org.apache.mesos.Protos.FrameworkInfo;
import org.apache.mesos.Protos.OfferID;
import org.apache.mesos.Protos.Status;
import org.apache.mesos.Protos.TaskID;
import org.apache.mesos.Protos.TaskInfo;
import org.apache.mesos.SchedulerDriver;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos.Event;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The life of a driver over sockets, with the points of one that is a library in the framework's process; its numbers are those of docs/mesos-compatibility.md. */
@Timeout(60)
class ThinDriverTest {

    private static final FrameworkInfo INFO =
            FrameworkInfo.newBuilder().setName("thin").setUser("").build();
    private static final double RARELY = 3600;

    private final RecordedScheduler framework = new RecordedScheduler();
    private ScriptedMaster master;
    private SchedulerDriver driver;

    @BeforeEach
    void begin() throws IOException {
        master = new ScriptedMaster();
        driver = driver(master.address(), true);
    }

    @AfterEach
    void end() {
        driver.stop(true);
        master.close();
    }

    private SchedulerDriver driver(String address, boolean implicit) {
        return ThinDriver.driver(RecordedScheduler.face(), framework.scheduler(), INFO, List.of(), address, implicit);
    }

    private void registered() throws Exception {
        assertThat(driver.start()).isEqualTo(Status.DRIVER_RUNNING);
        master.subscribed(RARELY);
        framework.await("registered");
    }

    private void kill(String task) {
        assertThat(driver.killTask(TaskID.newBuilder().setValue(task).build())).isEqualTo(Status.DRIVER_RUNNING);
    }

    private static Event.Builder running(String task) {
        Event.Builder event = Event.newBuilder().setType(Event.Type.UPDATE);
        event.getUpdateBuilder()
                .getStatusBuilder()
                .setState(org.apache.mesos.v1.Protos.TaskState.TASK_RUNNING)
                .setUuid(com.google.protobuf.ByteString.copyFromUtf8("0123456789abcdef"))
                .setTaskId(org.apache.mesos.v1.Protos.TaskID.newBuilder().setValue(task))
                .setAgentId(org.apache.mesos.v1.Protos.AgentID.newBuilder().setValue("a"));
        return event;
    }

    @Test
    void point_1_point_12_start_returns_at_once_and_callbacks_come_on_a_daemon() throws Exception {
        registered();
        master.send(running("t"));
        RecordedScheduler.Call update = framework.await("statusUpdate");
        assertThat(update.thread()).isNotSameAs(Thread.currentThread());
        assertThat(update.thread().isDaemon()).isTrue();
        assertThat(driver.start()).isEqualTo(Status.DRIVER_RUNNING);
    }

    @Test
    void point_2_before_start_and_after_a_stop_nothing_has_an_effect() throws Exception {
        assertThat(driver.killTask(
                        TaskID.getDefaultInstance().toBuilder().setValue("t").build()))
                .isEqualTo(Status.DRIVER_NOT_STARTED);
        assertThat(driver.stop()).isEqualTo(Status.DRIVER_NOT_STARTED);
        assertThat(driver.abort()).isEqualTo(Status.DRIVER_NOT_STARTED);
        assertThat(driver.join()).isEqualTo(Status.DRIVER_NOT_STARTED);
        registered();
        assertThat(driver.stop(true)).isEqualTo(Status.DRIVER_STOPPED);
        assertThat(driver.start()).isEqualTo(Status.DRIVER_STOPPED);
        assertThat(driver.reviveOffers()).isEqualTo(Status.DRIVER_STOPPED);
        assertThat(master.hasCalls()).isFalse();
    }

    @Test
    void point_3_point_4_join_waits_for_the_stop_in_every_thread() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            driver.start();
            List<Future<Status>> joined =
                    List.of(threads.submit(() -> driver.join()), threads.submit(() -> driver.run()));
            assertThat(driver.stop()).isEqualTo(Status.DRIVER_STOPPED);
            assertThat(joined.get(0).get(20, TimeUnit.SECONDS)).isEqualTo(Status.DRIVER_STOPPED);
            joined.get(1).get(20, TimeUnit.SECONDS);
            assertThat(driver.stop()).isEqualTo(Status.DRIVER_STOPPED);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void point_5_point_6_a_stop_after_an_abort_says_aborted_once() {
        driver.start();
        assertThat(driver.abort()).isEqualTo(Status.DRIVER_ABORTED);
        assertThat(driver.abort()).isEqualTo(Status.DRIVER_ABORTED);
        assertThat(driver.join()).isEqualTo(Status.DRIVER_ABORTED);
        assertThat(driver.stop()).isEqualTo(Status.DRIVER_ABORTED);
        assertThat(driver.stop()).isEqualTo(Status.DRIVER_STOPPED);
    }

    @Test
    void point_6_a_stop_after_an_abort_still_tears_the_framework_down() throws Exception {
        registered();
        driver.abort();
        assertThat(master.call().getType()).isEqualTo(Call.Type.SUPPRESS);
        assertThat(driver.stop()).isEqualTo(Status.DRIVER_ABORTED);
        assertThat(master.call().getType()).isEqualTo(Call.Type.TEARDOWN);
    }

    @Test
    void point_8_point_78_after_a_stop_inside_a_callback_no_other_begins_and_the_update_is_not_acknowledged()
            throws Exception {
        framework.on("statusUpdate", arguments -> driver.stop(true));
        registered();
        master.send(running("t1"));
        master.send(running("t2"));
        framework.await("statusUpdate");
        assertThat(driver.join()).isEqualTo(Status.DRIVER_STOPPED);
        assertThat(((ThinSchedulerDriver) driver).awaitDrained(Duration.ofSeconds(20)))
                .isTrue();
        assertThat(framework.isQuiet()).isTrue();
        assertThat(master.hasCalls()).isFalse();
    }

    @Test
    void point_9_what_was_called_before_the_stop_is_sent_in_order_and_then_the_teardown() throws Exception {
        registered();
        for (int task = 0; task < 50; task++) {
            kill("t" + task);
        }
        driver.stop();
        for (int task = 0; task < 50; task++) {
            assertThat(master.call().getKill().getTaskId().getValue()).isEqualTo("t" + task);
        }
        Call last = master.call();
        assertThat(last.getType()).isEqualTo(Call.Type.TEARDOWN);
        assertThat(last.getFrameworkId().getValue()).isEqualTo("f-1");
    }

    @Test
    void point_10_a_master_that_cannot_be_is_an_error_on_the_calling_thread() throws Exception {
        for (String address : List.of("zk://a:2181", "m1:99999", "file:///no/such/file")) {
            SchedulerDriver wrong = driver(address, true);
            assertThat(wrong.start()).isEqualTo(Status.DRIVER_ABORTED);
            RecordedScheduler.Call error = framework.await("error");
            assertThat(error.thread()).isSameAs(Thread.currentThread());
            assertThat(error.arguments().get(1).toString()).contains(address);
            assertThat(wrong.join()).isEqualTo(Status.DRIVER_ABORTED);
        }
    }

    @SuppressWarnings("deprecation") // What frameworks of before 1.11 call.
    @Test
    void point_11_collections_that_are_null_are_refused_by_name() throws Exception {
        registered();
        String text = "Not expecting a null collection of ";
        assertThatNullPointerException()
                .isThrownBy(() -> driver.launchTasks((Collection<OfferID>) null, List.of()))
                .withMessage(text + "OfferID");
        assertThatNullPointerException()
                .isThrownBy(() -> driver.launchTasks(List.of(), (Collection<TaskInfo>) null))
                .withMessage(text + "TaskInfo");
        assertThatNullPointerException()
                .isThrownBy(() -> driver.reconcileTasks(null))
                .withMessage(text + "TaskStatus");
        assertThatNullPointerException()
                .isThrownBy(() -> driver.suppressOffers(null))
                .withMessage(text + "roles");
        assertThatNullPointerException()
                .isThrownBy(() -> driver.reviveOffers(null))
                .withMessage(text + "roles");
        assertThatNullPointerException()
                .isThrownBy(() -> driver.updateFramework(INFO, null))
                .withMessage(text + "roles");
    }

    @Test
    void point_11_nulls_are_refused_with_the_texts_of_mesos() {
        assertThatNullPointerException()
                .isThrownBy(() -> ThinDriver.driver(null, null, INFO, List.of(), "m:1", true))
                .withMessage("Not expecting a null Scheduler");
        assertThatNullPointerException()
                .isThrownBy(() -> ThinDriver.driver(null, framework.scheduler(), null, List.of(), "m:1", true))
                .withMessage("Not expecting a null FrameworkInfo");
        assertThatNullPointerException()
                .isThrownBy(() -> ThinDriver.driver(null, framework.scheduler(), INFO, null, "m:1", true))
                .withMessage("Not expecting a null suppressedRoles");
        assertThatNullPointerException()
                .isThrownBy(() -> ThinDriver.driver(null, framework.scheduler(), INFO, List.of(), "m:1", true, null))
                .withMessage("Not expecting a null credential");
    }

    @Test
    void point_12_no_thread_is_left() throws Exception {
        registered();
        driver.stop();
        assertThat(((ThinSchedulerDriver) driver).awaitDrained(Duration.ofSeconds(20)))
                .isTrue();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().endsWith("-thin")) {
                thread.join(20_000);
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
    }

    @Test
    void point_18_user_and_hostname_are_filled_in() throws Exception {
        driver.start();
        Call call = master.subscribed(RARELY);
        assertThat(call.getSubscribe().getFrameworkInfo().getUser()).isEqualTo(System.getProperty("user.name"));
        assertThat(call.getSubscribe().getFrameworkInfo().getHostname()).isNotEmpty();
    }

    @Test
    void point_78_an_update_is_acknowledged_when_its_callback_has_returned_and_before_what_that_called()
            throws Exception {
        framework.on("statusUpdate", arguments -> kill("x"));
        registered();
        master.send(running("t"));
        assertThat(master.call().getAcknowledge().getUuid().toStringUtf8()).isEqualTo("0123456789abcdef");
        assertThat(master.call().getType()).isEqualTo(Call.Type.KILL);
    }

    @Test
    void point_80_where_the_framework_acknowledges_nothing_else_does() throws Exception {
        driver = driver(master.address(), false);
        registered();
        master.send(running("t"));
        RecordedScheduler.Call update = framework.await("statusUpdate");
        kill("x");
        assertThat(master.call().getType()).isEqualTo(Call.Type.KILL);
        driver.acknowledgeStatusUpdate(
                (org.apache.mesos.Protos.TaskStatus) update.arguments().get(1));
        assertThat(master.call().getType()).isEqualTo(Call.Type.ACKNOWLEDGE);
    }

    @Test
    void point_114_a_callback_that_throws_aborts_the_driver() throws Exception {
        framework.on("statusUpdate", arguments -> {
            throw new IllegalStateException("planted");
        });
        registered();
        master.send(running("t"));
        assertThat(driver.join()).isEqualTo(Status.DRIVER_ABORTED);
        framework.await("statusUpdate");
        assertThat(framework.isQuiet()).isTrue();
        assertThat(master.call().getType()).as("not acknowledged").isEqualTo(Call.Type.SUPPRESS);
    }

    @Test
    void an_interrupt_that_a_callback_leaves_behind_does_not_end_the_driver() throws Exception {
        framework.on("statusUpdate", arguments -> Thread.currentThread().interrupt());
        registered();
        master.send(running("t1"));
        framework.await("statusUpdate");
        assertThat(master.call().getType()).isEqualTo(Call.Type.ACKNOWLEDGE);
        master.send(running("t2"));
        framework.await("statusUpdate");
        assertThat(master.call().getType()).isEqualTo(Call.Type.ACKNOWLEDGE);
        assertThat(driver.stop()).isEqualTo(Status.DRIVER_STOPPED);
        assertThat(master.call().getType()).isEqualTo(Call.Type.TEARDOWN);
    }

    @Test
    void an_interrupt_that_error_leaves_behind_does_not_keep_a_stop_from_tearing_the_framework_down() throws Exception {
        framework.on("error", arguments -> Thread.currentThread().interrupt());
        registered();
        driver.acknowledgeStatusUpdate(org.apache.mesos.Protos.TaskStatus.newBuilder()
                .setTaskId(TaskID.newBuilder().setValue("t"))
                .setState(org.apache.mesos.Protos.TaskState.TASK_RUNNING)
                .build());
        framework.await("error");
        assertThat(master.call().getType()).isEqualTo(Call.Type.SUPPRESS);
        driver.stop();
        assertThat(master.call().getType()).isEqualTo(Call.Type.TEARDOWN);
    }

    @Test
    void point_115_point_116_a_callback_that_blocks_holds_calls_back_but_nobody_who_makes_them() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        framework.on("statusUpdate", arguments -> {
            begun.countDown();
            free.await();
        });
        registered();
        master.send(running("t"));
        begun.await();
        kill("x");
        assertThat(master.hasCalls()).isFalse();
        free.countDown();
        assertThat(master.call().getType()).isEqualTo(Call.Type.ACKNOWLEDGE);
        assertThat(master.call().getType()).isEqualTo(Call.Type.KILL);
    }

    @Test
    void point_113_an_error_comes_when_the_driver_is_already_aborted() throws Exception {
        registered();
        CompletableFuture<Status> inside = new CompletableFuture<>();
        framework.on("error", arguments -> inside.complete(driver.reviveOffers()));
        Event.Builder error = Event.newBuilder().setType(Event.Type.ERROR);
        error.getErrorBuilder().setMessage("Framework failed over");
        master.send(error);
        assertThat(framework.await("error").arguments().get(1)).isEqualTo("Framework failed over");
        assertThat(inside.get(20, TimeUnit.SECONDS)).isEqualTo(Status.DRIVER_ABORTED);
        assertThat(driver.join()).isEqualTo(Status.DRIVER_ABORTED);
    }

    @Test
    void a_master_that_ends_the_stream_is_found_again_under_the_same_id() throws Exception {
        registered();
        master.end();
        framework.await("disconnected");
        Call again = master.subscribed(RARELY);
        assertThat(again.getFrameworkId().getValue()).isEqualTo("f-1");
        assertThat(again.getSubscribe().getFrameworkInfo().getId().getValue()).isEqualTo("f-1");
        framework.await("reregistered");
        kill("t");
        assertThat(master.call().getType()).isEqualTo(Call.Type.KILL);
    }

    @Test
    void a_master_that_falls_silent_is_hung_up_on() throws Exception {
        driver.start();
        master.subscribed(0.001);
        framework.await("registered");
        framework.await("disconnected");
        master.subscribed(RARELY);
        framework.await("reregistered");
    }

    @Test
    void a_call_that_the_master_cannot_take_any_more_is_not_repeated() throws Exception {
        registered();
        master.answer(503);
        kill("t");
        framework.await("disconnected");
        assertThat(master.call().getType()).isEqualTo(Call.Type.KILL);
        master.answer(202);
        assertThat(master.subscribed(RARELY).getType()).isEqualTo(Call.Type.SUBSCRIBE);
        framework.await("reregistered");
        driver.declineOffer(OfferID.newBuilder().setValue("o").build());
        assertThat(master.call().getType()).as("and not the kill").isEqualTo(Call.Type.DECLINE);
    }

    @Test
    void calls_to_a_master_that_is_lost_do_not_hold_back_those_to_the_next() throws Exception {
        registered();
        master.hold(true);
        kill("t1");
        assertThat(master.call().getKill().getTaskId().getValue()).isEqualTo("t1");
        kill("t2");
        master.end();
        framework.await("disconnected");
        master.hold(false);
        master.subscribed(RARELY);
        framework.await("reregistered");
        kill("t3");
        assertThat(master.call().getKill().getTaskId().getValue())
                .as("soon, and not the one that was asked of the lost one")
                .isEqualTo("t3");
    }

    @Test
    void a_stop_does_not_give_up_what_was_called_before_it() throws Exception {
        registered();
        master.hold(true);
        kill("t1");
        assertThat(master.call().getType()).isEqualTo(Call.Type.KILL);
        driver.stop();
        master.answerHeld();
        assertThat(master.call().getType()).isEqualTo(Call.Type.TEARDOWN);
    }

    @Test
    void it_goes_where_a_master_sends_it() throws Exception {
        try (ScriptedMaster leader = new ScriptedMaster()) {
            master.refuse(307, "//" + leader.address() + "/api/v1/scheduler");
            driver.start();
            leader.subscribed(RARELY);
            framework.await("registered");
            kill("t");
            assertThat(leader.call().getType()).isEqualTo(Call.Type.KILL);
        }
    }

    @Test
    void a_credential_is_shown_with_every_request_and_one_that_is_refused_is_an_error() throws Exception {
        driver = ThinDriver.driver(
                RecordedScheduler.face(),
                framework.scheduler(),
                INFO.toBuilder().setId(FrameworkID.newBuilder().setValue("f-1")).build(),
                List.of(),
                "http://" + master.address(),
                true,
                Credential.newBuilder()
                        .setPrincipal("Aladdin")
                        .setSecret("open sesame")
                        .build());
        registered();
        kill("t");
        assertThat(List.of(master.credential(), master.credential()))
                .containsOnly("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
        master.refuse(401, "");
        master.end();
        framework.await("disconnected");
        assertThat(framework.await("error").arguments().get(1)).isEqualTo("Master refused authentication");
    }

    @Test
    void a_file_names_the_master(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("master"), master.address() + "\n");
        driver = driver("file://" + file, true);
        registered();
        assertThat(master.credential()).isEqualTo("none");
    }

    @Test
    void what_only_a_driver_with_a_cluster_of_its_own_shows_is_said_not_to_be_shown() throws Exception {
        System.setProperty("ISTHMUS_HTTP", "127.0.0.1:0");
        try (HeardLog log = HeardLog.open()) {
            registered();
            assertThat(log.await("ISTHMUS_HTTP is set and not used")).contains("served by a master");
        } finally {
            System.clearProperty("ISTHMUS_HTTP");
        }
    }
}
