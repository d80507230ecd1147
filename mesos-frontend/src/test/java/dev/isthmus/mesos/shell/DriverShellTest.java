package dev.isthmus.mesos.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.discovery.Discovery;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.translation.TranslatorTable;
import dev.isthmus.mesos.FrontendDriver;
import dev.isthmus.mesos.FrontendOptions;
import dev.isthmus.mesos.FrontendSettings;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.messages.Protos.ExecutorID;
import dev.isthmus.mesos.messages.Protos.Filters;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo.Capability;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.Request;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.Protos.Status;
import dev.isthmus.mesos.messages.Protos.TaskID;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.testkit.memory.MemoryBackend;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The rules of a driver's life, threads and errors, through the shell. */
@Timeout(30)
class DriverShellTest {

    private static final TranslatorTable TRANSLATORS =
            TranslatorTable.load(Discovery.installed(), Dialect.ECS, Settings.none());

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final MemoryBackend backend = new MemoryBackend(InstantSource.system(), scheduler);
    private final RecordingScheduler framework = new RecordingScheduler();
    private final FrontendDriver driver = driver(true, Settings.none());

    private FrontendDriver driver(boolean implicit, Settings settings) {
        return MesosFrontend.driver(
                FrontendOptions.builder(Messages.framework(Capability.Type.PARTITION_AWARE), framework)
                        .implicitAcknowledgements(implicit)
                        .settings(settings)
                        .backend(() -> backend)
                        .translators(TRANSLATORS)
                        .scheduler(scheduler)
                        .mesosVersion("1.11.0")
                        .build());
    }

    @AfterEach
    void end() throws InterruptedException {
        driver.stop(false);
        driver.awaitDrained(Duration.ofSeconds(10));
        scheduler.shutdownNow();
    }

    private Offer firstOffer() throws InterruptedException {
        backend.putAgent(Messages.agent("a1"));
        assertThat(driver.start()).isEqualTo(Status.DRIVER_RUNNING);
        return framework.awaitOffers().get(0);
    }

    private void launch(Offer offer, TaskInfo task) {
        driver.launchTasks(List.of(offer.getId()), List.of(task), Filters.getDefaultInstance());
    }

    @Test
    void point_73_a_task_goes_from_starting_through_running_to_finished() throws InterruptedException {
        backend.runTasks(Duration.ofMillis(10), Duration.ofMillis(10), 0);
        Offer offer = firstOffer();
        launch(offer, Messages.task("t1", offer, 0.5, 64));
        assertThat(framework.awaitStatus().getState()).isEqualTo(TaskState.TASK_STARTING);
        assertThat(framework.awaitStatus().getState()).isEqualTo(TaskState.TASK_RUNNING);
        assertThat(framework.awaitStatus().getState()).isEqualTo(TaskState.TASK_FINISHED);
        assertThat(driver.counters().tasksLaunched()).isEqualTo(1);
        assertThat(driver.counters().statesDelivered()).containsEntry("TASK_FINISHED", 1L);
    }

    @Test
    void point_1_start_returns_at_once_and_callbacks_come_on_another_thread() throws InterruptedException {
        assertThat(driver.start()).isEqualTo(Status.DRIVER_RUNNING);
        RecordingScheduler.Told registered = framework.next("registered");
        assertThat(registered.thread()).isNotSameAs(Thread.currentThread());
    }

    @Test
    void point_2_before_start_nothing_has_an_effect() throws InterruptedException {
        assertThat(driver.stop(false)).isEqualTo(Status.DRIVER_NOT_STARTED);
        assertThat(driver.abort()).isEqualTo(Status.DRIVER_NOT_STARTED);
        assertThat(driver.reviveOffers()).isEqualTo(Status.DRIVER_NOT_STARTED);
        assertThat(driver.requestResources(List.of())).isEqualTo(Status.DRIVER_NOT_STARTED);
        assertThat(driver.start()).isEqualTo(Status.DRIVER_RUNNING);
        framework.next("registered");
        driver.stop(true);
        assertThat(driver.start()).isEqualTo(Status.DRIVER_STOPPED);
    }

    @Test
    void point_3_join_blocks_every_thread_until_stop() throws Exception {
        assertThat(driver.join()).isEqualTo(Status.DRIVER_NOT_STARTED);
        driver.start();
        framework.next("registered");
        CompletableFuture<Status> first = CompletableFuture.supplyAsync(driver::join);
        CompletableFuture<Status> second = CompletableFuture.supplyAsync(driver::join);
        assertThat(first).isNotDone();
        driver.stop(false);
        assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(Status.DRIVER_STOPPED);
        assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo(Status.DRIVER_STOPPED);
    }

