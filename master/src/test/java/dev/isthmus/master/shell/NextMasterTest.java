package dev.isthmus.master.shell;

import static dev.isthmus.master.shell.SchedulerSteps.acknowledged;
import static dev.isthmus.master.shell.SchedulerSteps.await;
import static dev.isthmus.master.shell.SchedulerSteps.awaitReady;
import static dev.isthmus.master.shell.SchedulerSteps.launch;
import static dev.isthmus.master.shell.SchedulerSteps.offer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.journal.MasterEntry;
import dev.isthmus.api.journal.Standing;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.master.http.MediaType;
import dev.isthmus.mesos.messages.v1.Protos.FrameworkID;
import dev.isthmus.mesos.messages.v1.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.v1.Protos.TaskState;
import dev.isthmus.mesos.messages.v1.scheduler.Protos.Call;
import dev.isthmus.mesos.messages.v1.scheduler.Protos.Event;
import dev.isthmus.testkit.memory.MemoryJournals;
import dev.isthmus.testkit.time.ManualClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a master knows of the frameworks of the one before it. */
@Timeout(120)
class NextMasterTest {

    private static final FrameworkInfo FRAMEWORK =
            HttpScheduler.info().setFailoverTimeout(3600).build();

    private static FrameworkInfo framework(String id) {
        return FRAMEWORK.toBuilder()
                .setId(FrameworkID.newBuilder().setValue(id))
                .build();
    }

    @Test
    void one_that_does_not_come_back_by_its_deadline_is_removed() throws Exception {
        MemoryJournals journals = new MemoryJournals();
        FrameworkId gone = new FrameworkId("gone");
        try (Journal earlier = journals.open(
                new JournalProvider.Context(MemoryMaster.KEY, Settings.none(), InstantSource.system(), () -> {}))) {
            earlier.write(new MasterEntry.OfFramework(
                    gone, new JournalEntry.Lease(new ManualClock().instant(), Duration.ofHours(1), Map.of())));
        }
        try (TestMaster master = new TestMaster(Optional.empty(), Optional.of(journals))) {
            try (HttpScheduler other = master.scheduler(MediaType.JSON)) {
                other.begin(framework("other"));
                assertThat(master.action()).isEqualTo("other Subscribe");
                master.clock.advance(Duration.ofMinutes(59));
                assertThat(List.of(master.action(), master.action()))
                        .as("its tasks are looked after while it is away")
                        .containsExactly("gone Subscribe", "gone Leave[]");
                master.clock.advance(Duration.ofMinutes(1));
                // A step, should the timer not have been set yet.
                other.call(Call.Type.REVIVE);
                assertThat(List.of(master.action(), master.action()))
                        .filteredOn(action -> action.startsWith("gone"))
                        .containsExactly("gone Stop[failover=false]");
            }
        }
    }

    @Test
    void an_id_that_was_torn_down_is_refused_after_a_restart() throws IOException {
        try (MemoryMaster master = new MemoryMaster();
                HttpScheduler scheduler = master.scheduler(MediaType.JSON)) {
            scheduler.begin(FRAMEWORK);
            assertThat(scheduler.call(Call.Type.TEARDOWN)).isEqualTo("202 ");
            await(() -> master.remembered(scheduler.id()).removed().isPresent(), "it to be removed");
            master.restart();
            try (HttpScheduler again = master.scheduler(MediaType.JSON)) {
                again.subscribe(framework(scheduler.id().getValue()));
                assertThat(again.next(Event.Type.ERROR).getError().getMessage())
                        .isEqualTo("Framework has been removed");
            }
        }
    }

    /** Of a master that ended while it had them killed. */
    @Test
    void what_runs_of_one_that_was_removed_is_stopped() throws IOException {
        try (MemoryMaster master = new MemoryMaster();
                HttpScheduler scheduler = master.scheduler(MediaType.JSON)) {
            scheduler.begin(FRAMEWORK);
            launch(scheduler, offer(scheduler), "t");
            acknowledged(scheduler, TaskState.TASK_STARTING);
            acknowledged(scheduler, TaskState.TASK_RUNNING);
            try (Journal journal = master.journals.open(
                    new JournalProvider.Context(MemoryMaster.KEY, Settings.none(), InstantSource.system(), () -> {}))) {
                journal.write(new MasterEntry.OfFramework(
                        new FrameworkId(scheduler.id().getValue()), new JournalEntry.Removed(Instant.now())));
            }
            master.restart();
            await(() -> master.cluster.liveTasks().isEmpty(), "the task to be stopped");
        }
    }

    @Test
    void one_that_a_driver_had_is_adopted_with_its_tasks_and_hears_of_no_end_that_it_has_acknowledged()
            throws IOException {
        try (MemoryMaster master = new MemoryMaster()) {
            String id = "adopted";
            try (HttpScheduler before = master.scheduler(MediaType.JSON)) {
                before.begin(framework(id));
                launch(before, offer(before), "t");
                acknowledged(before, TaskState.TASK_STARTING);
                acknowledged(before, TaskState.TASK_RUNNING);
                master.restart();
            }
            LaunchedTask task = master.cluster.tasks().get(0);
            master.cluster.exit(task, 0);
            JournalKey own = new JournalKey("memory", new FrameworkId(id));
            try (Journal driver = master.journals.open(
                            new JournalProvider.Context(own, Settings.none(), InstantSource.system(), () -> {}));
                    HttpScheduler after = master.scheduler(MediaType.JSON)) {
                driver.write(new JournalEntry.Lease(Instant.now().plusSeconds(1), Duration.ofHours(1), Map.of()));
                driver.write(new JournalEntry.Acknowledged(task.launch(), Instant.now()));
                // The first update that comes is the answer to a question.
                awaitReady(after.begin(framework(id)));
                assertThat(driver.standing()).isEqualTo(Standing.FENCED);
                assertThat(master.remembered(after.id()).acknowledged()).containsKey(task.launch());
            }
        }
    }
}
