package dev.isthmus.ecs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.ecs.budget.OwnListing;
import dev.isthmus.ecs.call.TaskFilter;
import dev.isthmus.ecs.engine.RoundState.Look;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When stopped tasks are listed in place of running ones: 20,000 tasks, which are 200 calls, every 25 s. */
class EndsScheduleTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int TASKS = 20_000;
    private static final OwnListing OURS =
            new OwnListing(List.of(TaskFilter.startedBy("mark")), TASKS / 100, TASKS, TASKS);

    private PollSchedule agenda = schedule(100, false);
    private Set<AgentId> settling = Set.of();
    private int stopped;

    private static PollSchedule schedule(int percent, boolean slots) {
        return new PollSchedule(Duration.ofSeconds(5), Duration.ofSeconds(60), 20.0 * percent / 100, slots);
    }

    private static Instant after(long seconds) {
        return START.plusSeconds(seconds);
    }

    private Look at(long seconds) {
        return agenda.next(after(seconds), OURS, settling);
    }

    private Look doneAt(long seconds) {
        return done(at(seconds));
    }

    private Look done(Look look) {
        if (look.tasks() || look.ends()) {
            agenda.tasksSeen(look, look.tasks() ? TASKS : 0, Math.min(stopped, look.enough()), OURS);
        }
        if (look.instances()) {
            agenda.instancesSeen(look, 5_000);
        }
        return look;
    }

    /** Recovered, and looked once more: stopped tasks are listed from here on, running ones at 119. */
    private void used() {
        agenda.recover(1, START);
        doneAt(0);
        assertThat(doneAt(59).everywhere()).isTrue();
    }

    @Test
    void ends_are_looked_for_in_every_round() {
        used();
        assertThat(doneAt(64).ends()).isTrue();
        assertThat(at(68).tasks()).isFalse();
        Look instances = doneAt(84);
        assertThat(instances.tasks()).isFalse();
        assertThat(instances.instances()).isTrue();
        Look all = at(119);
        assertThat(all.whole()).isTrue();
        assertThat(all.ends()).isFalse();
        assertThat(all.young()).isEqualTo(after(119).minus(Duration.ofMinutes(5)));
    }

    /** What an earlier process has started last may turn up, and is in no listing of stopped tasks. */
    @Test
    void running_tasks_are_listed_as_often_as_can_be_until_recovery_has_looked_once_more() {
        agenda.recover(1, START);
        doneAt(0);
        assertThat(at(5).ends()).isFalse();
        assertThat(at(24).tasks()).isFalse();
        assertThat(doneAt(25).tasks()).isTrue();
        assertThat(doneAt(50).tasks()).isTrue();
        doneAt(59);
        assertThat(doneAt(64).ends()).isTrue();
    }

    @Test
    void whether_it_is_worth_it_is_tried_where_the_next_listing_of_running_tasks_does_not_wait_for_it() {
        doneAt(0);
        assertThat(agenda.isPressing(after(0))).isTrue();
        assertThat(at(18).ends()).isTrue();
        assertThat(agenda.isPressing(after(19))).isFalse();
        assertThat(at(19).ends()).as("the next listing would wait for it").isFalse();
        assertThat(at(25).ends()).isFalse();
    }

    @Test
    void whether_it_is_worth_it_is_tried_in_a_round_of_its_own_and_again_five_minutes_later() {
        doneAt(0);
        stopped = 30_000;
        Look trial = doneAt(1);
        assertThat(trial.tasks()).isFalse();
        assertThat(trial.enough()).as("66 calls, and one entry").isEqualTo(6_601);
        assertThat(agenda.isPressing(after(2))).isFalse();
        for (int second = 2; second < 301; second++) {
            assertThat(doneAt(second).ends()).isFalse();
        }
        stopped = 0;
        assertThat(doneAt(301).ends()).isTrue();
        assertThat(doneAt(302).ends()).isTrue();
        assertThat(doneAt(325).tasks()).as("as was planned").isTrue();
        assertThat(at(384).tasks()).isFalse();
        assertThat(at(385).tasks()).isTrue();
    }

    @Test
    void running_tasks_are_listed_next_when_too_many_have_ended() {
        used();
        stopped = 30_000;
        assertThat(doneAt(90).enough()).isEqualTo(6_601);
        assertThat(agenda.isPressing(after(90))).as("at once").isTrue();
        assertThat(doneAt(91).tasks()).isTrue();
        assertThat(agenda.isPressing(after(92))).isFalse();
        assertThat(at(115).tasks()).isFalse();
        assertThat(at(116).tasks()).as("as often as without").isTrue();
    }

    @Test
    void running_tasks_are_listed_no_more_often_than_the_share_allows_when_that_changes() {
        used();
        stopped = 30_000;
        assertThat(doneAt(64).ends()).isTrue();
        assertThat(agenda.isPressing(after(83))).isFalse();
        assertThat(at(83).tasks()).as("listed at 59").isFalse();
        assertThat(agenda.isPressing(after(84))).isTrue();
        assertThat(at(84).tasks()).isTrue();
    }

    /** A task may turn out to have a health check, which is told within a minute where running tasks are listed as often as can be. */
    @Test
    void all_tasks_are_described_within_a_minute_of_the_last_listing_when_that_changes() {
        used();
        assertThat(done(at(119)).verify()).isTrue();
        assertThat(doneAt(179).verify()).isFalse();
        stopped = 30_000;
        doneAt(185);
        assertThat(doneAt(204).verify()).isFalse();
        assertThat(doneAt(229).verify()).isFalse();
        assertThat(doneAt(254).verify()).isTrue();
    }

    @Test
    void running_tasks_are_listed_as_often_as_can_be_for_an_hour_after_one_was_given_up() {
        used();
        doneAt(64);
        agenda.seek(after(70));
        assertThat(agenda.isPressing(after(70))).isFalse();
        assertThat(at(83).isEmpty()).isTrue();
        int listings = 0;
        for (int second = 84; second < 3_670; second++) {
            Look look = doneAt(second);
            assertThat(look.ends()).isFalse();
            listings += look.tasks() ? 1 : 0;
        }
        assertThat(listings).isEqualTo((3_670 - 84) / 25 + 1);
        for (int second = 3_670; second < 3_700; second++) {
            doneAt(second);
        }
        assertThat(doneAt(3_702).ends()).isTrue();
    }

    @Test
    void tasks_that_could_not_be_described_are_described_next_though_one_was_given_up() {
        used();
        agenda.describeAll();
        agenda.seek(after(60));
        assertThat(at(60).tasks()).isTrue();
        assertThat(done(at(60)).verify()).isTrue();
        agenda.describeAll();
        agenda.seek(after(61));
        assertThat(at(61).tasks()).as("running ones were listed already").isTrue();
    }

    @Test
    void what_changed_is_over_when_running_tasks_were_listed() {
        used();
        stopped = 30_000;
        doneAt(64);
        for (int second = 65; second < 364; second++) {
            assertThat(doneAt(second).ends()).isFalse();
        }
        int tried = 364;
        while (!agenda.isPressing(after(tried)) || at(tried).tasks()) {
            doneAt(tried++);
            assertThat(tried).isLessThan(390);
        }
        assertThat(at(tried).ends()).isTrue();
    }

    @Test
    void clock_that_is_set_back_by_two_hours_changes_nothing_else() {
        used();
        stopped = 30_000;
        long by = 7_200;
        assertThat(at(59 - by).isEmpty()).isTrue();
        assertThat(doneAt(64 - by).ends()).isTrue();
        assertThat(at(83 - by).tasks()).isFalse();
        assertThat(at(84 - by).tasks()).isTrue();
    }

    @Test
    void no_more_than_its_share_of_the_reads_is_spent() {
        for (int percent : new int[] {1, 10, 100}) {
            for (int ended : new int[] {0, 6_000, 100_000}) {
                agenda = schedule(percent, false);
                double calls = 0;
                for (int second = 0; second < 7_200; second++) {
                    // It changes every 20 minutes.
                    stopped = second / 1_200 % 2 == 0 ? ended : 0;
                    Look look = doneAt(second);
                    calls += (look.tasks() ? 200 : 0) + (look.verify() ? 200 : 0) + (look.instances() ? 100 : 0);
                    calls += look.ends() ? Math.min(stopped, look.enough()) / 100 + 1 : 0;
                }
                assertThat(calls / 7_200)
                        .as("reads a second with %d %%, %d ended", percent, ended)
                        .isLessThanOrEqualTo(20 * percent / 100.0 + 400 / 7_200.0);
            }
        }
    }

    @Test
    void at_rest_less_than_eight_calls_a_second_are_made() {
        used();
        double calls = 0;
        for (int second = 300; second < 3_900; second += 5) {
            Look look = doneAt(second);
            calls += (look.tasks() ? 200 : 0) + (look.verify() ? 200 : 0) + (look.instances() ? 100 : 0);
            calls += look.ends() ? 1 : 0;
        }
        assertThat(calls / 3_600).isBetween(6.0, 8.5);
    }

    @Test
    void search_for_lost_starts_describes_all_that_have_stopped() {
        used();
        settling = Set.of(new AgentId("a"));
        Look look = at(64);
        assertThat(look.tasks()).isTrue();
        assertThat(look.ends()).isFalse();
    }

    @Test
    void clock_that_is_set_back_does_not_put_off_running_tasks_when_that_changes() {
        used();
        stopped = 30_000;
        doneAt(90);
        assertThat(at(-7_000).tasks()).isTrue();
    }

    @Test
    void tasks_of_others_are_listed_as_often_as_before_where_they_hold_slots() {
        agenda = schedule(100, true);
        doneAt(0);
        assertThat(agenda.isPressing(after(0))).isFalse();
        assertThat(at(24).ends()).isFalse();
        assertThat(at(25).tasks()).isTrue();
    }
}