    @Test
    void point_4_after_stop_everything_answers_stopped() {
        driver.start();
        assertThat(driver.stop(false)).isEqualTo(Status.DRIVER_STOPPED);
        assertThat(driver.stop(true)).isEqualTo(Status.DRIVER_STOPPED);
        assertThat(driver.abort()).isEqualTo(Status.DRIVER_STOPPED);
        assertThat(driver.suppressOffers()).isEqualTo(Status.DRIVER_STOPPED);
        assertThat(driver.join()).isEqualTo(Status.DRIVER_STOPPED);
    }

    @Test
    void point_5_point_6_stop_after_abort_answers_aborted_once() {
        driver.start();
        assertThat(driver.abort()).isEqualTo(Status.DRIVER_ABORTED);
        assertThat(driver.abort()).isEqualTo(Status.DRIVER_ABORTED);
        assertThat(driver.join()).isEqualTo(Status.DRIVER_ABORTED);
        assertThat(driver.stop(false)).isEqualTo(Status.DRIVER_ABORTED);
        assertThat(driver.stop(false)).isEqualTo(Status.DRIVER_STOPPED);
        assertThat(driver.join()).isEqualTo(Status.DRIVER_STOPPED);
    }

    @Test
    void point_7_calls_answer_running_whatever_becomes_of_them() {
        driver.start();
        assertThat(driver.declineOffer(Offer.getDefaultInstance().getId(), Filters.getDefaultInstance()))
                .isEqualTo(Status.DRIVER_RUNNING);
        assertThat(driver.reconcileTasks(List.of())).isEqualTo(Status.DRIVER_RUNNING);
        assertThat(driver.requestResources(List.of())).isEqualTo(Status.DRIVER_RUNNING);
    }

    @Test
    void point_8_after_stop_inside_a_callback_no_further_one_begins() throws InterruptedException {
        framework.react(told -> driver.stop(false));
        backend.putAgent(Messages.agent("a1"));
        driver.start();
        framework.next("registered");
        assertThat(driver.awaitDrained(Duration.ofSeconds(10))).isTrue();
        assertThat(framework.isQuiet()).isTrue();
    }

    @Test
    void point_9_calls_made_before_stop_are_carried_out() throws InterruptedException {
        Offer offer = firstOffer();
        launch(offer, Messages.task("t1", offer, 0.5, 64));
        driver.stop(true);
        assertThat(driver.awaitDrained(Duration.ofSeconds(10))).isTrue();
        assertThat(backend.launches()).hasSize(1);
        assertThat(backend.isClosed()).isTrue();
    }

    @Test
    void point_10_a_backend_that_cannot_be_opened_is_an_error_on_the_calling_thread() throws InterruptedException {
        FrontendDriver broken = MesosFrontend.driver(FrontendOptions.builder(Messages.framework(), framework)
                .backend(() -> {
                    throw new IllegalArgumentException("no region anywhere: set AWS_REGION");
                })
                .translators(dialect -> TranslatorTable.load(Discovery.installed(), dialect, Settings.none()))
                .scheduler(scheduler)
                .build());
        assertThat(broken.run()).isEqualTo(Status.DRIVER_ABORTED);
        assertThat(broken.join()).isEqualTo(Status.DRIVER_ABORTED);
        RecordingScheduler.Told error = framework.next("error");
        assertThat(error.what()).isEqualTo("no region anywhere: set AWS_REGION");
        assertThat(error.thread()).isSameAs(Thread.currentThread());
    }

    @Test
    void point_10_a_setting_that_cannot_be_read_is_an_error_that_names_it() throws InterruptedException {
        FrontendDriver broken = driver(
                true,
                Settings.builder().set(FrontendSettings.STOP_DRAIN, "soon").build());
        assertThat(broken.start()).isEqualTo(Status.DRIVER_ABORTED);
        assertThat((String) framework.next("error").what()).contains("ISTHMUS_STOP_DRAIN='soon'");
        assertThat(backend.isClosed()).isTrue();
    }

    @Test
    void point_12_the_drivers_thread_is_a_daemon() throws InterruptedException {
        driver.start();
        assertThat(framework.next("registered").thread().isDaemon()).isTrue();
    }

    @Test
    void point_21_stop_kills_every_task_without_a_word() throws InterruptedException {
        Offer offer = firstOffer();
        launch(offer, Messages.task("t1", offer, 0.5, 64));
        driver.reconcileTasks(List.of());
        assertThat(framework.awaitStatus().getState()).isEqualTo(TaskState.TASK_STAGING);
        driver.stop(false);
        assertThat(driver.awaitDrained(Duration.ofSeconds(10))).isTrue();
        assertThat(backend.stops()).hasSize(1);
        assertThat(backend.liveTasks()).isEmpty();
        assertThat(backend.isClosed()).isTrue();
        assertThat(framework.isQuiet()).isTrue();
    }

