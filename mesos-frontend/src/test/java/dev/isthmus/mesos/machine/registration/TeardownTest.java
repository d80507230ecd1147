package dev.isthmus.mesos.machine.registration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.failure.BackendFailure;
import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.machine.MachineRig;
import dev.isthmus.mesos.machine.options.Policy;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How long a stop waits for a backend that has many tasks to stop and a budget for it. */
class TeardownTest {

    private static final Duration DRAIN = Policy.DEFAULT.stopDrain();
    private static final Duration NEARLY = DRAIN.minusMillis(1);
    private static final int TASKS = 5;

    private static FrameworkInfo framework() {
        FrameworkInfo.Builder info = Messages.framework().toBuilder().setFailoverTimeout(3600);
        info.getIdBuilder().setValue("mine");
        return info.build();
    }

    private static MachineRig rig() {
        return new MachineRig(framework());
    }

    private static List<LaunchedTask> run(MachineRig rig) {
        rig.start(Messages.agent("a1"));
        Offer offer = rig.oneOffer();
        rig.launch(
                offer,
                IntStream.range(0, TASKS)
                        .mapToObj(i -> Messages.task("t" + i, offer, 0.1, 32))
                        .toArray(TaskInfo[]::new));
        List<LaunchedTask> tasks = rig.launches().stream().map(Launch::task).toList();
        tasks.forEach(task -> rig.launched(task).running(task));
        return tasks;
    }

    private static void accepted(MachineRig rig, LaunchedTask task) {
        rig.feed(new Input.StopAnswered(task.launch(), new StopOutcome.Accepted()));
    }

    private static boolean isClosed(MachineRig rig) {
        return !rig.outputs(Output.Close.class).isEmpty();
    }

    @Test
    void point_21_a_stop_waits_for_as_long_as_the_backend_gets_on_with_the_stops() {
        MachineRig rig = rig();
        List<LaunchedTask> tasks = run(rig);
        rig.feed(new Input.Stop(false));
        assertThat(rig.stops()).hasSize(TASKS);
        for (LaunchedTask task : tasks) {
            assertThat(isClosed(rig.advance(NEARLY))).isFalse();
            accepted(rig, task);
        }
        assertThat(isClosed(rig.advance(NEARLY)))
                .as("the last one may take its time, too")
                .isFalse();
        tasks.forEach(task -> rig.end(task, Ending.STOPPED, true));
        assertThat(isClosed(rig)).isTrue();
    }

    @Test
    void point_21_what_was_never_asked_for_is_counted_and_stopped_by_the_next() {
        MachineRig rig = MachineRig.with(JournalSnapshot.NOTHING, MachineRig.BEGIN, framework());
        List<LaunchedTask> tasks = run(rig);
        rig.feed(new Input.Stop(false)).advance(NEARLY);
        accepted(rig, tasks.get(0));
        accepted(rig, tasks.get(1));
        rig.end(tasks.get(0), Ending.STOPPED, true).advance(NEARLY);
        accepted(rig, tasks.get(1));
        assertThat(isClosed(rig.advance(Duration.ofMillis(1))))
                .as("an answer that comes twice is one")
                .isTrue();
        assertThat(rig.outputs(Output.Note.class))
                .filteredOn(note -> note.level() == Output.Note.Level.ERROR)
                .extracting(Output.Note::text)
                .singleElement()
                .asString()
                .contains("of 4 tasks that have not ended, 3 were not seen to be stopped");

        List<JournalEntry> journal = rig.outputs(Output.Write.class).stream()
                .map(Output.Write::entry)
                .toList();
        MachineRig next = MachineRig.with(JournalSnapshot.of(journal), rig.now(), framework());
        next.feed(new Input.Start()).running(tasks.get(4));
        assertThat(next.stops())
                .extracting(Output.Stop::launch)
                .containsExactly(tasks.get(4).launch());
    }

    @Test
    void with_a_journal_it_is_left_to_the_next_driver() {
        MachineRig rig = MachineRig.with(JournalSnapshot.NOTHING, MachineRig.BEGIN, framework());
        run(rig);
        assertThat(rig.feed(new Input.Stop(false)).advance(DRAIN).notes())
                .anySatisfy(note -> assertThat(note)
                        .contains("the next driver with framework id mine and the same journal stops them"));
    }

    @Test
    void without_a_journal_no_next_driver_is_promised() {
        MachineRig rig = rig();
        run(rig);
        rig.feed(new Input.Stop(false)).advance(DRAIN);
        assertThat(isClosed(rig)).isTrue();
        assertThat(rig.outputs(Output.Note.class))
                .filteredOn(note -> note.level() == Output.Note.Level.ERROR)
                .extracting(Output.Note::text)
                .singleElement()
                .asString()
                .contains("of 5 tasks that have not ended, 5 were not seen to be stopped")
                .contains("without a journal no other driver stops them");
    }

