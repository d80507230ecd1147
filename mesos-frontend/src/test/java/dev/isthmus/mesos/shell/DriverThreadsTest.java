package dev.isthmus.mesos.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.discovery.Discovery;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalFact;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.translation.TranslatorTable;
import dev.isthmus.mesos.FrontendDriver;
import dev.isthmus.mesos.FrontendOptions;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.messages.Protos.Filters;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo.Capability;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.Status;
import dev.isthmus.mesos.messages.Protos.TaskID;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.testkit.memory.MemoryBackend;
import dev.isthmus.testkit.memory.MemoryJournals;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Callbacks that block, throw, call the driver or stop it; calls from many threads; many drivers one after another. */
@Timeout(120)
class DriverThreadsTest {

    /** The default build plays fewer; {@code -Disthmus.test.cycles=10000} for more. */
    private static final int CYCLES = Integer.getInteger("isthmus.test.cycles", 1000);

    private static final TranslatorTable TRANSLATORS =
            TranslatorTable.load(Discovery.installed(), Dialect.ECS, Settings.none());
    private static final long PATIENCE_SECONDS = 20;

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final MemoryBackend backend = new MemoryBackend(InstantSource.system(), scheduler);
    private final RecordingScheduler framework = new RecordingScheduler();
    private final MemoryJournals journals = new MemoryJournals();
    private final FrontendDriver driver = driver("threads", backend);

    private FrontendDriver driver(String name, MemoryBackend on) {
        return MesosFrontend.driver(FrontendOptions.builder(
                        Messages.framework(Capability.Type.PARTITION_AWARE).toBuilder()
                                .setName(name)
                                .build(),
                        framework)
                .backend(() -> on)
                .journal(context -> Optional.of(journals.open(context)))
                .translators(TRANSLATORS)
                .scheduler(scheduler)
                .mesosVersion("1.11.0")
                .build());
    }

    private List<JournalFact> acknowledgements() {
        return journals.entries().stream()
                .filter(JournalEntry.Acknowledged.class::isInstance)
                .toList();
    }

    @AfterEach
    void end() throws InterruptedException {
        driver.stop(false);
        driver.awaitDrained(Duration.ofSeconds(PATIENCE_SECONDS));
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

    private void drained() throws InterruptedException {
        assertThat(driver.awaitDrained(Duration.ofSeconds(PATIENCE_SECONDS))).isTrue();
    }

    private static boolean hasEnded(RecordingScheduler.Told told) {
        return told.what() instanceof TaskStatus status && status.getState() == TaskState.TASK_FINISHED;
    }

    private static TaskID task(String id) {
        return TaskID.newBuilder().setValue(id).build();
    }

    // Acknowledgements.

    @Test
    void point_78_a_stop_inside_an_update_leaves_it_unacknowledged() throws InterruptedException {
        backend.runTasks(Duration.ofMillis(1), Duration.ofMillis(1), 0);
        framework.react(told -> {
            if (hasEnded(told)) {
                driver.stop(true);
                driver.abort();
            }
        });
        Offer offer = firstOffer();
        launch(offer, Messages.task("t", offer, 0.1, 32));
        assertThat(driver.join()).isEqualTo(Status.DRIVER_STOPPED);
        drained();
        assertThat(acknowledgements()).isEmpty();
        assertThat(journals.entries()).hasAtLeastOneElementOfType(JournalEntry.Lease.class);
    }

    @Test
    void point_78_point_114_an_update_whose_callback_throws_is_not_acknowledged() throws InterruptedException {
        backend.runTasks(Duration.ofMillis(1), Duration.ofMillis(1), 0);
        PrintStream original = System.err;
        System.setErr(new PrintStream(PrintStream.nullOutputStream(), true));
        try {
            framework.react(told -> {
                if (hasEnded(told)) {
                    throw new IllegalStateException("thrown on purpose");
                }
            });
            Offer offer = firstOffer();
            launch(offer, Messages.task("t", offer, 0.1, 32));
            assertThat(driver.join()).isEqualTo(Status.DRIVER_ABORTED);
        } finally {
            System.setErr(original);
        }
        driver.stop(true);
        drained();
        assertThat(acknowledgements()).isEmpty();
    }

    @Test
    void point_78_an_update_whose_callback_returns_is_acknowledged_before_what_it_called() throws Exception {
        backend.runTasks(Duration.ofMillis(1), Duration.ofMillis(1), 0);
        CompletableFuture<Integer> acknowledgedBefore = new CompletableFuture<>();
        framework.react(told -> {
            if (hasEnded(told)) {
                driver.killTask(task("unknown"));
            } else if (told.what() instanceof TaskStatus status && status.getState() == TaskState.TASK_UNKNOWN) {
                acknowledgedBefore.complete(acknowledgements().size());
            }
        });
        Offer offer = firstOffer();
        launch(offer, Messages.task("t", offer, 0.1, 32));
        assertThat(acknowledgedBefore.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(1);
        driver.stop(true);
        drained();
        assertThat(acknowledgements()).hasSize(1);
    }

    // Callbacks and calls.

    @Test
    void point_7_after_an_abort_no_call_reaches_the_backend() throws InterruptedException {
        Offer offer = firstOffer();
        assertThat(driver.abort()).isEqualTo(Status.DRIVER_ABORTED);
        launch(offer, Messages.task("t", offer, 0.1, 32));
        assertThat(driver.killTask(task("t"))).isEqualTo(Status.DRIVER_ABORTED);
        assertThat(driver.reviveOffers()).isEqualTo(Status.DRIVER_ABORTED);
        assertThat(driver.reconcileTasks(List.of())).isEqualTo(Status.DRIVER_ABORTED);
        driver.stop(true);
        drained();
        assertThat(backend.launches()).isEmpty();
        assertThat(framework.isQuiet()).isTrue();
    }

    @Test
    void point_112_what_was_offered_before_a_disconnection_is_no_longer_valid() throws InterruptedException {
        Offer offer = firstOffer();
        backend.loseContact(new dev.isthmus.api.failure.BackendFailure(
                dev.isthmus.api.failure.BackendFailure.Category.TRANSIENT, "unreachable"));
        framework.next("disconnected");
        backend.restoreContact();
        framework.next("reregistered");
        launch(offer, Messages.task("t", offer, 0.1, 32));
        assertThat(framework.awaitStatus().getReason()).isEqualTo(TaskStatus.Reason.REASON_INVALID_OFFERS);
    }

    @Test
    void point_115_calls_of_each_thread_keep_their_order_and_callbacks_come_one_by_one() throws Exception {
        firstOffer();
        int threads = 4;
        int calls = 200;
        List<CompletableFuture<Void>> callers = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int thread = t;
            callers.add(CompletableFuture.runAsync(
                    () -> IntStream.range(0, calls).forEach(i -> driver.killTask(task(thread + "-" + i)))));
        }
        int[] next = new int[threads];
        for (int i = 0; i < threads * calls; i++) {
            String[] id = framework.awaitStatus().getTaskId().getValue().split("-", 2);
            int thread = Integer.parseInt(id[0]);
            assertThat(Integer.parseInt(id[1])).as("of thread " + thread).isEqualTo(next[thread]++);
        }
        for (CompletableFuture<Void> caller : callers) {
            caller.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        assertThat(framework.nested()).isZero();
    }

    @Test
    void point_116_a_callback_that_blocks_holds_calls_back_but_nobody_who_makes_them() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        framework.react(told -> {
            if (told.name().equals("resourceOffers")) {
                inside.countDown();
                await(release);
            }
        });
        Offer offer = firstOffer();
        await(inside);
        launch(offer, Messages.task("t", offer, 0.1, 32));
        assertThat(driver.killTask(task("unknown"))).isEqualTo(Status.DRIVER_RUNNING);
        assertThat(backend.launches()).as("held back").isEmpty();
        release.countDown();
        assertThat(framework.awaitStatus().getTaskId().getValue()).isEqualTo("unknown");
        assertThat(backend.launches()).hasSize(1);
    }

    @Test
    void point_116_a_stop_while_a_callback_blocks_answers_at_once_and_no_other_begins() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        framework.react(told -> {
            inside.countDown();
            await(release);
        });
        backend.putAgent(Messages.agent("a1"));
        driver.start();
        await(inside);
        assertThat(driver.stop(true)).isEqualTo(Status.DRIVER_STOPPED);
        assertThat(driver.join()).isEqualTo(Status.DRIVER_STOPPED);
        release.countDown();
        drained();
        framework.next("registered");
        assertThat(framework.isQuiet()).isTrue();
    }

