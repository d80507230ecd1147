package dev.isthmus.testkit.ecs.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.testkit.ecs.EcsRequests;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.OverTheWire;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ConflictException;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.PlacementConstraint;
import software.amazon.awssdk.services.ecs.model.PlacementConstraintType;
import software.amazon.awssdk.services.ecs.model.PlacementStrategy;
import software.amazon.awssdk.services.ecs.model.PlacementStrategyType;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.Task;

/** RunTask: idempotency, constraints, counts, placement. */
class RunTaskTest extends OverTheWire {
    @Override
    protected FakeEcsConfig config() {
        return FakeEcsConfig.builder()
                .instance(InstanceSpec.of(1000, 2048).withEc2InstanceId("i-a").withAttribute("rack", "r1"))
                .instance(InstanceSpec.of(1000, 1024).withEc2InstanceId("i-b").withAttribute("rack", "r2"))
                .build();
    }

    @BeforeEach
    void define() {
        client.registerTaskDefinition(
                EcsRequests.define("app", EcsRequests.main("x").cpu(400)));
    }

    private static RunTaskRequest.Builder request() {
        return RunTaskRequest.builder().taskDefinition("app");
    }

    private RunTaskResponse run(RunTaskRequest.Builder request) {
        return client.runTask(request.build());
    }

    private static PlacementConstraint memberOf(String expression) {
        return PlacementConstraint.builder()
                .type(PlacementConstraintType.MEMBER_OF)
                .expression(expression)
                .build();
    }

    private List<String> instancesOf(RunTaskResponse answer) {
        return answer.tasks().stream()
                .map(task -> describeInstance(task.containerInstanceArn()).ec2InstanceId())
                .toList();
    }

    @Test
    void the_same_token_starts_nothing_new_for_a_day() {
        String first = run(request().clientToken("t1")).tasks().get(0).taskArn();
        Task again = run(request().clientToken("t1")).tasks().get(0);
        assertThat(again.taskArn()).isEqualTo(first);
        assertThat(again.lastStatus()).as("as it is now").isEqualTo("RUNNING");
        assertThat(run(request().clientToken("t2")).tasks().get(0).taskArn()).isNotEqualTo(first);
        assertThat(ecs.tasks()).hasSize(2);

        client.stopTask(r -> r.task(first));
        clock.advance(Duration.ofHours(24).minusMillis(1));
        assertThat(run(request().clientToken("t1")).tasks().get(0).taskArn())
                .as("stopped and forgotten, but the token still holds")
                .isEqualTo(first);
        clock.advance(Duration.ofMillis(1));
        assertThat(run(request().clientToken("t1")).tasks().get(0).taskArn()).isNotEqualTo(first);
    }

    @Test
    void the_same_token_with_other_parameters_is_a_conflict_that_names_the_tasks() {
        List<String> arns = run(request().clientToken("t").count(2)).tasks().stream()
                .map(Task::taskArn)
                .toList();
        var error = assertError(
                "ConflictException",
                "'t' was used before",
                () -> run(request().clientToken("t").count(1)));
        assertThat(error).isInstanceOf(ConflictException.class);
        assertThat(((ConflictException) error).resourceIds()).isEqualTo(arns);
        assertThat(ecs.tasks()).hasSize(2);
    }

    @Test
    void a_token_that_started_nothing_may_be_tried_again() {
        ecs.disconnectAgent("i-a");
        ecs.disconnectAgent("i-b");
        assertThat(reasons(run(request().clientToken("t")).failures())).containsExactly("AGENT", "AGENT");
        ecs.reconnectAgent("i-b");
        assertThat(run(request().clientToken("t")).tasks()).hasSize(1);
    }

    @Test
    void tokens_of_the_sdk_itself_differ() {
        run(request());
        run(request());
        assertThat(ecs.tasks()).hasSize(2);
    }

    @Test
    void a_token_has_its_alphabet_and_length() {
        for (String token : List.of("x".repeat(65), "a b", "é")) {
            assertError(
                    "InvalidParameterException",
                    "clientToken must be",
                    () -> run(request().clientToken(token)));
        }
        assertThat(run(request().clientToken("~".repeat(64))).tasks()).hasSize(1);
    }

