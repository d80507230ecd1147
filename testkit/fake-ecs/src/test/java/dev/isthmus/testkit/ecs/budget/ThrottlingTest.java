package dev.isthmus.testkit.ecs.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.testkit.ecs.EcsRequests;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.OverTheWire;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The budgets as a client meets them. */
class ThrottlingTest extends OverTheWire {
    @Override
    protected FakeEcsConfig config() {
        return FakeEcsConfig.twoSmallInstances().toBuilder()
                .budgets(Budgets.unlimited()
                        .with(Bucket.CLUSTER_READ, new Rate(2, 1))
                        .with(Bucket.CLUSTER_RESOURCE_MODIFY, new Rate(1, 1)))
                .build();
    }

    @Test
    void a_used_up_budget_answers_throttling_exception_with_400_until_it_is_filled() {
        client.listClusters();
        client.describeClusters();
        var error = assertError("ThrottlingException", "Rate exceeded", () -> client.listClusters());
        assertThat(error.isThrottlingException()).isTrue();
        assertThat(error.getClass().getSimpleName()).as("no class of its own").isEqualTo("EcsException");
        assertThat(ecs.callCount("ListClusters")).as("the refused call counts").isEqualTo(2);
        clock.advance(Duration.ofSeconds(1));
        client.listClusters();
    }

    @Test
    void a_throttled_call_does_nothing() {
        client.registerTaskDefinition(EcsRequests.define("app", EcsRequests.main("x")));
        client.runTask(r -> r.taskDefinition("app"));
        assertError("ThrottlingException", "Rate exceeded", () -> client.runTask(r -> r.taskDefinition("app")));
        assertThat(ecs.tasks()).hasSize(1);
    }

    @Test
    void the_realistic_preset_turns_all_of_them_on() {
        FakeEcsConfig realistic =
                FakeEcsConfig.twoSmallInstances().toBuilder().realistic().build();
        assertThat(realistic.budgets()).isEqualTo(Budgets.ofAws());
        assertThat(realistic.consistency().share()).isPositive();
        assertThat(realistic.pace().provisioning()).isPositive();
        assertThat(realistic.toBuilder().build()).isEqualTo(realistic);
        assertThat(FakeEcsConfig.twoSmallInstances().budgets()).isEqualTo(Budgets.unlimited());
    }
}
