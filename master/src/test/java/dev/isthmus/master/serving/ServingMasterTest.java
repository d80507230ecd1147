package dev.isthmus.master.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.api.journal.MasterEntry;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.Memo;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.master.subscription.Remembered;
import dev.isthmus.mesos.machine.step.Callback;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.MasterInput;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.messages.Protos.TaskID;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.scheduler.Protos.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** How subscriptions and the machine meet: ADR 33. */
class ServingMasterTest {

    private final ServingScene scene = new ServingScene();

    private static Callback.Update update() {
        return new Callback.Update(
                TaskStatus.newBuilder()
                        .setTaskId(TaskID.newBuilder().setValue("t"))
                        .setState(TaskState.TASK_FINISHED)
                        .build(),
                Optional.of(new JournalEntry.Removed(Instant.EPOCH)));
    }

    private static Output.Stop stop() {
        return new Output.Stop(new FrameworkId("a"), new LaunchId("0".repeat(32)), "why");
    }

    // Into the machine.

    @Test
    void a_framework_is_told_that_it_is_subscribed_and_gets_into_the_machine_with_its_journal() {
        assertThat(scene.subscribe("a")).containsExactly("#1 opens S1", "S1 SUBSCRIBED", "journal: open a");
        assertThat(scene.machine.told).isEmpty();
        scene.machine.on("a subscribes", "a", new Output.Watch(new FrameworkId("a")));
        assertThat(scene.opened("a")).containsExactly("backend: a Watch");
        assertThat(scene.machine.told).containsExactly("a subscribes");
    }

    @Test
    void what_a_framework_does_until_its_journal_is_open_is_kept_in_order() {
        scene.subscribe("a");
        assertThat(scene.call("a", 1, Call.Type.REVIVE)).containsExactly("#2 202");
        scene.breaks(1);
        scene.subscribe("a");
        scene.kill("a", 2, "t");
        scene.opened("a");
        assertThat(scene.machine.told)
                .containsExactly("a subscribes", "a Revive", "a Leave", "a Return", "a Kill after 0");
    }

    @Test
    void of_too_many_calls_the_last_are_dropped_and_the_removal_is_not() {
        scene.subscribe("a");
        for (int i = 0; i < 10_000; i++) {
            scene.call("a", 1, Call.Type.REVIVE);
        }
        assertThat(scene.call("a", 1, Call.Type.SUPPRESS))
                .containsExactly("#10002 202", "log: framework a calls too much before it is served");
        scene.call("a", 1, Call.Type.TEARDOWN);
        scene.opened("a");
        assertThat(scene.machine.told)
                .hasSize(10_002)
                .doesNotContain("a Suppress")
                .endsWith("a Stop");
    }

    @Test
    void a_framework_that_was_removed_before_its_journal_was_open_is_torn_down_by_the_machine() {
        scene.subscribe("a");
        scene.call("a", 1, Call.Type.TEARDOWN);
        scene.opened("a");
        assertThat(scene.machine.told).containsExactly("a subscribes", "a Stop");
    }

    @Test
    void the_machine_does_not_count_how_long_a_framework_may_be_away() {
        scene.subscribe("a");
        scene.opened("a");
        scene.breaks(1);
        scene.subscribe("a");
        scene.call("a", 2, Call.Type.UPDATE_FRAMEWORK, call -> {
            call.getUpdateFrameworkBuilder().setFrameworkInfo(ServingScene.framework("a"));
            return call;
        });
        assertThat(scene.machine.told).containsExactly("a subscribes", "a Leave", "a Return", "a UpdateFramework");
        MasterInput.Subscribe subscribe = (MasterInput.Subscribe) scene.machine.inputs.get(0);
        Input.Return returned = (Input.Return) ((MasterInput.Of) scene.machine.inputs.get(2)).input();
        dev.isthmus.mesos.machine.step.Call.UpdateFramework updated =
                (dev.isthmus.mesos.machine.step.Call.UpdateFramework)
                        ((MasterInput.Of) scene.machine.inputs.get(3)).input();
        assertThat(List.of(
                        subscribe.options().framework().getFailoverTimeout(),
                        returned.info().getFailoverTimeout(),
                        updated.info().getFailoverTimeout()))
                .allMatch(seconds -> seconds > Duration.ofDays(365).toSeconds());
    }

