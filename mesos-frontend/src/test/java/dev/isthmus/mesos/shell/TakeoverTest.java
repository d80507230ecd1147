package dev.isthmus.mesos.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.backend.Fence;
import dev.isthmus.api.discovery.Discovery;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.journal.Standing;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.translation.TranslatorTable;
import dev.isthmus.mesos.FrontendDriver;
import dev.isthmus.mesos.FrontendOptions;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.messages.Protos.Filters;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.Status;
import dev.isthmus.mesos.messages.Protos.TaskID;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.testkit.memory.MemoryBackend;
import dev.isthmus.testkit.memory.MemoryJournals;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two drivers of one framework id: the second takes what the first has, and the first touches it no more. */
@Timeout(60)
class TakeoverTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final MemoryBackend backend = new MemoryBackend(InstantSource.system(), scheduler);
    private final MemoryBackend other = backend.another(scheduler);
    private final MemoryJournals journals = new MemoryJournals(scheduler);
    private final RecordingScheduler firstHears = new RecordingScheduler();
    private final RecordingScheduler secondHears = new RecordingScheduler();
    private final List<Fence> fences = new ArrayList<>();
    private final FrontendDriver first = driver(info().build(), firstHears, backend);

    private static FrameworkInfo.Builder info() {
        FrameworkInfo.Builder info = Messages.framework().toBuilder().setPrincipal("ops");
        info.getIdBuilder().setValue("mine");
        return info;
    }

    private FrontendDriver driver(FrameworkInfo info, RecordingScheduler hears, MemoryBackend on) {
        return driver(info, hears, on, journals);
    }

    private FrontendDriver driver(FrameworkInfo info, RecordingScheduler hears, MemoryBackend on, MemoryJournals kept) {
        return MesosFrontend.driver(FrontendOptions.builder(info, hears)
                .fencedBackend(fence -> {
                    fences.add(fence);
                    return on;
                })
                .journal(context -> Optional.of(kept.open(context)))
                .translators(TranslatorTable.load(Discovery.installed(), Dialect.ECS, Settings.none()))
                .scheduler(scheduler)
                .build());
    }

    private Offer started() throws InterruptedException {
        backend.putAgent(Messages.agent("a1"));
        first.start();
        return firstHears.awaitOffers().get(0);
    }

    private void launch(Offer offer, String... tasks) throws InterruptedException {
        first.launchTasks(
                List.of(offer.getId()),
                java.util.Arrays.stream(tasks)
                        .map(id -> Messages.task(id, offer, 0.1, 64))
                        .toList(),
                Filters.getDefaultInstance());
        first.reconcileTasks(List.of());
        for (int i = 0; i < tasks.length; i++) {
            assertThat(firstHears.awaitStatus().getState()).isEqualTo(TaskState.TASK_STAGING);
        }
    }

    @AfterEach
    void end() {
        scheduler.shutdownNow();
    }

    @Test
    void point_19_a_takeover_is_no_absence_however_short_the_failover_timeout() throws InterruptedException {
        launch(started(), "t");
        FrontendDriver second = driver(info().build(), secondHears, other);
        second.start();
        secondHears.await("registered");
        assertThat(firstHears.await("error").what()).isEqualTo("Framework failed over");
        assertThat(backend.liveTasks()).hasSize(1);
        assertThat(journals.entries()).noneMatch(JournalEntry.Removed.class::isInstance);
        second.stop(false);
        assertThat(second.awaitDrained(PATIENCE)).isTrue();
    }

    @Test
    void point_19_after_an_abort_the_same_process_may_start_another_driver() throws InterruptedException {
        launch(started(), "t");
        first.abort();
        FrontendDriver second = driver(info().build(), secondHears, other);
        second.start();
        secondHears.await("registered");
        assertThat(backend.liveTasks()).hasSize(1);
        second.stop(false);
        assertThat(second.awaitDrained(PATIENCE)).isTrue();
    }

    @Test
    void point_23_a_second_driver_that_is_refused_leaves_the_first_alone() throws InterruptedException {
        started();
        FrontendDriver second = driver(info().setFailoverTimeout(Double.NaN).build(), secondHears, other);
        second.start();
        assertThat((String) secondHears.await("error").what()).contains("cannot be registered");
        first.reviveOffers();
        assertThat(first.stop(false)).isEqualTo(Status.DRIVER_STOPPED);
        assertThat(firstHears.isQuiet()).isTrue();
        assertThat(first.awaitDrained(PATIENCE)).isTrue();
    }

    @Test
    void point_19_what_has_waited_behind_a_callback_is_not_carried_out_after_a_takeover() throws Exception {
        launch(started(), "t1", "t2");
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        firstHears.react(told -> {
            if (told.name().equals("statusUpdate")) {
                inside.countDown();
                await(release);
            }
        });
        first.reconcileTasks(List.of());
        await(inside);
        first.killTask(TaskID.newBuilder().setValue("t1").build());
        first.stop(false);
        FrontendDriver second = driver(info().build(), secondHears, other);
        second.start();
        secondHears.await("registered");
        // By now the first has been told, on the one thread that tells it.
        scheduler.submit(() -> {}).get();
        release.countDown();
        assertThat(first.awaitDrained(PATIENCE)).isTrue();
        assertThat(backend.stops()).as("they are the second's").isEmpty();
        second.stop(false);
        assertThat(second.awaitDrained(PATIENCE)).isTrue();
    }

    @Test
    void point_8_an_end_that_was_not_told_because_of_a_stop_is_not_taken_for_acknowledged()
            throws InterruptedException {
        FrontendDriver driver = first;
        launch(started(), "t1", "t2");
        firstHears.react(told -> {
            if (told.what() instanceof TaskStatus status && status.getState() == TaskState.TASK_LOST) {
                driver.stop(true);
            }
        });
        backend.removeAgent(Messages.agent("a1").id(), "gone");
        assertThat(first.join()).isEqualTo(Status.DRIVER_STOPPED);
        assertThat(first.awaitDrained(PATIENCE)).isTrue();
        assertThat(journals.entries())
                .filteredOn(JournalEntry.Acknowledged.class::isInstance)
                .as("one of two was told")
                .hasSize(1);
    }

    /** A backend that finds out first: its answer is not told to the framework any more. */
    @Test
    void point_19_who_asks_the_fence_and_is_refused_is_taken_over_from_then_on() throws Exception {
        launch(started(), "t");
        Fence fence = fences.get(0);
        assertThat(fence.standing()).isEqualTo(Standing.STANDS);
        journals.hideStanding();
        assertThat(fence.standing()).isEqualTo(Standing.UNKNOWN);
        journals.showStanding();
        assertThat(firstHears.isQuiet()).as("that is nothing to be told").isTrue();
        CountDownLatch release = new CountDownLatch(1);
        // The journal's own word is on its way for as long as its thread is busy.
        scheduler.execute(() -> await(release));
        FrontendDriver second = driver(info().build(), secondHears, other);
        second.start();

        assertThat(fence.standing()).isEqualTo(Standing.FENCED);

        assertThat(firstHears.await("error").what()).isEqualTo("Framework failed over");
        assertThat(first.killTask(TaskID.newBuilder().setValue("t").build())).isEqualTo(Status.DRIVER_ABORTED);
        release.countDown();
        secondHears.await("registered");
        scheduler.submit(() -> {}).get();
        assertThat(firstHears.isQuiet()).as("it is told once").isTrue();
        assertThat(fences.get(1).standing()).isEqualTo(Standing.STANDS);
        second.stop(false);
        assertThat(second.awaitDrained(PATIENCE)).isTrue();
        assertThat(backend.liveTasks()).isEmpty();
    }

    /** From one journal to another whose numbers are behind: as from a file to ZooKeeper, on a host whose clock is slow. */
    @Test
    void tasks_of_a_journal_that_was_ahead_are_taken_on() throws Exception {
        for (int i = 0; i < 5; i++) {
            journals.open(new JournalProvider.Context(
                            new JournalKey(backend.cluster().name(), new FrameworkId("mine")),
                            Settings.none(),
                            InstantSource.system(),
                            () -> {}))
                    .close();
        }
        launch(started(), "t");
        assertThat(first.stop(true)).isEqualTo(Status.DRIVER_STOPPED);
        assertThat(first.awaitDrained(PATIENCE)).isTrue();
        MemoryJournals elsewhere = new MemoryJournals(scheduler);
        elsewhere.hideStanding();
        FrontendDriver second = driver(info().build(), secondHears, other, elsewhere);
        second.start();
        secondHears.await("registered");
        second.reconcileTasks(List.of(TaskStatus.newBuilder()
                .setTaskId(TaskID.newBuilder().setValue("t"))
                .setState(TaskState.TASK_RUNNING)
                .build()));
        elsewhere.showStanding();

        assertThat(secondHears.awaitStatus().getState()).isNotEqualTo(TaskState.TASK_LOST);

        second.killTask(TaskID.newBuilder().setValue("t").build());
        second.stop(false);
        assertThat(second.awaitDrained(PATIENCE)).isTrue();
        assertThat(backend.liveTasks()).isEmpty();
    }

    /** One that has been stopped by a signal writes nothing, and holds up nobody. */
    @Test
    void point_19_a_driver_whose_writes_hang_is_replaced_at_once() throws Exception {
        launch(started(), "t");
        journals.holdWrites();
        FrontendDriver second = driver(info().build(), secondHears, other);
        second.start();
        secondHears.await("registered");
        assertThat(firstHears.await("error").what()).isEqualTo("Framework failed over");
        second.reconcileTasks(List.of());
        assertThat(secondHears.awaitStatus().getTaskId().getValue()).isEqualTo("t");
        second.stop(false);
        assertThat(second.awaitDrained(PATIENCE)).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
