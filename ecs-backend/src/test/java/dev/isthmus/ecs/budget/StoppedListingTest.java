package dev.isthmus.ecs.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.ecs.call.TaskFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When ends are found by listing stopped tasks. */
class StoppedListingTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final ReadShare SHARE = new ReadShare(8);

    private final StoppedListing ends = new StoppedListing(SHARE, IDLE, true);

    private static OwnListing tasks(int count, int checked) {
        return new OwnListing(List.of(TaskFilter.startedBy("mark")), ReadShare.calls(count), count, count + checked);
    }

    private boolean usedFor(int running, int checked, int stopped) {
        OwnListing own = tasks(running, checked);
        ends.listed(START, stopped);
        ends.seen(START, own, own.next(running), Duration.ZERO);
        return ends.isUsed();
    }

    @Test
    void used_where_neither_ends_nor_health_are_known_later_for_it() {
        assertThat(usedFor(20_000, 0, 0)).isTrue();
        assertThat(usedFor(20_000, 0, 6_600)).isTrue();
        assertThat(usedFor(20_000, 0, 6_601)).isFalse();
        assertThat(usedFor(20_000, 9_800, 0)).as("3 x (1 + 98) of 298").isTrue();
        assertThat(usedFor(20_000, 10_000, 0)).isFalse();
    }

    @Test
    void not_used_where_the_running_ones_can_be_listed_in_every_round() {
        assertThat(usedFor(4_000, 0, 0)).isFalse();
        assertThat(usedFor(4_001, 0, 0)).isTrue();
    }

    @Test
    void not_used_where_it_would_spare_little() {
        StoppedListing little = new StoppedListing(new ReadShare(0.1), IDLE, true);
        for (int tasks : new int[] {900, 901}) {
            little.listed(START, 0);
            little.seen(START, tasks(tasks, 0), ReadShare.calls(tasks), Duration.ZERO);
            assertThat(little.isUsed()).isEqualTo(tasks > 900);
        }
    }

    @Test
    void not_used_where_it_would_spare_little_beside_health() {
        StoppedListing little = new StoppedListing(new ReadShare(0.1), IDLE, true);
        for (int all : new int[] {10, 11}) {
            little.listed(START, 0);
            little.seen(START, tasks(100, 1), all, Duration.ZERO);
            assertThat(little.isUsed()).isEqualTo(all > 10);
        }
    }

    @Test
    void not_used_before_stopped_tasks_were_listed_once() {
        assertThat(ends.isTried(START, Instant.MAX))
                .as("nothing is known of running ones either")
                .isFalse();
        seen(20_000);
        assertThat(ends.isUsed()).isFalse();
        assertThat(ends.isTried(START, Instant.MAX)).isTrue();
        ends.listed(START, 6_601);
        seen(20_000);
        assertThat(ends.isUsed()).isFalse();
        assertThat(ends.enough()).isEqualTo(6_601);
        assertThat(ends.isTried(START.plusSeconds(299), Instant.MAX)).isFalse();
        assertThat(ends.isTried(START.plusSeconds(300), Instant.MAX)).isTrue();
        ends.listed(START, 0);
        seen(20_000);
        assertThat(ends.isUsed()).isTrue();
        assertThat(ends.isTried(START.plusSeconds(300), Instant.MAX)).isFalse();
    }

    private void seen(int running) {
        ends.seen(START, tasks(running, 0), ReadShare.calls(running), Duration.ZERO);
    }

    @Test
    void not_tried_where_the_next_listing_of_running_tasks_would_wait_for_it() {
        seen(20_000);
        assertThat(ends.isTried(START, START.plusMillis(6_249))).isFalse();
        assertThat(ends.isTried(START, START.plusMillis(6_250))).isTrue();
    }

    @Test
    void not_tried_while_rounds_rest() {
        ends.seen(START, tasks(20_000, 0), 200, Duration.ofMinutes(15));
        assertThat(ends.isTried(START, Instant.MAX)).isFalse();
        seen(20_000);
        assertThat(ends.isTried(START, Instant.MAX)).isTrue();
    }

    @Test
    void not_used_while_it_is_suspended_and_then_tried_anew() {
        usedFor(20_000, 0, 0);
        ends.suspend(START.plusSeconds(60));
        ends.suspend(START.plusSeconds(10));
        assertThat(ends.isUsed()).isFalse();
        assertThat(ends.isTried(START.plusSeconds(300), Instant.MAX))
                .as("nothing was read since")
                .isFalse();
        ends.seen(START.plusSeconds(59), tasks(20_000, 0), 200, Duration.ZERO);
        assertThat(ends.isUsed()).isFalse();
        assertThat(ends.isTried(START.plusSeconds(59), Instant.MAX)).isFalse();
        ends.seen(START.plusSeconds(60), tasks(20_000, 0), 200, Duration.ZERO);
        assertThat(ends.isUsed())
                .as("how many have stopped is not known any more")
                .isFalse();
        assertThat(ends.isTried(START.plusSeconds(60), Instant.MAX)).isTrue();
    }

    @Test
    void tasks_with_health_checks_are_counted_as_they_are_described_with_it() {
        assertThat(usedFor(20_000, 9_800, 0)).isTrue();
        assertThat(ends.isDue(START.plusSeconds(24))).isFalse();
        assertThat(ends.isDue(START.plusSeconds(25)))
                .as("99 calls at 4 a second")
                .isTrue();
    }

    @Test
    void not_used_where_no_framework_is_watched() {
        ends.listed(START, 0);
        ends.seen(START, OwnListing.NONE, 200, Duration.ZERO);
        assertThat(ends.isUsed()).isFalse();
        assertThat(ends.isTried(START.plusSeconds(10_000), Instant.MAX)).isFalse();
    }

    @Test
    void not_used_where_the_tasks_of_others_must_be_known_early() {
        StoppedListing never = new StoppedListing(SHARE, IDLE, false);
        never.listed(START, 0);
        never.seen(START, tasks(20_000, 0), 200, Duration.ZERO);
        assertThat(never.isUsed()).isFalse();
        assertThat(never.isTried(START.plusSeconds(10_000), Instant.MAX)).isFalse();
    }

    @Test
    void half_of_the_share_is_for_it_and_half_for_listings_of_running_tasks() {
        usedFor(100_000, 0, 0);
        assertThat(ends.listings()).isEqualTo(Duration.ofSeconds(250));
        assertThat(ends.isDue(START.plusMillis(249))).isFalse();
        assertThat(ends.isDue(START.plusMillis(250))).isTrue();
        usedFor(100_000, 0, 32_000);
        assertThat(ends.isDue(START.plusSeconds(79))).isFalse();
        assertThat(ends.isDue(START.plusSeconds(80)))
                .as("320 calls at 4 a second")
                .isTrue();
    }

    @Test
    void running_tasks_are_listed_once_a_minute_at_most_meanwhile_and_described_every_five() {
        seen(20_000);
        assertThat(ends.listings()).isEqualTo(Duration.ofSeconds(25));
        assertThat(ends.verifications()).isEqualTo(Duration.ofSeconds(60));
        assertThat(ends.young(START)).isEqualTo(Instant.MAX);
        usedFor(20_000, 0, 0);
        assertThat(ends.listings()).isEqualTo(Duration.ofSeconds(60));
        assertThat(ends.verifications()).isEqualTo(Duration.ofMinutes(5));
        assertThat(ends.young(START)).isEqualTo(START.minusSeconds(300));
    }

    @Test
    void a_new_task_is_described_with_two_listings_however_seldom_they_are() {
        usedFor(200_000, 0, 0);
        assertThat(ends.listings()).isEqualTo(Duration.ofSeconds(500));
        assertThat(ends.young(START)).isEqualTo(START.minusSeconds(1_000));
    }

    @Test
    void nothing_is_listed_more_often_than_rests_allow() {
        ends.listed(START, 0);
        ends.seen(START, tasks(20_000, 0), 200, Duration.ofMinutes(15));
        assertThat(ends.listings()).isEqualTo(Duration.ofMinutes(15));
        assertThat(ends.verifications()).isEqualTo(Duration.ofMinutes(15));
        assertThat(ends.isDue(START.plusSeconds(899))).isFalse();
        assertThat(ends.isDue(START.plusSeconds(900))).isTrue();
    }

    @Test
    void clock_that_is_set_back_does_not_stop_it() {
        Duration by = Duration.ofHours(2);
        usedFor(20_000, 0, 6_000);
        ends.setBack(by);
        assertThat(ends.isDue(START.minus(by).plusSeconds(25))).isTrue();
        usedFor(20_000, 0, 7_000);
        ends.setBack(by);
        assertThat(ends.isTried(START.minus(by).plusSeconds(300), Instant.MAX)).isTrue();
        ends.suspend(START.plusSeconds(60));
        ends.setBack(by);
        ends.seen(START.minus(by).plusSeconds(60), tasks(20_000, 0), 200, Duration.ZERO);
        assertThat(ends.isTried(START.minus(by).plusSeconds(60), Instant.MAX)).isTrue();
    }
}