    // Out to the framework.

    @Test
    void an_update_is_told_then_written_then_said_to_be_delivered() {
        scene.serve("a");
        scene.machine.on("a Revive", "a", update(), stop());
        assertThat(scene.call("a", 1, Call.Type.REVIVE))
                .containsExactly("#2 202", "S1 UPDATE", "journal: write a Removed", "backend: a Stop");
        assertThat(scene.machine.told).containsExactly("a Revive", "a Delivered");
    }

    @Test
    void nothing_is_delivered_to_a_framework_that_is_away() {
        scene.serve("a");
        scene.breaks(1);
        scene.machine.on("a Recovered", "a", update());
        assertThat(scene.hears("a", new Input.Recovered())).isEmpty();
        assertThat(scene.machine.told).containsExactly("a Leave", "a Recovered");
    }

    @Test
    void what_is_called_back_goes_to_the_stream_that_the_framework_has_by_then() {
        scene.serve("a");
        scene.machine.on("a Return", "a", update());
        assertThat(scene.subscribe("a"))
                .containsExactly(
                        "#2 opens S2",
                        "S1 ERROR Framework failed over",
                        "S1 ends",
                        "S2 SUBSCRIBED",
                        "S2 UPDATE",
                        "journal: write a Removed");
    }

    @Test
    void kills_say_how_many_updates_their_framework_was_told_before() {
        scene.serve("a");
        scene.serve("b");
        scene.machine.on("a Recovered", "a", update(), update());
        scene.hears("a", new Input.Recovered());
        scene.kill("a", 1, "t");
        scene.kill("b", 2, "t");
        assertThat(scene.machine.told)
                .containsExactly("a Recovered", "a Delivered", "a Delivered", "a Kill after 2", "b Kill after 0");
    }

    @Test
    void fact_41_the_agent_of_a_kill_reaches_the_machine() {
        scene.serve("a");
        scene.call("a", 1, Call.Type.KILL, call -> {
            call.getKillBuilder().getTaskIdBuilder().setValue("t");
            call.getKillBuilder().getSlaveIdBuilder().setValue("x");
            return call;
        });
        assertThat(scene.machine.told).containsExactly("a Kill on x after 0");
    }

    // Out of the machine.

    @Test
    void the_backend_and_the_journal_of_a_removed_framework_go_when_the_machine_is_done_with_it() {
        scene.serve("a");
        assertThat(scene.call("a", 1, Call.Type.TEARDOWN)).containsExactly("#2 202", "S1 ends");
        scene.machine.on("a StopAnswered", "a", stop(), new Output.Close());
        assertThat(scene.hears(
                        "a",
                        new Input.StopAnswered(
                                new LaunchId("0".repeat(32)), new dev.isthmus.api.launch.StopOutcome.Accepted())))
                .containsExactly("backend: a Stop", "backend: forget a", "journal: close a");
        assertThat(scene.machine.told).containsExactly("a Stop", "a StopAnswered");
        assertThat(scene.subscribe("a"))
                .containsExactly("#3 opens S2", "S2 ERROR Framework has been removed", "S2 ends");
        assertThat(scene.hears("a", new Input.Recovered())).isEmpty();
        assertThat(scene.machine.told).as("what comes late is nobody's").doesNotContain("a Recovered");
    }

    @Test
    void a_framework_that_stayed_away_for_too_long_is_removed_and_another_one_is_not() {
        scene.serve("a");
        scene.serve("b");
        scene.breaks(1);
        assertThat(scene.pass(Duration.ofSeconds(61))).containsExactly("journal: seek a");
        scene.gone("a");
        assertThat(scene.machine.told).containsExactly("a Leave", "tick", "a Stop");
    }