    @Test
    void tasks_that_were_all_asked_for_and_do_not_end_are_not_waited_for_any_longer() {
        MachineRig rig = rig();
        List<LaunchedTask> tasks = run(rig);
        rig.feed(new Input.Stop(false));
        tasks.forEach(task -> accepted(rig, task));
        assertThat(isClosed(rig.advance(DRAIN))).isTrue();
        assertThat(rig.outputs(Output.Note.class))
                .noneMatch(note -> note.level() == Output.Note.Level.ERROR)
                .anyMatch(note -> note.text().contains("5 tasks have not ended 10 s after"));
    }

    @Test
    void a_backend_that_refuses_every_stop_again_and_again_holds_nobody_up() {
        MachineRig rig = rig();
        List<LaunchedTask> tasks = run(rig);
        rig.feed(new Input.Stop(false));
        BackendFailure denied = new BackendFailure(Category.DENIED, "not allowed");
        tasks.forEach(task -> rig.feed(new Input.StopAnswered(task.launch(), new StopOutcome.Failed(denied))));
        rig.advance(NEARLY);
        tasks.forEach(
                task -> rig.running(task).feed(new Input.StopAnswered(task.launch(), new StopOutcome.Failed(denied))));
        assertThat(isClosed(rig.advance(Duration.ofMillis(1)))).isTrue();
    }

    @Test
    void what_is_left_of_a_removed_framework_is_stopped_however_many_they_are() {
        MachineRig first = MachineRig.with(JournalSnapshot.NOTHING, MachineRig.BEGIN, framework());
        List<LaunchedTask> tasks = run(first);
        first.feed(new Input.Stop(false));
        List<JournalEntry> journal = first.outputs(Output.Write.class).stream()
                .map(Output.Write::entry)
                .toList();
        MachineRig next = MachineRig.with(JournalSnapshot.of(journal), first.now(), framework());
        next.feed(new Input.Start());
        for (LaunchedTask task : tasks) {
            next.advance(NEARLY).running(task);
        }
        assertThat(isClosed(next.advance(NEARLY).feed(new Input.Recovered()))).isFalse();
        for (LaunchedTask task : tasks) {
            assertThat(isClosed(next.advance(NEARLY))).isFalse();
            accepted(next, task);
            next.end(task, Ending.STOPPED, true);
        }
        assertThat(isClosed(next)).isTrue();
    }

    @Test
    void point_9_launches_and_kills_that_wait_in_the_backend_are_waited_for_before_it_is_closed() {
        MachineRig rig = rig();
        List<LaunchedTask> tasks = run(rig);
        Offer offer = rig.advance(Duration.ofSeconds(10)).oneOffer();
        rig.launch(offer, Messages.task("late", offer, 0.1, 32));
        LaunchedTask late = rig.lastLaunched();
        rig.kill("t0").feed(new Input.Stop(true));
        assertThat(isClosed(rig.advance(NEARLY))).isFalse();
        accepted(rig, tasks.get(0));
        assertThat(isClosed(rig.advance(NEARLY)))
                .as("the launch is still to be answered")
                .isFalse();
        assertThat(isClosed(rig.launched(late))).isTrue();
        assertThat(rig.stops())
                .extracting(Output.Stop::launch)
                .as("the others live on")
                .containsExactly(tasks.get(0).launch());
    }

    @Test
    void point_9_a_kill_of_a_task_that_is_being_launched_is_carried_out_after_the_stop() {
        MachineRig rig = rig();
        rig.start(Messages.agent("a1"));
        Offer offer = rig.oneOffer();
        rig.launch(offer, Messages.task("t", offer, 0.1, 32));
        LaunchedTask task = rig.lastLaunched();
        rig.kill("t").feed(new Input.Stop(true));
        assertThat(rig.stops()).isEmpty();
        rig.launched(task);
        assertThat(rig.stops()).extracting(Output.Stop::launch).containsExactly(task.launch());
        assertThat(isClosed(rig)).isFalse();
        accepted(rig, task);
        assertThat(isClosed(rig)).isTrue();
    }

    @Test
    void point_9_a_kill_of_a_task_of_an_earlier_process_is_carried_out_after_the_stop() {
        MachineRig first = rig();
        List<LaunchedTask> tasks = run(first);
        MachineRig next = rig();
        next.feed(new Input.Start()).see(Messages.agent("a1"));
        next.kill("t1").feed(new Input.Stop(true));
        assertThat(isClosed(next)).isFalse();
        tasks.forEach(next::running);
        assertThat(next.stops()).isEmpty();
        next.feed(new Input.Recovered());
        assertThat(next.stops())
                .extracting(Output.Stop::launch)
                .containsExactly(tasks.get(1).launch());
        accepted(next, tasks.get(1));
        assertThat(isClosed(next)).isTrue();
    }

