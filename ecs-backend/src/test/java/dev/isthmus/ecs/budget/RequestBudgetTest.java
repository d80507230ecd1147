package dev.isthmus.ecs.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.ecs.call.ThrottleBucket;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How many calls are made at once follows what AWS has raised. */
class RequestBudgetTest {

    private static int places(long percent, Map<ThrottleBucket, RaisedQuota> raised) {
        return new RequestBudget(percent, raised).places();
    }

    @Test
    void ten_calls_at_once_unless_a_quota_is_raised() {
        assertThat(places(100, Map.of())).isEqualTo(10);
        assertThat(places(1, Map.of())).isEqualTo(10);
    }

    @Test
    void raised_quota_can_be_used_at_a_quarter_of_a_second_a_call_beside_two_others() {
        assertThat(places(100, Map.of(ThrottleBucket.CLUSTER_MODIFY, new RaisedQuota(200, 80))))
                .isEqualTo(22);
        assertThat(places(50, Map.of(ThrottleBucket.CLUSTER_MODIFY, new RaisedQuota(200, 81))))
                .isEqualTo(13);
        assertThat(places(10, Map.of(ThrottleBucket.CLUSTER_MODIFY, new RaisedQuota(200, 80))))
                .as("never fewer than without")
                .isEqualTo(10);
        assertThat(places(
                        100,
                        Map.of(
                                ThrottleBucket.CLUSTER_MODIFY, new RaisedQuota(200, 80),
                                ThrottleBucket.CLUSTER_READ, new RaisedQuota(200, 40))))
                .as("both at once")
                .isEqualTo(32);
    }

    @Test
    void quota_within_another_is_used_no_faster_than_that() {
        assertThat(places(100, Map.of(ThrottleBucket.FARGATE_LAUNCH, new RaisedQuota(200, 200))))
                .isEqualTo(12);
        assertThat(places(
                        100,
                        Map.of(
                                ThrottleBucket.FARGATE_LAUNCH, new RaisedQuota(200, 200),
                                ThrottleBucket.CLUSTER_MODIFY, new RaisedQuota(200, 80))))
                .isEqualTo(22);
    }

    @Test
    void sixty_four_calls_at_once_are_the_most() {
        assertThat(places(100, Map.of(ThrottleBucket.CLUSTER_MODIFY, new RaisedQuota(100_000, 100_000))))
                .isEqualTo(64);
    }
}