    @Test
    void a_framework_that_the_machine_aborts_is_told_and_may_come_again_when_the_machine_is_done_with_it() {
        scene.serve("a");
        scene.machine.on("a Revive", "a", new Output.Abort("no"));
        assertThat(scene.call("a", 1, Call.Type.REVIVE)).containsExactly("#2 202", "S1 ERROR no", "S1 ends");
        assertThat(scene.subscribe("a")).containsExactly("#3 opens S2", "S2 SUBSCRIBED");
        scene.machine.on("a Recovered", "a", new Output.Close());
        assertThat(scene.hears("a", new Input.Recovered()))
                .containsExactly("backend: forget a", "journal: close a", "journal: open a");
        scene.opened("a");
        assertThat(scene.machine.told)
                .containsExactly("a Revive", "a Stop with failover", "a Recovered", "a subscribes");
    }

    @Test
    void a_framework_that_was_let_go_of_and_does_not_come_back_is_taken_in_again_to_kill_its_tasks() {
        scene.serve("a");
        scene.machine.on("a Stop with failover", "a", new Output.Close());
        scene.machine.on("a Revive", "a", new Output.Abort("no"));
        scene.call("a", 1, Call.Type.REVIVE);
        assertThat(scene.pass(Duration.ofSeconds(61))).containsExactly("journal: seek a");
        assertThat(scene.gone("a")).containsExactly("journal: open a");
        scene.machine.told.clear();
        scene.opened("a");
        assertThat(scene.machine.told).containsExactly("a subscribes", "a Stop");
    }

    // Journals.

    @Test
    void a_framework_whose_journal_cannot_be_opened_is_told_why_and_may_try_again() {
        scene.subscribe("a");
        assertThat(scene.unable("a", "the disk is full")).containsExactly("S1 ERROR the disk is full", "S1 ends");
        assertThat(scene.subscribe("a")).contains("journal: open a");
        scene.opened("a");
        assertThat(scene.machine.told).containsExactly("a subscribes");
    }

    @Test
    void tasks_that_cannot_be_stopped_for_want_of_a_journal_are_named_in_the_log() {
        scene.subscribe("a");
        scene.call("a", 1, Call.Type.TEARDOWN);
        assertThat(scene.unable("a", "the disk is full"))
                .containsExactly(
                        "log: framework a is removed, but its tasks could not be stopped and go on: the disk is full");
    }

    @Test
    void a_journal_is_asked_once_until_it_has_answered() {
        scene.serve("a");
        scene.machine.doubts.put(new FrameworkId("a"), new Epoch(7));
        assertThat(scene.tick()).containsExactly("journal: ask a for 7");
        assertThat(scene.tick()).isEmpty();
        assertThat(scene.hears("a", new Input.Stands(new Epoch(7)))).containsExactly("journal: ask a for 7");
    }

    // Somebody else.

    @Test
    void a_framework_that_somebody_else_serves_is_let_go_without_its_tasks_being_touched() {
        scene.serve("a");
        scene.serve("b");
        scene.machine.on("a TakenOver", "a", stop(), new Output.Abort("Framework failed over"), new Output.Close());
        assertThat(scene.takenOver("a"))
                .containsExactly("S1 ERROR Framework failed over", "S1 ends", "backend: forget a", "journal: close a");
        scene.pass(Duration.ofSeconds(61));
        assertThat(scene.machine.told).containsExactly("a TakenOver", "tick");
        assertThat(scene.kill("b", 2, "t")).containsExactly("#3 202");
    }

    @Test
    void a_framework_that_is_away_and_served_by_somebody_else_is_not_removed_later() {
        scene.serve("a");
        scene.breaks(1);
        scene.machine.on("a TakenOver", "a", new Output.Close());
        assertThat(scene.takenOver("a")).containsExactly("backend: forget a", "journal: close a");
        assertThat(scene.pass(Duration.ofSeconds(61))).isEmpty();
        assertThat(scene.subscribe("a")).as("it may come back").contains("journal: open a");
    }

