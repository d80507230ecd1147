package dev.isthmus.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.isthmus.api.settings.Settings;
import dev.isthmus.ecs.EcsSettings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Design, section 9: the driver's master argument names the cluster when it is ecs://name or an ARN. */
class MasterArgumentTest {

    private static final Settings RED =
            Settings.builder().set(EcsSettings.CLUSTER, "red").build();

    @ParameterizedTest
    @CsvSource({
        "ecs://blue, blue",
        "ecs://blue/, blue",
        "' ecs://Blue_2-x ', Blue_2-x",
        "arn:aws:ecs:eu-west-1:123456789012:cluster/blue, arn:aws:ecs:eu-west-1:123456789012:cluster/blue",
        "arn:aws-cn:ecs:cn-north-1:123456789012:cluster/b, arn:aws-cn:ecs:cn-north-1:123456789012:cluster/b"
    })
    void a_cluster_that_is_named_wins_over_the_settings(String master, String cluster) {
        assertThat(MasterArgument.applied(master, RED).get(EcsSettings.CLUSTER)).isEqualTo(cluster);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "local", "zk://a:2181,b:2181/mesos", "10.0.0.1:5050", "ecs", "blue"})
    void any_other_master_leaves_the_cluster_to_the_settings(String master) {
        assertThat(MasterArgument.applied(master, RED).get(EcsSettings.CLUSTER)).isEqualTo("red");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ecs://",
                "ecs://a b",
                "ecs://blue:5050",
                "ecs://blue/green",
                "arn:aws:ecs:eu-west-1:123456789012:task/blue",
                "arn:aws:ecs:eu-west-1:12:cluster/blue"
            })
    void a_cluster_that_is_meant_but_not_named_is_refused_with_what_is_wanted(String master) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MasterArgument.applied(master, RED))
                .withMessageContaining("'" + master + "'")
                .withMessageContaining("want ecs://<name of the cluster>");
    }
}