    @Test
    void point_9_a_backend_that_answers_nothing_is_not_waited_for_without_end() {
        MachineRig rig = rig();
        rig.start(Messages.agent("a1"));
        Offer offer = rig.oneOffer();
        rig.launch(offer, Messages.task("t", offer, 0.1, 32)).feed(new Input.Stop(true));
        assertThat(isClosed(rig.advance(NEARLY))).isFalse();
        assertThat(isClosed(rig.advance(Duration.ofMillis(1)))).isTrue();
        assertThat(rig.outputs(Output.Note.class))
                .filteredOn(note -> note.level() == Output.Note.Level.ERROR)
                .extracting(Output.Note::text)
                .singleElement()
                .asString()
                .contains("answered nothing for 10 s")
                .contains("1 launches and stops");
    }

    @Test
    void point_21_while_cut_off_a_stop_sends_nothing_and_the_tasks_live_on_for_the_failover_timeout() {
        MachineRig rig = MachineRig.with(JournalSnapshot.NOTHING, MachineRig.BEGIN, framework());
        run(rig);
        rig.loseContact(Category.TRANSIENT).forget();
        rig.feed(new Input.Stop(false));
        assertThat(rig.stops()).isEmpty();
        assertThat(isClosed(rig)).isTrue();
        assertThat(rig.outputs(Output.Write.class))
                .extracting(Output.Write::entry)
                .isNotEmpty()
                .allMatch(JournalEntry.Lease.class::isInstance);
    }

    @Test
    void point_21_while_cut_off_and_without_a_failover_timeout_the_tasks_are_killed_as_the_master_would() {
        FrameworkInfo info = framework().toBuilder().setFailoverTimeout(0).build();
        MachineRig rig = MachineRig.with(JournalSnapshot.NOTHING, MachineRig.BEGIN, info);
        run(rig);
        rig.loseContact(Category.TRANSIENT).feed(new Input.Stop(false));
        assertThat(rig.stops()).hasSize(TASKS);
        assertThat(rig.outputs(Output.Write.class))
                .extracting(Output.Write::entry)
                .hasAtLeastOneElementOfType(JournalEntry.Removed.class);
    }

    @Test
    void point_20_without_a_failover_timeout_a_stop_kills_the_tasks_whichever_way_it_is_called() {
        FrameworkInfo info = framework().toBuilder().setFailoverTimeout(0).build();
        MachineRig rig = MachineRig.with(JournalSnapshot.NOTHING, MachineRig.BEGIN, info);
        run(rig);
        rig.feed(new Input.Stop(true));
        assertThat(rig.stops()).hasSize(TASKS);
        assertThat(isClosed(rig)).isFalse();
        assertThat(rig.outputs(Output.Write.class))
                .extracting(Output.Write::entry)
                .hasAtLeastOneElementOfType(JournalEntry.Removed.class);
    }

    @Test
    void point_22_a_stop_does_not_save_the_tasks_of_a_removed_framework() {
        MachineRig first = MachineRig.with(JournalSnapshot.NOTHING, MachineRig.BEGIN, framework());
        List<LaunchedTask> tasks = run(first);
        first.feed(new Input.Stop(false));
        List<JournalEntry> journal = first.outputs(Output.Write.class).stream()
                .map(Output.Write::entry)
                .toList();
        MachineRig next = MachineRig.with(JournalSnapshot.of(journal), first.now(), framework());
        next.feed(new Input.Start()).feed(new Input.Stop(true));
        assertThat(isClosed(next)).isFalse();
        next.running(tasks.get(0));
        assertThat(next.stops())
                .extracting(Output.Stop::launch)
                .containsExactly(tasks.get(0).launch());
    }

    /** A driver that has only just come back, to a backend that may show tasks late. */
    private static MachineRig comeBack(MachineRig first) {
        List<JournalEntry> journal = first.outputs(Output.Write.class).stream()
                .map(Output.Write::entry)
                .toList();
        MachineRig next =
                MachineRig.showingLate(java.util.Optional.of(JournalSnapshot.of(journal)), first.now(), framework());
        next.start(Messages.agent("a1"));
        return next;
    }