    @Test
    void a_framework_that_has_come_back_is_not_left_to_whom_it_was_found_with() {
        scene.subscribe("a");
        assertThat(scene.takenOver("a")).isEmpty();
        assertThat(scene.opened("a")).isEmpty();
        assertThat(scene.machine.told).containsExactly("a subscribes");
    }

    // What is remembered.

    private static ServingScene remembering(String id) {
        return new ServingScene(new Remembered(
                List.of(new Remembered.Absent(
                        ServingScene.framework(id),
                        Instant.parse("2026-01-01T00:02:00Z"),
                        Instant.parse("2026-01-01T00:10:00Z"))),
                List.of()));
    }

    @Test
    void one_that_does_not_come_back_to_the_next_master_is_sought_and_its_tasks_are_killed() {
        ServingScene next = remembering("a");
        next.pass(Duration.ofMinutes(2));
        next.gone("a");
        next.opened("a");
        assertThat(next.pass(Duration.ofMinutes(8).minusMillis(1))).isEmpty();
        assertThat(next.pass(Duration.ofMillis(1))).containsExactly("journal: seek a");
        next.machine.told.clear();
        next.machine.on("a Stop", "a", stop(), new Output.Close());
        assertThat(next.gone("a")).containsExactly("backend: a Stop", "backend: forget a", "journal: close a");
        assertThat(next.machine.told).containsExactly("a Stop");
        assertThat(next.subscribe("a")).contains("S1 ERROR Framework has been removed");
    }

    @Test
    void the_tasks_of_one_that_has_not_come_to_the_next_master_yet_are_looked_after_without_it() {
        ServingScene next = remembering("a");
        JournalEntry.Lease lease = new JournalEntry.Lease(Instant.EPOCH, Duration.ofDays(7), Map.of());
        next.machine.on("a subscribes", "a", new Output.Write(lease));
        assertThat(next.pass(Duration.ofMinutes(2).minusMillis(1))).isEmpty();
        assertThat(next.pass(Duration.ofMillis(1))).containsExactly("journal: seek a");
        assertThat(next.gone("a")).containsExactly("journal: open a");
        next.machine.told.clear();
        assertThat(next.opened("a"))
                .as("it was not seen, so its lease stays as it is")
                .isEmpty();
        assertThat(next.machine.told).containsExactly("a subscribes", "a Leave");
        next.machine.on("a Return", "a", new Output.Write(lease));
        assertThat(next.subscribe("a")).contains("S1 SUBSCRIBED", "journal: write a Lease for PT1M");
        assertThat(next.machine.told).contains("a Return");
    }

    @Test
    void the_tasks_of_one_whose_journal_does_not_open_are_looked_after_when_it_does() {
        ServingScene next = remembering("a");
        next.pass(Duration.ofMinutes(2));
        next.gone("a");
        assertThat(next.unable("a", "the disk is full")).isEmpty();
        assertThat(next.pass(Duration.ofMinutes(2).minusMillis(1))).isEmpty();
        assertThat(next.pass(Duration.ofMillis(1))).containsExactly("journal: seek a");
        assertThat(next.gone("a")).containsExactly("journal: open a");
        next.machine.told.clear();
        next.opened("a");
        assertThat(next.machine.told).containsExactly("a subscribes", "a Leave");
        assertThat(next.pass(Duration.ofMinutes(5))).isEmpty();
    }

    @Test
    void one_whose_journal_did_not_open_in_time_is_not_sought_after_it_has_come() {
        ServingScene next = remembering("a");
        next.pass(Duration.ofMinutes(2));
        next.gone("a");
        next.unable("a", "the disk is full");
        assertThat(next.subscribe("a")).contains("S1 SUBSCRIBED", "journal: open a");
        next.opened("a");
        assertThat(next.pass(Duration.ofMinutes(3))).doesNotContain("journal: seek a");
    }