    @Test
    void point_57_an_id_is_used_again_from_inside_its_terminal_update() throws InterruptedException {
        backend.runTasks(Duration.ofMillis(5), Duration.ofMillis(5), 0);
        firstOffer();
        AtomicReference<Offer> held = new AtomicReference<>();
        CountDownLatch second = new CountDownLatch(2);
        framework.react(told -> {
            if (told.what() instanceof List<?> offers) {
                held.set((Offer) offers.get(0));
            } else if (told.what() instanceof TaskStatus status && status.getState() == TaskState.TASK_FINISHED) {
                second.countDown();
                Offer offer = held.get();
                if (second.getCount() > 0 && offer != null) {
                    launch(offer, Messages.task("again", offer, 0.1, 32));
                }
            }
        });
        backend.putAgent(Messages.agent("a2"));
        Offer offer = framework.awaitOffers().get(0);
        // One more, so that an offer is at hand when the task ends.
        backend.putAgent(Messages.agent("a3"));
        framework.awaitOffers();
        launch(offer, Messages.task("again", offer, 0.1, 32));
        assertThat(second.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void point_114_a_throwing_callback_aborts_the_driver_and_is_printed() throws InterruptedException {
        PrintStream original = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            framework.react(told -> {
                throw new AssertionError("thrown on purpose");
            });
            driver.start();
            framework.next("registered");
            assertThat(driver.join()).isEqualTo(Status.DRIVER_ABORTED);
        } finally {
            System.setErr(original);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("thrown on purpose");
        assertThat(framework.isQuiet()).isTrue();
    }

    @Test
    void point_115_point_116_calls_inside_a_callback_wait_until_it_returns() throws InterruptedException {
        backend.putAgent(Messages.agent("a1"));
        framework.react(told -> {
            if (told.name().equals("resourceOffers")) {
                Offer offer = (Offer) ((List<?>) told.what()).get(0);
                TaskInfo bad = Messages.task("bad", "elsewhere", 0.1, 32);
                launch(offer, bad);
            }
        });
        driver.start();
        TaskStatus status = framework.awaitStatus();
        assertThat(status.getState()).isEqualTo(TaskState.TASK_ERROR);
        assertThat(framework.nested()).isZero();
    }

    @Test
    void point_91_a_running_task_is_killed_on_request() throws InterruptedException {
        backend.runTasks(Duration.ofMillis(1), Duration.ofHours(1), 0);
        Offer offer = firstOffer();
        launch(offer, Messages.task("t1", offer, 0.5, 64));
        framework.awaitStatus();
        TaskStatus running = framework.awaitStatus();
        driver.killTask(running.getTaskId());
        assertThat(framework.awaitStatus().getState()).isEqualTo(TaskState.TASK_KILLED);
    }

    @Test
    void point_103_a_lost_agent_is_told() throws InterruptedException {
        firstOffer();
        backend.removeAgent(new AgentId("a1"), "terminated");
        framework.await("offerRescinded");
        assertThat(framework.next("slaveLost").what()).isEqualTo("a1");
    }

    @Test
    void point_47_requesting_resources_is_accepted_and_has_no_effect() throws InterruptedException {
        firstOffer();
        assertThat(driver.requestResources(List.of(Request.getDefaultInstance())))
                .isEqualTo(Status.DRIVER_RUNNING);
        // Whatever it caused would come before the answer to this.
        driver.killTask(TaskID.newBuilder().setValue("never seen").build());
        assertThat(((TaskStatus) framework.next("statusUpdate").what()).getState())
                .isEqualTo(TaskState.TASK_UNKNOWN);
    }

    @Test
    void point_109_a_message_to_an_executor_is_dropped_and_answers_with_the_status() throws InterruptedException {
        firstOffer();
        assertThat(driver.sendFrameworkMessage(
                        ExecutorID.newBuilder().setValue("e").build(),
                        SlaveID.newBuilder().setValue("no such agent").build(),
                        new byte[] {1}))
                .isEqualTo(Status.DRIVER_RUNNING);
        driver.killTask(TaskID.newBuilder().setValue("never seen").build());
        framework.next("statusUpdate");
    }

    @Test
    void point_113_error_comes_once_and_last_when_the_driver_is_already_aborted() throws Exception {
        CompletableFuture<Status> inside = new CompletableFuture<>();
        framework.react(told -> {
            if (told.name().equals("error")) {
                inside.complete(driver.reviveOffers());
            }
        });
        firstOffer();
        // Both are fatal; only the first is told.
        driver.acknowledgeStatusUpdate(TaskStatus.getDefaultInstance());
        driver.acknowledgeStatusUpdate(TaskStatus.getDefaultInstance());
        assertThat(driver.join()).isEqualTo(Status.DRIVER_ABORTED);
        assertThat((String) framework.next("error").what()).contains("implicitAcknowledgements");
        assertThat(inside.get(10, TimeUnit.SECONDS)).isEqualTo(Status.DRIVER_ABORTED);
        backend.putAgent(Messages.agent("a2"));
        driver.stop(false);
        assertThat(driver.awaitDrained(Duration.ofSeconds(10))).isTrue();
        assertThat(framework.isQuiet()).isTrue();
    }
}
