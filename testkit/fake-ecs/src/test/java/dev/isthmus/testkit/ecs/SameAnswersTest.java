package dev.isthmus.testkit.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.testkit.ecs.budget.Budgets;
import dev.isthmus.testkit.ecs.cluster.Consistency;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.cluster.TaskPace;
import dev.isthmus.testkit.ecs.fault.Fault;
import dev.isthmus.testkit.ecs.fault.FaultRule;
import dev.isthmus.testkit.ecs.fault.FaultSchedule;
import dev.isthmus.testkit.ecs.operation.Operations;
import dev.isthmus.testkit.ecs.runtime.Script;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.EcsException;

/** The client in memory gives the objects and exceptions that the SDK's own client makes of the server's answers. */
class SameAnswersTest {
    private static final int CALLS = 400;

    static FakeEcsConfig config(long seed) {
        return FakeEcsConfig.builder()
                .seed(seed)
                .instance(InstanceSpec.of(4096, 8192)
                        .withAttribute("rack", "1")
                        .withAttribute("room", "2")
                        .withAttribute("floor", "3")
                        .withAttribute("house", "4")
                        .withAttribute("street", "5")
                        .withAttribute("town", "6")
                        .withAttribute("county", "7"))
                .instance(InstanceSpec.of(2048, 4096).withAvailabilityZone("us-east-1b"))
                .otherCluster("other")
                .pace(TaskPace.immediate()
                        .withPending(Duration.ofMillis(1500).plusNanos(333_333))
                        .withDeprovisioning(Duration.ofSeconds(2)))
                .consistency(Consistency.ofAws())
                .budgets(Budgets.ofAws())
                .stoppedTaskRetention(Duration.ofMinutes(5))
                .build();
    }

    /** Everything that can go wrong with a call at one instant. */
    static FaultSchedule faults(long seed) {
        List<FaultRule> rules = Stream.of(
                        Fault.throttling(),
                        Fault.nestedThrottling(),
                        Fault.serverError(),
                        Fault.serviceUnavailable(),
                        Fault.accessDenied(),
                        Fault.dropConnection(),
                        Fault.loseAnswer(),
                        Fault.staleRead(Duration.ofSeconds(20)),
                        Fault.olderVersion(2),
                        Fault.reorderEntries(),
                        Fault.repeatEntries(),
                        Fault.jumpClock(Duration.ofNanos(7_000_500_000L)))
                .map(fault -> FaultRule.of("*", fault).chance(0.02))
                .toList();
        return new FaultSchedule(seed, rules)
                .with(FaultRule.of("StopTask", Fault.refuse("NoSuchThing", 418, ""))
                        .chance(0.2));
    }

    static ScriptedRuntime containers() {
        return ScriptedRuntime.following(launch -> switch (launch.id()
                        .taskArn()
                        .charAt(launch.id().taskArn().length() - 1)
                % 5) {
            case 0 -> Script.exits(3, Duration.ofSeconds(9));
            case 1 -> Script.failsToPull(launch.image());
            case 2 -> Script.runsOutOfMemory(Duration.ofSeconds(20));
            default -> Script.runs().startingAfter(Duration.ofMillis(700));
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void a_history_of_calls_is_answered_alike(long seed) {
        try (Twins twins = new Twins(config(seed), faults(seed), SameAnswersTest::containers)) {
            CallHistory history = new CallHistory(twins, seed);
            for (int i = 0; i < CALLS; i++) {
                history.step();
            }
            assertThat(twins.memory.tasks()).isEqualTo(twins.wire.tasks());
            assertThat(twins.memory.instances()).isEqualTo(twins.wire.instances());
            assertThat(twins.memory.faults()).hasToString(twins.wire.faults().toString());
        }
    }

    @Test
    void the_histories_meet_every_operation_and_every_kind_of_answer() {
        Set<String> seen = new LinkedHashSet<>();
        Set<Fault> met = new LinkedHashSet<>();
        for (long seed = 11; seed <= 14; seed++) {
            try (Twins twins = new Twins(config(seed), faults(seed), SameAnswersTest::containers)) {
                CallHistory history = new CallHistory(twins, seed);
                for (int i = 0; i < CALLS; i++) {
                    history.step();
                }
                seen.addAll(twins.seen);
                twins.memory.faults().stream()
                        .filter(count -> count.played() > 0)
                        .forEach(count -> met.add(count.rule().fault()));
            }
        }
        assertThat(met)
                .containsExactlyInAnyOrderElementsOf(
                        faults(0).rules().stream().map(FaultRule::fault).toList());
        assertThat(seen)
                .contains(
                        "lost",
                        "ThrottlingException",
                        "ServerException",
                        "ServiceUnavailable",
                        "ClusterNotFoundException")
                .contains("InvalidParameterException", "ClientException", "AccessDeniedException", "ConflictException")
                .contains("UnsupportedFeatureException", "NoSuchThing", "TargetNotFoundException");
        // What ecs-backend calls, and what an operator does.
        assertThat(seen)
                .contains("ListContainerInstancesResponse", "DescribeContainerInstancesResponse", "ListTasksResponse")
                .contains("DescribeTasksResponse", "RunTaskResponse", "StartTaskResponse", "StopTaskResponse")
                .contains("DescribeTaskDefinitionResponse", "ListTaskDefinitionFamiliesResponse")
                .contains("RegisterTaskDefinitionResponse", "DeregisterTaskDefinitionResponse")
                .contains("UpdateContainerInstancesStateResponse", "DeregisterContainerInstanceResponse")
                .contains("DescribeClustersResponse", "ListAttributesResponse", "PutAttributesResponse");
    }

    static List<String> codes() {
        return Stream.concat(
                        Arrays.stream(EcsClient.class.getMethods())
                                .flatMap(method -> Arrays.stream(method.getExceptionTypes()))
                                .filter(EcsException.class::isAssignableFrom)
                                .map(Class::getSimpleName),
                        Stream.of(
                                "ThrottlingException",
                                "ServiceUnavailable",
                                "ExpiredTokenException",
                                "Task",
                                "Nobody.knows"))
                .distinct()
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("codes")
    void every_error_is_the_exception_that_the_sdk_makes_of_it(String code) {
        FaultSchedule faults = FaultSchedule.of(
                FaultRule.of("*", Fault.refuse(code, 400, "why")).next(2),
                FaultRule.of("*", Fault.refuse(code, 503, "")));
        try (Twins twins = new Twins(config(0), faults, ScriptedRuntime::running)) {
            twins.call(client -> client.listTasks(r -> r.cluster("default")));
            twins.call(client -> client.runTask(r -> r.taskDefinition("x")));
            twins.call(client -> client.describeClusters(r -> r.include()));
            assertThat(twins.seen).containsExactly(code);
        }
    }

    /** Those that the fake does not implement too. */
    @Test
    void every_operation_of_the_sdk_answers_a_request_without_members_alike() {
        try (Twins twins = new Twins(
                config(0).toBuilder().budgets(Budgets.unlimited()).build(),
                FaultSchedule.NONE,
                ScriptedRuntime::running)) {
            for (String name : Operations.ofTheSdk()) {
                twins.call(client -> CallHistory.empty(client, name));
            }
            assertThat(twins.seen).contains("UnsupportedFeatureException", "InvalidParameterException");
        }
    }
}
