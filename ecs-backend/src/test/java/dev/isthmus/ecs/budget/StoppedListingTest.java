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
    private static final ReadShare SHARE = new ReadShare(8);

    private final StoppedListing ends = new StoppedListing(SHARE, true);

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
        assertThat(usedFor(20_000, 0, 10_000)).isTrue();
        assertThat(usedFor(20_000, 0, 10_100)).isFalse();
        assertThat(usedFor(20_000, 19_700, 0)).isTrue();
        assertThat(usedFor(20_000, 19_800, 0)).isTrue();
        assertThat(usedFor(20_000, 20_000, 0)).isFalse();
    }

    @Test
    void not_used_where_it_would_spare_little() {
        assertThat(usedFor(900, 0, 0)).isFalse();
        assertThat(usedFor(901, 0, 0)).isTrue();
    }

    @Test
    void not_used_before_stopped_tasks_were_listed_once() {
        OwnListing own = tasks(20_000, 0);
        assertThat(ends.isTried(START))
                .as("nothing is known of running ones either")
                .isFalse();
        ends.seen(START, own, 200, Duration.ZERO);
        assertThat(ends.isUsed()).isFalse();
        assertThat(ends.isTried(START)).isTrue();
        ends.listed(START, 0);
        ends.seen(START, own, 200, Duration.ZERO);
        assertThat(ends.isUsed()).isTrue();
        assertThat(ends.isTried(START.plusSeconds(299))).isFalse();
    }

    @Test
    void not_used_where_the_tasks_of_others_must_be_known_early() {
        StoppedListing never = new StoppedListing(SHARE, false);
        never.listed(START, 0);
        never.seen(START, tasks(20_000, 0), 200, Duration.ZERO);
        assertThat(never.isUsed()).isFalse();
        assertThat(never.isTried(START.plusSeconds(10_000))).isFalse();
    }

    @Test
    void half_of_the_share_is_for_it_and_half_for_listings_of_running_tasks() {
        usedFor(100_000, 0, 0);
        assertThat(ends.listings(SHARE.between(1_000))).isEqualTo(Duration.ofSeconds(250));
        assertThat(ends.isDue(START.plusMillis(249))).isFalse();
        assertThat(ends.isDue(START.plusMillis(250))).isTrue();
        usedFor(100_000, 0, 40_000);
        assertThat(ends.isDue(START.plusSeconds(99))).isFalse();
        assertThat(ends.isDue(START.plusSeconds(100)))
                .as("400 calls at 4 a second")
                .isTrue();
    }

    @Test
    void running_tasks_are_listed_once_a_minute_at_most_meanwhile_and_described_every_five() {
        Duration usual = SHARE.between(200);
        assertThat(ends.listings(usual)).isEqualTo(usual);
        assertThat(ends.verifications(usual)).isEqualTo(Duration.ofSeconds(60));
        usedFor(20_000, 0, 0);
        assertThat(ends.listings(usual)).isEqualTo(Duration.ofSeconds(60));
        assertThat(ends.verifications(usual)).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void nothing_is_listed_more_often_than_rests_allow() {
        ends.listed(START, 0);
        ends.seen(START, tasks(20_000, 0), 200, Duration.ofMinutes(15));
        assertThat(ends.isDue(START.plusSeconds(899))).isFalse();
        assertThat(ends.isDue(START.plusSeconds(900))).isTrue();
    }

    @Test
    void clock_that_is_set_back_does_not_stop_it() {
        usedFor(20_000, 0, 10_000);
        ends.setBack(Duration.ofHours(2));
        assertThat(ends.isDue(START.minusSeconds(7_200).plusSeconds(25))).isTrue();
        assertThat(ends.isTried(START.minusSeconds(7_200).plusSeconds(300))).isTrue();
    }
}