    @Test
    void ends_that_were_kept_are_told_to_one_as_it_is_subscribed_now_and_before_it_acknowledges_them() {
        MasterEntry.TaskEnd end = new MasterEntry.TaskEnd(
                new FrameworkId("a"),
                LaunchId.of(new FrameworkId("a"), new TaskId("t"), "o"),
                new TaskId("t"),
                new AgentId("i"),
                Memo.NONE,
                new TaskPhase.Ended(Ending.EXITED, OptionalInt.of(0), true, ""),
                Instant.EPOCH);
        scene.subscribe("a");
        scene.call("a", 1, Call.Type.REVIVE);
        scene.subscribe("a");
        scene.kill("a", 2, "t");
        scene.opened("a", end);
        assertThat(scene.machine.told)
                .containsExactly("a subscribes", "a Revive", "a Return", "a Recalled", "a Kill after 0");
    }

    @Test
    void one_that_went_to_a_driver_of_its_own_is_left_to_it_and_may_come_back() {
        ServingScene next = remembering("a");
        next.pass(Duration.ofMinutes(10));
        assertThat(next.takenOver("a")).isEmpty();
        assertThat(next.gone("a")).isEmpty();
        assertThat(next.machine.told).containsExactly("tick");
        assertThat(next.subscribe("a")).contains("S1 SUBSCRIBED", "journal: open a");
    }

    @Test
    void a_lease_lasts_for_ever_in_the_machine_and_as_long_as_its_framework_says_in_the_journal() {
        JournalEntry.Lease recalled = new JournalEntry.Lease(Instant.EPOCH, Duration.ofSeconds(1), Map.of());
        Duration ever = Duration.ofDays(36_500);
        JournalEntry.Lease lasting = new JournalEntry.Lease(Instant.EPOCH, ever, Map.of());
        scene.machine.on("a subscribes", "a", new Output.Write(lasting));
        scene.machine.on("a Revive", "a", new Output.Write(lasting));
        scene.subscribe("a");
        assertThat(scene.opened("a", JournalSnapshot.of(List.of(recalled))))
                .containsExactly("journal: write a Lease for PT1M");
        assertThat(scene.machine.inputs)
                .first()
                .isInstanceOfSatisfying(
                        MasterInput.Subscribe.class,
                        subscribe -> assertThat(subscribe
                                        .options()
                                        .recalled()
                                        .orElseThrow()
                                        .lease())
                                .contains(lasting));
        scene.call("a", 1, Call.Type.UPDATE_FRAMEWORK, call -> {
            call.getUpdateFrameworkBuilder()
                    .setFrameworkInfo(ServingScene.framework("a").toBuilder().setFailoverTimeout(7));
            return call;
        });
        assertThat(scene.call("a", 1, Call.Type.REVIVE)).contains("journal: write a Lease for PT7S");
    }

    // What should not be.

    @Test
    void a_framework_on_which_the_machine_throws_is_failed_and_others_go_on() {
        scene.serve("a");
        scene.serve("b");
        scene.machine.failOn("a Revive");
        assertThat(scene.call("a", 1, Call.Type.REVIVE))
                .containsExactly(
                        "#3 202",
                        "defect: the machine failed on Revive of framework a, which is failed; its tasks go on",
                        "S1 ERROR The master failed on Revive and cannot go on with this framework:"
                                + " java.lang.IllegalStateException: planted."
                                + " This is a defect of Isthmus; please report it with the log",
                        "S1 ends",
                        "backend: forget a",
                        "journal: close a");
        scene.machine.on("b Revive", "b", update());
        assertThat(scene.call("b", 2, Call.Type.REVIVE)).contains("S2 UPDATE");
        assertThat(scene.machine.told)
                .containsExactly("a Revive", "a Deactivate", "a Stop with failover", "b Revive", "b Delivered");
    }

