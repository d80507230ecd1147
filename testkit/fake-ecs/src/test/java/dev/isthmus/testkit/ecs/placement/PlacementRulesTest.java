package dev.isthmus.testkit.ecs.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.testkit.ecs.EcsRequests;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.OverTheWire;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.PlacementConstraint;
import software.amazon.awssdk.services.ecs.model.PlacementStrategy;
import software.amazon.awssdk.services.ecs.model.PlacementStrategyType;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionPlacementConstraint;

/** Constraints and strategies of RunTask, as the developer guide states them. */
class PlacementRulesTest extends OverTheWire {
    @Override
    protected FakeEcsConfig config() {
        return FakeEcsConfig.builder()
                .instance(InstanceSpec.of(1000, 4000).withEc2InstanceId("i-a"))
                .instance(InstanceSpec.of(900, 3000).withEc2InstanceId("i-b"))
                .instance(InstanceSpec.of(950, 2000).withEc2InstanceId("i-c").withAvailabilityZone("us-east-1b"))
                .build();
    }

    @BeforeEach
    void define() {
        client.registerTaskDefinition(
                EcsRequests.define("app", EcsRequests.main("x").cpu(100)));
        client.registerTaskDefinition(
                EcsRequests.define("other", EcsRequests.main("x").cpu(100)));
        client.registerTaskDefinition(
                EcsRequests.define("pinned", EcsRequests.main("x").cpu(100)).toBuilder()
                        .placementConstraints(TaskDefinitionPlacementConstraint.builder()
                                .type("memberOf")
                                .expression("ec2InstanceId == i-b")
                                .build())
                        .build());
    }

    private static PlacementStrategy strategy(PlacementStrategyType type, String field) {
        return PlacementStrategy.builder().type(type).field(field).build();
    }

    private RunTaskResponse run(RunTaskRequest.Builder request) {
        return client.runTask(request.build());
    }

    private static RunTaskRequest.Builder tasks(String family, int count, PlacementStrategy... strategies) {
        return RunTaskRequest.builder().taskDefinition(family).count(count).placementStrategy(strategies);
    }

    private List<String> where(RunTaskResponse answer) {
        List<String> ids = new ArrayList<>();
        answer.tasks()
                .forEach(task ->
                        ids.add(describeInstance(task.containerInstanceArn()).ec2InstanceId()));
        return ids;
    }

    @Test
    void spread_counts_the_tasks_of_the_same_group_that_are_to_run() {
        PlacementStrategy spread = strategy(PlacementStrategyType.SPREAD, "instanceId");
        assertThat(where(run(tasks("other", 1)))).containsExactly("i-a");
        assertThat(where(run(tasks("app", 4, spread))))
                .as("the task of the other group does not count")
                .containsExactly("i-a", "i-b", "i-c", "i-a");
        ecs.tasks().stream()
                .filter(task -> task.group().equals("family:app"))
                .map(task -> task.taskArn())
                .limit(1)
                .forEach(arn -> {
                    containers.holdStops(true);
                    client.stopTask(r -> r.task(arn));
                });
        assertThat(where(run(tasks("app", 1, spread))))
                .as("one on i-a is to be stopped: each has one")
                .containsExactly("i-a");
    }

    @Test
    void spread_goes_over_the_values_of_an_attribute() {
        PlacementStrategy zones = strategy(PlacementStrategyType.SPREAD, "attribute:ecs.availability-zone");
        assertThat(where(run(tasks("app", 4, zones)))).containsExactly("i-a", "i-c", "i-a", "i-c");
        PlacementStrategy nothing = strategy(PlacementStrategyType.SPREAD, "attribute:none");
        assertThat(where(run(tasks("other", 2, nothing)))).containsExactly("i-a", "i-a");
    }

    @Test
    void binpack_fills_the_one_with_the_least_left() {
        assertThat(where(run(tasks("app", 1, strategy(PlacementStrategyType.BINPACK, "cpu")))))
                .containsExactly("i-b");
        assertThat(where(run(tasks("app", 1, strategy(PlacementStrategyType.BINPACK, "memory")))))
                .containsExactly("i-c");
    }

    @Test
    void a_second_strategy_decides_where_the_first_does_not() {
        assertThat(where(run(tasks(
                        "app",
                        3,
                        strategy(PlacementStrategyType.SPREAD, "attribute:ecs.availability-zone"),
                        strategy(PlacementStrategyType.BINPACK, "cpu")))))
                .containsExactly("i-b", "i-c", "i-b");
        assertThat(where(run(tasks(
                        "other",
                        1,
                        strategy(PlacementStrategyType.RANDOM, null),
                        strategy(PlacementStrategyType.BINPACK, "memory")))))
                .containsExactly("i-c");
    }

    @Test
    void distinct_instances_count_earlier_tasks_of_the_group_unless_they_are_to_stop() {
        PlacementConstraint distinct =
                PlacementConstraint.builder().type("distinctInstance").build();
        assertThat(where(run(tasks("app", 2).placementConstraints(distinct)))).containsExactly("i-a", "i-b");
        assertThat(where(run(tasks("app", 1).placementConstraints(distinct)))).containsExactly("i-c");
        RunTaskResponse none = run(tasks("app", 1).placementConstraints(distinct));
        assertThat(reasons(none.failures()))
                .hasSize(3)
                .containsOnly("DistinctInstance placement constraint unsatisfied.");
        assertThat(where(run(tasks("other", 1).placementConstraints(distinct)))).containsExactly("i-a");
        containers.holdStops(true);
        client.stopTask(r -> r.task(ecs.tasks().get(1).taskArn()));
        assertThat(where(run(tasks("app", 1).placementConstraints(distinct))))
                .as("what still runs but is to stop does not stand in the way")
                .containsExactly("i-b");
    }

    @Test
    void the_constraints_of_the_definition_hold_too_and_count() {
        assertThat(where(run(tasks("pinned", 1)))).containsExactly("i-b");
        PlacementConstraint elsewhere = PlacementConstraint.builder()
                .type("memberOf")
                .expression("ec2InstanceId == i-a")
                .build();
        assertThat(reasons(
                        run(tasks("pinned", 1).placementConstraints(elsewhere)).failures()))
                .hasSize(3)
                .containsOnly("MemberOf placement constraint unsatisfied.");
        assertError(
                "InvalidParameterException",
                "At most 10 placement constraints",
                () -> run(tasks("pinned", 1).placementConstraints(java.util.Collections.nCopies(10, elsewhere))));
    }

    @Test
    void failures_name_each_instance_with_its_reason() {
        ecs.disconnectAgent("i-a");
        client.registerTaskDefinition(
                EcsRequests.define("big", EcsRequests.main("x").cpu(920)));
        RunTaskResponse answer = run(tasks("big", 2));
        assertThat(where(answer)).containsExactly("i-c");
        assertThat(reasons(answer.failures())).containsExactly("AGENT", "RESOURCE:CPU", "RESOURCE:CPU");
        assertThat(answer.failures())
                .extracting(failure -> failure.arn())
                .containsExactly(instance(0), instance(1), instance(2));
    }
}
