package dev.isthmus.ecs.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.api.backend.BackendException;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the region comes from. */
class TargetTest {

    private static Optional<String> none() {
        return Optional.empty();
    }

    private static Optional<String> notAsked() {
        throw new AssertionError("the metadata service must not be asked");
    }

    @ParameterizedTest
    @CsvSource({
        "https://ecs.eu-west-1.amazonaws.com, eu-west-1",
        "https://ecs.cn-north-1.amazonaws.com.cn, cn-north-1",
        "https://ecs-fips.us-gov-west-1.amazonaws.com, us-gov-west-1",
        "https://vpce-0a1b-xyz.ecs.ap-southeast-2.vpce.amazonaws.com, ap-southeast-2",
        "http://127.0.0.1:4566, us-east-1",
        "http://localhost:4566, us-east-1",
    })
    void endpoint_names_the_region_when_nothing_else_does(String endpoint, String region) {
        assertThat(Target.of("c", Optional.of(URI.create(endpoint)), TargetTest::none, TargetTest::notAsked)
                        .region())
                .isEqualTo(region);
    }

    @Test
    void what_is_set_goes_before_the_endpoint() {
        Target target = Target.of(
                "c",
                Optional.of(URI.create("http://127.0.0.1:1")),
                () -> Optional.of("eu-north-1"),
                TargetTest::notAsked);
        assertThat(target.region()).isEqualTo("eu-north-1");
        assertThat(target.loopback()).isTrue();
    }

    @Test
    void cluster_arn_names_region_and_cluster() {
        Target target = Target.of(
                "arn:aws:ecs:eu-west-3:123456789012:cluster/batch",
                Optional.empty(),
                TargetTest::notAsked,
                TargetTest::notAsked);
        assertThat(target.region()).isEqualTo("eu-west-3");
        assertThat(target.clusterName()).isEqualTo("batch");
        assertThat(target.endpoint()).isEqualTo(URI.create("https://ecs.eu-west-3.amazonaws.com"));
    }

    @Test
    void without_a_region_anywhere_the_ways_to_set_it_are_named() {
        Optional<URI> endpoint = Optional.of(URI.create("https://proxy.example.org"));
        assertThatThrownBy(() -> Target.of("c", endpoint, TargetTest::none, TargetTest::none))
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("https://proxy.example.org")
                .hasMessageContaining("AWS_REGION")
                .hasMessageContaining("aws.region")
                .hasMessageContaining("AWS_ECS_ENDPOINT");
    }
}