    @Test
    void point_114_errors_and_exceptions_of_any_callback_abort() throws InterruptedException {
        PrintStream original = System.err;
        System.setErr(new PrintStream(PrintStream.nullOutputStream(), true));
        try {
            for (String name : List.of("registered", "resourceOffers", "offerRescinded", "slaveLost", "disconnected")) {
                MemoryBackend own = new MemoryBackend(InstantSource.system(), scheduler);
                own.putAgent(Messages.agent("a1"));
                FrontendDriver each = driver("throws in " + name, own);
                AtomicInteger after = new AtomicInteger();
                framework.react(told -> {
                    after.incrementAndGet();
                    if (told.name().equals(name)) {
                        after.set(0);
                        throw new StackOverflowError("thrown on purpose");
                    }
                    if (told.name().equals("resourceOffers")) {
                        if (name.equals("disconnected")) {
                            own.loseContact(new dev.isthmus.api.failure.BackendFailure(
                                    dev.isthmus.api.failure.BackendFailure.Category.TRANSIENT, "unreachable"));
                        } else {
                            own.removeAgent(new dev.isthmus.api.identity.AgentId("a1"), "terminated");
                        }
                    }
                });
                assertThat(each.run()).as(name).isEqualTo(Status.DRIVER_ABORTED);
                assertThat(each.stop(false)).isEqualTo(Status.DRIVER_ABORTED);
                assertThat(each.awaitDrained(Duration.ofSeconds(PATIENCE_SECONDS)))
                        .isTrue();
                assertThat(after).as("callbacks after that, error() among them").hasValue(0);
            }
        } finally {
            System.setErr(original);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("waited in vain");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    // Many drivers.

    @Test
    void point_12_no_thread_is_left_after_many_starts_and_stops() throws InterruptedException {
        for (int i = 0; i < CYCLES; i++) {
            MemoryBackend own = new MemoryBackend(InstantSource.system(), scheduler);
            FrontendDriver each = driver("cycled", own);
            each.start();
            if (i % 3 == 0) {
                each.abort();
            }
            each.stop(i % 2 == 0);
            assertThat(each.awaitDrained(Duration.ofSeconds(PATIENCE_SECONDS))).isTrue();
            assertThat(own.isClosed()).isTrue();
        }
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("isthmus-driver-cycled")) {
                // The last one may still be on its way out.
                thread.join(10_000);
                assertThat(thread.isAlive()).isFalse();
            }
        }
    }
}