    @Test
    void a_framework_on_which_the_machine_has_thrown_may_come_again_once_the_machine_is_done_with_it() {
        scene.serve("a");
        scene.machine.failOn("a Revive");
        scene.call("a", 1, Call.Type.REVIVE);
        assertThat(scene.subscribe("a"))
                .containsExactly(
                        "#3 opens S2",
                        "S2 SUBSCRIBED",
                        "S2 ERROR The master failed on this framework before: it has to be started anew to serve it",
                        "S2 ends");
        scene.machine.on("a Recovered", "a", stop(), new Output.Close());
        assertThat(scene.hears("a", new Input.Recovered()))
                .as("its journal is closed, so nothing is done any more")
                .isEmpty();
        assertThat(scene.subscribe("a")).contains("journal: open a");
    }

    @Test
    void a_machine_that_always_throws_on_a_framework_harms_no_other() {
        scene.machine.failOn("a subscribes");
        scene.machine.failOn("a Deactivate");
        scene.machine.failOn("a Stop with failover");
        scene.subscribe("a");
        assertThat(scene.opened("a")).contains("S1 ends", "backend: forget a", "journal: close a");
        scene.serve("b");
        assertThat(scene.end()).containsExactly("S2 ends");
    }

    @Test
    void a_call_on_which_the_subscriptions_throw_is_answered_and_its_framework_failed() {
        scene.serve("a");
        scene.hasUuids = false;
        assertThat(scene.subscribe("a"))
                .containsExactly(
                        "defect: the subscriptions failed on Arrived",
                        "#2 500",
                        "S1 ERROR The master failed on a call of this framework. This is a defect of Isthmus; please report it with the log",
                        "S1 ends");
        scene.hasUuids = true;
        assertThat(scene.subscribe("b")).containsExactly("#3 opens S2", "S2 SUBSCRIBED", "journal: open b");
    }

    @Test
    void a_machine_that_throws_whenever_it_is_woken_is_left_alone_for_a_second() {
        scene.machine.due = Optional.of(Instant.EPOCH);
        assertThat(scene.untilDue()).isNegative();
        scene.machine.failOn("tick");
        assertThat(scene.tick()).containsExactly("defect: the machine failed on Tick");
        assertThat(scene.untilDue()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void a_framework_for_which_the_backend_cannot_be_used_is_told() {
        scene.serve("a");
        assertThat(scene.unable("a", "The backend cannot be used: closed"))
                .containsExactly("S1 ERROR The backend cannot be used: closed", "S1 ends");
        assertThat(scene.machine.told).containsExactly("a Stop with failover");
    }

    // The end.

    @Test
    void a_master_that_ends_ends_the_streams_and_waits_for_what_was_asked_of_the_backend() {
        scene.serve("a");
        scene.serve("b");
        scene.serve("away");
        scene.breaks(3);
        scene.subscribe("late");
        scene.machine.told.clear();
        scene.machine.on("b Stop with failover", "b", new Output.Close());
        scene.machine.on("away Stop with failover", "away", new Output.Close());
        assertThat(scene.end())
                .containsExactly(
                        "S1 ends",
                        "S2 ends",
                        "S4 ends",
                        "backend: forget b",
                        "journal: close b",
                        "backend: forget away",
                        "journal: close away");
        assertThat(scene.opened("late")).containsExactly("backend: forget late", "journal: close late");
        assertThat(scene.call("a", 1, Call.Type.REVIVE)).containsExactly("#5 503");
        assertThat(scene.breaks(1)).isEmpty();
        scene.machine.on("a Recovered", "a", new Output.LookAgain(new AgentId("x")), new Output.Close());
        assertThat(scene.hears("a", new Input.Recovered()))
                .containsExactly("backend: a LookAgain", "backend: forget a", "journal: close a", "ended");
        assertThat(scene.machine.told)
                .containsExactly(
                        "a Stop with failover", "b Stop with failover", "away Stop with failover", "a Recovered");
        assertThat(scene.isAnythingDue()).isFalse();
    }
}