    @Test
    void point_21_a_task_that_shows_after_the_stop_is_killed_too() {
        MachineRig first = MachineRig.with(JournalSnapshot.NOTHING, MachineRig.BEGIN, framework());
        List<LaunchedTask> tasks = run(first);
        MachineRig next = comeBack(first);
        next.feed(new Input.Stop(false));
        assertThat(isClosed(next.advance(MachineRig.WINDOW.minusSeconds(1)))).isFalse();
        next.running(tasks.get(0));
        assertThat(next.stops())
                .extracting(Output.Stop::launch)
                .containsExactly(tasks.get(0).launch());
        accepted(next, tasks.get(0));
        assertThat(isClosed(next.end(tasks.get(0), Ending.STOPPED, true))).isFalse();
        assertThat(isClosed(next.advance(Duration.ofSeconds(1))))
                .as("nothing can show any more")
                .isTrue();
    }

    @Test
    void who_wonders_why_a_stopped_driver_does_not_end_reads_it_in_the_log() {
        MachineRig first = MachineRig.with(JournalSnapshot.NOTHING, MachineRig.BEGIN, framework());
        run(first);
        MachineRig next = comeBack(first);
        String until = String.valueOf(next.now().plus(MachineRig.WINDOW));
        next.feed(new Input.Stop(false));
        assertThat(isClosed(next.advance(MachineRig.WINDOW))).isTrue();
        assertThat(next.outputs(Output.Note.class))
                .extracting(Output.Note::text)
                .filteredOn(text -> text.contains("waits until " + until))
                .singleElement()
                .asString()
                .contains("does the JVM");
        MachineRig alone = MachineRig.with(JournalSnapshot.NOTHING, MachineRig.BEGIN, framework());
        run(alone);
        assertThat(alone.feed(new Input.Stop(false)).outputs(Output.Note.class))
                .extracting(Output.Note::text)
                .noneMatch(text -> text.contains("waits until"));
    }

    @Test
    void point_21_a_wait_for_tasks_that_do_not_show_ends_without_a_warning() {
        MachineRig first = MachineRig.with(JournalSnapshot.NOTHING, MachineRig.BEGIN, framework());
        run(first);
        MachineRig next = comeBack(first);
        next.feed(new Input.Stop(false));
        assertThat(isClosed(next.advance(MachineRig.WINDOW))).isTrue();
        assertThat(next.outputs(Output.Note.class))
                .extracting(Output.Note::level)
                .doesNotContain(Output.Note.Level.WARN, Output.Note.Level.ERROR);
    }

    @Test
    void point_9_a_kill_of_a_task_that_shows_after_the_stop_is_carried_out() {
        MachineRig first = MachineRig.with(JournalSnapshot.NOTHING, MachineRig.BEGIN, framework());
        List<LaunchedTask> tasks = run(first);
        MachineRig next = comeBack(first);
        next.kill("t0").feed(new Input.Stop(true));
        assertThat(isClosed(next)).isFalse();
        next.running(tasks.get(1)).running(tasks.get(0));
        assertThat(next.stops())
                .extracting(Output.Stop::launch)
                .containsExactly(tasks.get(0).launch());
        accepted(next, tasks.get(0));
        assertThat(isClosed(next)).isTrue();
    }

    @Test
    void point_9_a_kill_that_waits_is_carried_out_after_an_abort_too() {
        MachineRig first = MachineRig.with(JournalSnapshot.NOTHING, MachineRig.BEGIN, framework());
        List<LaunchedTask> tasks = run(first);
        MachineRig next = rig();
        next.feed(new Input.Start()).see(Messages.agent("a1"));
        next.kill("t0").feed(new Input.Deactivate());
        tasks.forEach(next::running);
        next.feed(new Input.Recovered());
        assertThat(next.stops())
                .extracting(Output.Stop::launch)
                .containsExactly(tasks.get(0).launch());
    }

    @Test
    void point_21_a_driver_that_was_never_registered_kills_nothing() {
        MachineRig first = rig();
        List<LaunchedTask> tasks = run(first);
        MachineRig next = rig();
        next.feed(new Input.Start());
        tasks.forEach(next::running);
        next.feed(new Input.Recovered()).feed(new Input.Stop(false));
        assertThat(next.stops()).isEmpty();
        assertThat(isClosed(next)).isTrue();
    }

    @Test
    void point_21_an_abort_does_not_make_the_cluster_reachable() {
        MachineRig rig = rig();
        run(rig);
        rig.loseContact(Category.TRANSIENT).feed(new Input.Deactivate()).feed(new Input.Stop(false));
        assertThat(rig.stops()).isEmpty();
        assertThat(isClosed(rig)).isTrue();

        MachineRig back = rig();
        run(back);
        back.loseContact(Category.TRANSIENT)
                .feed(new Input.Deactivate())
                .complete()
                .feed(new Input.Stop(false));
        assertThat(back.stops()).hasSize(TASKS);
    }
}
