package dev.isthmus.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.api.backend.MasterMeaning;
import dev.isthmus.api.settings.InvalidSettingException;
import dev.isthmus.api.settings.Settings;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which masters the ECS backend knows (R-BP-07), and how its cluster may be set. */
class ClusterNamesTest {

    private static MasterMeaning meaning(String master) {
        return new EcsBackendProvider().meaningOf(master);
    }

    @ParameterizedTest
    @CsvSource({
        "ecs://blue, blue",
        "ecs://blue/, blue",
        "ecs://Blue_2-x, Blue_2-x",
        "arn:aws:ecs:eu-west-1:123456789012:cluster/blue, arn:aws:ecs:eu-west-1:123456789012:cluster/blue",
        "arn:aws-cn:ecs:cn-north-1:123456789012:cluster/b, arn:aws-cn:ecs:cn-north-1:123456789012:cluster/b",
        "arn:aws-us-gov:ecs:us-gov-west-1:123456789012:cluster/b, arn:aws-us-gov:ecs:us-gov-west-1:123456789012:cluster/b"
    })
    void required_BP07_a_cluster_is_named(String master, String cluster) {
        assertThat(meaning(master)).isEqualTo(new MasterMeaning.Cluster(Map.of(EcsSettings.CLUSTER, cluster)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ecs:/default",
                "ecs:default",
                "ecs:///default",
                "ecs//default",
                "ecs/default",
                "ecs:// default",
                "ECS://default",
                "Ecs:default",
                "esc://default",
                "ces://default",
                "ecss://default",
                "ec://default",
                "ec2://default",
                "eks://default",
                "mesos://ecs://default",
                "mesos://ECS://default"
            })
    void required_BP07_a_slip_of_the_pen_is_a_mistake_that_says_what_was_meant(String master) {
        assertThat(meaning(master))
                .isInstanceOfSatisfying(
                        MasterMeaning.Mistake.class,
                        mistake -> assertThat(mistake.wanted())
                                .startsWith("want ecs://<name of the cluster>")
                                .contains("arn:aws:ecs:<region>:<account>:cluster/<name>")
                                .endsWith("; ecs://default, perhaps"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ecs",
                "ecs:",
                "ecs:/",
                "ecs://",
                "ecs:///",
                "ecs://a b",
                "ecs://blue:5050",
                "ecs://blue/green",
                "ecs://blue?region=eu-west-1",
                "ecs://user@blue",
                "ecs://bl\u00fce",
                "ecs://arn:aws:ecs:eu-west-1:123456789012:cluster/blue",
                "arn:aws:ecs:eu-west-1:123456789012:task/blue",
                "arn:aws:ecs:eu-west-1:123456789012:cluster/",
                "arn:aws:ecs:eu-west-1:123456789012:cluster/blue/green",
                "arn:aws:ecs:eu-west-1:12:cluster/blue",
                "arn:aws:ecs::123456789012:cluster/blue",
                "arn:aws:eks:eu-west-1:123456789012:cluster/blue",
                "ARN:aws:ecs:eu-west-1:123456789012:cluster/blue",
                "arn:"
            })
    void required_BP07_a_cluster_that_is_meant_but_not_named_is_a_mistake(String master) {
        assertThat(meaning(master))
                .isInstanceOfSatisfying(
                        MasterMeaning.Mistake.class,
                        mistake -> assertThat(mistake.wanted()).startsWith("want ecs://<name of the cluster>"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "local",
                "local[4]",
                "blue",
                "zk://a:2181,b:2181/mesos",
                "zk://ecs:2181/mesos",
                "http://ecs:5050",
                "https://ecs.eu-west-1.amazonaws.com",
                "10.0.0.1:5050",
                "[::1]:5050",
                "mesos://10.0.0.1:5050",
                "file:///etc/mesos/zk",
                "/etc/mesos/zk",
                "C:/mesos/zk"
            })
    void required_BP07_anything_else_is_foreign_and_the_setting_counts(String master) {
        assertThat(meaning(master)).isInstanceOfSatisfying(MasterMeaning.Foreign.class, foreign -> {
            assertThat(foreign.instead()).isEqualTo(Optional.of(EcsSettings.CLUSTER));
            assertThat(foreign.wanted()).startsWith("want ecs://<name of the cluster>");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecs://blue", "blue/green", "a b", "arn:aws:ecs:eu-west-1:123456789012:task/blue"})
    void a_setting_that_names_no_cluster_is_refused(String cluster) {
        Settings settings = Settings.builder()
                .environment(Map.of("AWS_ECS_CLUSTER", cluster))
                .build();
        assertThatThrownBy(() -> settings.get(EcsSettings.CLUSTER))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("AWS_ECS_CLUSTER='" + cluster + "'")
                .hasMessageContaining("want the cluster's name");
    }
}
