package dev.isthmus.ecs.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.api.settings.Settings;
import dev.isthmus.ecs.call.ThrottleBucket;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What AWS has raised, as it is set. */
class RaisedQuotaTest {

    @Test
    void nothing_is_raised_unless_it_is_set() {
        assertThat(Settings.none().get(RaisedQuota.RAISED)).isEmpty();
    }

    @Test
    void each_quota_has_its_burst_and_its_rate() {
        assertThat(RaisedQuota.parse("cluster-resource-modify=200/80; task-definition-modify = 20/5;"))
                .isEqualTo(Map.of(
                        ThrottleBucket.CLUSTER_MODIFY, new RaisedQuota(200, 80),
                        ThrottleBucket.DEFINITION_MODIFY, new RaisedQuota(20, 5)));
    }

    @Test
    void what_is_no_raised_quota_is_refused() {
        refused("cluster-resource-modify=200", "'cluster-resource-modify=200' is no quota: want cluster-resource");
        refused(
                "starts=200/80",
                "there is no quota starts: want one of cluster-resource-modify, fargate-run-task, cluster-resource-read, "
                        + "task-definition-modify, task-definition-read");
        refused("cluster-resource-read=100/19", "is below what AWS grants every account, 100/20: to use less, set");
        refused("cluster-resource-read=99/20", "is below what AWS grants every account, 100/20: to use less, set");
        refused("cluster-resource-read=100/20;cluster-resource-read=200/20", "cluster-resource-read is there twice");
        refused("cluster-resource-read=100/100001", "100/100001: want numbers from 1 to 100000");
    }

    private static void refused(String text, String why) {
        assertThatThrownBy(() -> RaisedQuota.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }
}
