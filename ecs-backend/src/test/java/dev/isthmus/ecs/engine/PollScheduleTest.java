package dev.isthmus.ecs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.ecs.budget.OwnListing;
import dev.isthmus.ecs.budget.ReadShare;
import dev.isthmus.ecs.call.TaskFilter;
import dev.isthmus.ecs.engine.RoundState.Look;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is due to be looked at, and when. */
class PollScheduleTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration WINDOW = Duration.ofSeconds(60);

    private final PollSchedule agenda = new PollSchedule(Duration.ofSeconds(5), WINDOW, 20, false);
    private Set<AgentId> settling = Set.of();
    private int stopped;
    private OwnListing ours = frameworks(1, 1);

    private Look at(long seconds) {
        return agenda.next(START.plusSeconds(seconds), ours, settling);
    }

    private Look doneAt(long seconds) {
        Look look = at(seconds);
        return done(look, 1, 1, 1);
    }

    private Look done(Look look, int listed, int own, int instances) {
        ours = frameworks(1, own);
        if (look.tasks() || look.ends()) {
            agenda.tasksSeen(look, listed, stopped, ours);
        }
        if (look.instances()) {
            agenda.instancesSeen(look, instances);
        }
        return look;
    }

    /** So many frameworks with so many tasks each. */
    private static OwnListing frameworks(int count, int tasksOfEach) {
        List<TaskFilter> filters = IntStream.range(0, count)
                .mapToObj(i -> TaskFilter.startedBy("mark-" + i))
                .toList();
        return new OwnListing(filters, count * ReadShare.calls(tasksOfEach), count * tasksOfEach, count * tasksOfEach);
    }

    private static Set<AgentId> agents(int count) {
        return IntStream.range(0, count).mapToObj(i -> new AgentId("a" + i)).collect(Collectors.toSet());
    }

    @Test
    void recovery_looks_everywhere_and_once_more_when_the_window_has_passed() {
        agenda.recover(1, START);
        assertThat(doneAt(0).recovering()).containsExactly(1L);
        assertThat(agenda.recovering()).isFalse();
        assertThat(doneAt(58).everywhere()).isFalse();
        assertThat(agenda.untilSweep(START.plusSeconds(58))).isEqualTo(Duration.ofSeconds(1));
        assertThat(doneAt(59).everywhere()).as("the last second is for reading").isTrue();
        assertThat(doneAt(120).everywhere()).as("and never again").isFalse();
    }

    @Test
    void recovery_looks_at_the_instances_again() {
        Look begun = at(0);
        agenda.recover(1, START);
        done(begun, 1, 1, 10_000);
        assertThat(doneAt(1).instances())
                .as("a round that was under way does not count")
                .isTrue();
        assertThat(at(1).instances()).isFalse();
    }

    @Test
    void recovery_that_failed_is_still_due() {
        agenda.recover(1, START);
        assertThat(at(0).recovering()).containsExactly(1L);
        assertThat(at(1).recovering()).containsExactly(1L);
    }

    @Test
    void wide_search_in_between_does_not_replace_the_second_look_of_recovery() {
        agenda.recover(1, START);
        doneAt(0);
        settling = agents(21);
        assertThat(doneAt(30).everywhere()).as("many agents").isTrue();
        settling = Set.of();
        assertThat(doneAt(61).everywhere()).isTrue();
    }

    @Test
    void few_agents_are_searched_each_by_itself_every_five_seconds() {
        settling = agents(20);
        assertThat(doneAt(0).settling()).hasSize(20);
        assertThat(doneAt(4).searches()).isFalse();
        Look look = doneAt(5);
        assertThat(look.searches()).isTrue();
        assertThat(look.everywhere()).isFalse();
    }

    @Test
    void whole_cluster_is_looked_at_at_the_quiet_pace_and_ours_is_verified_once_a_minute() {
        Look first = doneAt(0);
        assertThat(first.whole()).isTrue();
        assertThat(first.verify()).isTrue();
        assertThat(doneAt(1).whole()).isFalse();
        assertThat(doneAt(5).whole()).isTrue();
        assertThat(doneAt(59).verify()).isFalse();
        assertThat(doneAt(60).verify()).isTrue();
    }

    @Test
    void without_a_framework_the_whole_cluster_is_looked_at_always() {
        doneAt(0);
        assertThat(agenda.next(START.plusSeconds(1), OwnListing.NONE, Set.of()).whole())
                .isTrue();
    }

    @Test
    void small_cluster_is_looked_at_in_every_round() {
        done(at(0), 100, 100, 100);
        Look look = at(1);
        assertThat(look.tasks()).isTrue();
        assertThat(look.instances()).isTrue();
    }

    /** 20,000 tasks are 200 pages, at 8 calls a second; 5,000 instances 50 pages and 50 describes, at 4 a second. */
    @Test
    void large_cluster_is_looked_at_as_often_as_its_share_of_the_budget_allows() {
        done(at(0), 20_000, 20_000, 5_000);
        assertThat(at(24).isEmpty()).isTrue();
        Look look = at(25);
        assertThat(look.tasks()).isTrue();
        assertThat(look.whole()).isTrue();
        assertThat(look.instances()).isTrue();
    }

    @Test
    void few_tasks_of_ours_on_a_large_cluster_are_listed_in_every_round() {
        done(at(0), 20_000, 50, 5_000);
        assertThat(done(at(1), 50, 50, 0).whole()).isFalse();
        assertThat(at(2).tasks()).isTrue();
        assertThat(at(24).whole()).isFalse();
        assertThat(at(25).whole()).isTrue();
    }

    @Test
    void search_is_not_put_off_by_the_cost_of_listings() {
        done(at(0), 20_000, 20_000, 5_000);
        settling = agents(1);
        assertThat(at(5).searches()).isTrue();
        assertThat(at(5).tasks()).isTrue();
    }

    @Test
    void instances_are_looked_at_as_soon_as_there_is_contact_again() {
        done(at(0), 1, 1, 5_000);
        assertThat(at(1).instances()).isFalse();
        agenda.contactLost();
        assertThat(at(1).instances()).isTrue();
    }

    @Test
    void clock_that_is_set_back_does_not_stop_the_looks() {
        done(at(7_200), 20_000, 20_000, 5_000);
        assertThat(at(7_210).tasks()).isFalse();
        assertThat(at(10).tasks())
                .as("set back by two hours, 15 s before they are due")
                .isFalse();
        assertThat(at(24).isEmpty()).isTrue();
        assertThat(at(25).tasks()).isTrue();
    }

    @Test
    void each_framework_is_recovered_in_the_round_after_its_watch_and_has_a_second_look_of_its_own() {
        agenda.recover(1, START);
        Look first = at(0);
        agenda.recover(2, START.plusSeconds(1));
        done(first, 1, 1, 1);
        assertThat(agenda.recovering())
                .as("it came while the round was under way")
                .isTrue();
        assertThat(doneAt(2).recovering()).containsExactly(2L);
        agenda.recover(3, START.plusSeconds(30));
        agenda.recover(4, START.plusSeconds(31));
        assertThat(doneAt(31).recovering()).containsExactly(3L, 4L);
        assertThat(doneAt(58).everywhere()).isFalse();
        assertThat(doneAt(59).everywhere())
                .as("1 s before the first window is over")
                .isTrue();
        assertThat(doneAt(60).everywhere()).isTrue();
        assertThat(doneAt(88).everywhere()).isFalse();
        assertThat(doneAt(90).everywhere()).as("for both, which came together").isTrue();
        assertThat(doneAt(95).everywhere()).isFalse();
    }

    @Test
    void a_framework_that_is_forgotten_is_neither_recovered_nor_looked_for_once_more() {
        agenda.recover(1, START);
        agenda.recover(2, START);
        agenda.forget(2);
        assertThat(doneAt(0).recovering()).containsExactly(1L);
        agenda.forget(1);
        assertThat(doneAt(60).everywhere()).isFalse();
        Look begun = at(61);
        agenda.recover(3, START.plusSeconds(61));
        agenda.forget(3);
        agenda.recover(4, START.plusSeconds(62));
        done(begun, 1, 1, 1);
        assertThat(doneAt(63).recovering()).containsExactly(4L);
    }

    @Test
    void a_later_recovery_describes_neither_all_instances_nor_the_tasks_of_others_again() {
        agenda.recover(1, START);
        done(at(0), 20_000, 20_000, 5_000);
        agenda.recover(2, START.plusSeconds(1));
        Look later = at(1);
        assertThat(later.everywhere()).isTrue();
        assertThat(later.instances()).isFalse();
        assertThat(later.verify()).isFalse();
    }
}
