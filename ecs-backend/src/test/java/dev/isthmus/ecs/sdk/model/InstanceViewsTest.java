package dev.isthmus.ecs.sdk.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.ecs.view.InstanceView;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.Resource;

/** Instances are converted when something of them has changed. */
class InstanceViewsTest {

    private final InstanceViews views = new InstanceViews();

    private static ContainerInstance instance(String arn, String status, int free) {
        return ContainerInstance.builder()
                .containerInstanceArn(arn)
                .status(status)
                .agentConnected(true)
                .remainingResources(Resource.builder()
                        .name("CPU")
                        .type("INTEGER")
                        .integerValue(free)
                        .build())
                .build();
    }

    @Test
    void what_has_not_changed_is_the_same_view() {
        InstanceView first = views.of(instance("a", "ACTIVE", 1024));
        assertThat(views.of(instance("a", "ACTIVE", 1024))).isSameAs(first);
    }

    @Test
    void what_has_changed_is_seen() {
        views.of(instance("a", "ACTIVE", 1024));
        InstanceView other = views.of(instance("a", "DRAINING", 512));
        assertThat(other.status()).isEqualTo("DRAINING");
        assertThat(other.remaining().amount(ResourceName.ECS_CPU)).isEqualTo(Amount.of(512));
        InstanceView back = views.of(instance("a", "ACTIVE", 1024));
        assertThat(back.status()).isEqualTo("ACTIVE");
        assertThat(back.remaining().amount(ResourceName.ECS_CPU)).isEqualTo(Amount.of(1024));
    }

    @Test
    void each_instance_has_its_own() {
        views.of(instance("a", "ACTIVE", 1024));
        assertThat(views.of(instance("b", "ACTIVE", 1024)).arn()).isEqualTo("b");
        assertThat(views.of(instance("a", "ACTIVE", 1024)).arn()).isEqualTo("a");
    }

    @Test
    void of_those_looked_at_last_alone_something_is_kept() {
        InstanceView first = views.of(instance("i-0", "ACTIVE", 1024));
        InstanceView second = views.of(instance("i-1", "ACTIVE", 1024));
        for (int i = 2; i <= InstanceViews.KEPT; i++) {
            assertThat(views.of(instance("i-0", "ACTIVE", 1024))).isSameAs(first);
            views.of(instance("i-" + i, "ACTIVE", 1024));
        }
        assertThat(views.size()).isEqualTo(InstanceViews.KEPT);
        assertThat(views.of(instance("i-1", "ACTIVE", 1024)))
                .as("gone, and made anew")
                .isNotSameAs(second)
                .isEqualTo(second);
    }
}