    @Test
    void a_constraint_pins_a_task_to_an_instance() {
        assertThat(instancesOf(run(request().placementConstraints(memberOf("ec2InstanceId == i-b")))))
                .containsExactly("i-b");
        assertThat(instancesOf(run(request().placementConstraints(memberOf("ec2InstanceId in ['i-b', i-z]")))))
                .containsExactly("i-b");
        assertThat(instancesOf(run(request().placementConstraints(memberOf("attribute:rack == r1")))))
                .containsExactly("i-a");
        RunTaskResponse none = run(request().placementConstraints(memberOf("ec2InstanceId == i-z")));
        assertThat(reasons(none.failures()))
                .containsOnly("MemberOf placement constraint unsatisfied.")
                .hasSize(2);
        assertThat(none.tasks()).isEmpty();
    }

    @Test
    void a_pinned_task_that_does_not_fit_says_what_lacks() {
        run(request().placementConstraints(memberOf("ec2InstanceId == i-b")).count(2));
        assertThat(reasons(run(request().placementConstraints(memberOf("ec2InstanceId == i-b")))
                        .failures()))
                .containsExactly("MemberOf placement constraint unsatisfied.", "RESOURCE:CPU");
    }

    @Test
    void the_first_instance_that_fits_is_taken_and_the_rest_fails() {
        RunTaskResponse answer = run(request().count(5));
        assertThat(instancesOf(answer)).containsExactly("i-a", "i-a", "i-b", "i-b");
        assertThat(reasons(answer.failures())).containsExactly("RESOURCE:CPU", "RESOURCE:CPU");
    }

    @Test
    void strategies_choose_among_the_instances() {
        assertThat(instancesOf(run(request()
                        .count(2)
                        .placementStrategy(PlacementStrategy.builder()
                                .type(PlacementStrategyType.SPREAD)
                                .field("instanceId")
                                .build()))))
                .containsExactly("i-a", "i-b");
        assertThat(instancesOf(run(request()
                        .placementStrategy(PlacementStrategy.builder()
                                .type(PlacementStrategyType.BINPACK)
                                .field("memory")
                                .build()))))
                .containsExactly("i-b");
        assertError(
                "InvalidParameterException",
                "At most 5 placement strategies",
                () -> run(request()
                        .placementStrategy(Collections.nCopies(
                                6, PlacementStrategy.builder().build()))));
    }

    @Test
    void distinct_instances_are_distinct() {
        RunTaskResponse answer = run(request()
                .count(3)
                .placementConstraints(PlacementConstraint.builder()
                        .type(PlacementConstraintType.DISTINCT_INSTANCE)
                        .build()));
        assertThat(instancesOf(answer)).containsExactly("i-a", "i-b");
        assertThat(answer.failures()).hasSize(2);
    }

    @Test
    void draining_instances_are_no_candidates_and_none_at_all_is_an_error() {
        ecs.drain("i-a");
        assertThat(instancesOf(run(request()))).containsExactly("i-b");
        ecs.drain("i-b");
        assertError("InvalidParameterException", "No Container Instances were found", () -> run(request()));
    }

    @Test
    void it_has_its_limits() {
        for (int count : new int[] {0, 11}) {
            assertError(
                    "InvalidParameterException",
                    "count must be from 1 to 10",
                    () -> run(request().count(count)));
        }
        assertError(
                "InvalidParameterException",
                "startedBy longer than 128",
                () -> run(request().startedBy("x".repeat(129))));
        run(request().startedBy("x".repeat(128)));
        assertError(
                "InvalidParameterException",
                "At most 10 placement constraints",
                () -> run(request().placementConstraints(Collections.nCopies(11, memberOf("ec2InstanceId == i-a")))));
        assertError(
                "InvalidParameterException",
                "Invalid expression",
                () -> run(request().placementConstraints(memberOf("ec2InstanceId is i-a"))));
        assertError(
                "InvalidParameterException",
                "not both",
                () -> run(request()
                        .launchType(LaunchType.EC2)
                        .capacityProviderStrategy(
                                List.of(software.amazon.awssdk.services.ecs.model.CapacityProviderStrategyItem.builder()
                                        .capacityProvider("spot")
                                        .build()))));
        assertError(
                "UnsupportedFeatureException", "EXTERNAL", () -> run(request().launchType(LaunchType.EXTERNAL)));
        assertThat(run(request().launchType(LaunchType.EC2)).tasks()).hasSize(1);
    }
}
