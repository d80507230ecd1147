package dev.isthmus.testkit.ecs.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.isthmus.testkit.ecs.EcsRequests;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.OverTheWire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.EcsException;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.PlacementConstraint;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;

/** Which calls meet a fault: by script, by probability under a seed, by a rule on the request. */
class FaultRulesTest extends OverTheWire {
    @BeforeEach
    void define() {
        client.registerTaskDefinition(EcsRequests.define("web", EcsRequests.main("x")));
        client.registerTaskDefinition(EcsRequests.define("db", EcsRequests.main("x")));
    }

    private boolean fails(Runnable call) {
        try {
            call.run();
            return false;
        } catch (EcsException e) {
            return true;
        }
    }

    private List<Boolean> fates(int calls) {
        List<Boolean> fates = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            fates.add(fails(() -> client.listTasks()));
        }
        return fates;
    }

    @Test
    void one_seed_gives_the_same_faults_to_the_same_calls_and_another_gives_others() {
        FaultSchedule schedule = FaultSchedule.of(
                        FaultRule.of("ListTasks", Fault.throttling()).chance(0.3))
                .withSeed(42);
        ecs.inject(schedule);
        List<Boolean> first = fates(60);

        List<Boolean> again;
        List<Boolean> otherSeed;
        try (FakeEcs second = FakeEcs.start(FakeEcsConfig.twoSmallInstances(), schedule);
                FakeEcs third = FakeEcs.start(FakeEcsConfig.twoSmallInstances(), schedule.withSeed(43))) {
            client = second.client();
            // Other operations between them change nothing.
            client.listClusters();
            again = fates(60);
            client = third.client();
            otherSeed = fates(60);
        }
        assertThat(again).isEqualTo(first);
        assertThat(otherSeed).isNotEqualTo(first);
        assertThat(first.stream().filter(f -> f).count()).isBetween(8L, 30L);
    }

    @Test
    void a_rule_looks_at_members_of_the_request() {
        ecs.inject(FaultRule.of("RunTask", Fault.throttling()).where("startedBy", "ci-*"));
        ecs.inject(FaultRule.of("RunTask", Fault.accessDenied())
                .where("overrides.containerOverrides.environment.value", "secret"));
        assertThat(fails(() -> client.runTask(r -> r.taskDefinition("web").startedBy("ci-7"))))
                .isTrue();
        assertThat(fails(() -> client.runTask(r -> r.taskDefinition("web").startedBy("me-ci-7"))))
                .isFalse();
        assertThat(fails(() -> client.runTask(r -> r.taskDefinition("web")
                        .overrides(EcsRequests.override(ContainerOverride.builder()
                                .name("main")
                                .environment(
                                        EcsRequests.variable("A", "open"), EcsRequests.variable("B", "secret")))))))
                .isTrue();
    }

    @Test
    void a_rule_looks_at_the_family_of_the_definition_or_of_the_task() {
        String web = startOn(instance(0), "web");
        String db = startOn(instance(0), "db:1");
        ecs.inject(FaultRule.of("*", Fault.throttling()).family("db"));
        assertThat(fails(() -> client.runTask(r -> r.taskDefinition("web:1")))).isFalse();
        assertThat(fails(() -> client.runTask(r -> r.taskDefinition("db")))).isTrue();
        assertThat(fails(() -> client.describeTasks(r -> r.tasks(web)))).isFalse();
        assertThat(fails(() -> client.describeTasks(r -> r.tasks(web, db)))).isTrue();
        assertThat(fails(() -> client.stopTask(r -> r.task(db)))).isTrue();
    }

    @Test
    void a_rule_looks_at_the_instance_that_is_named_or_constrained_or_has_the_task() {
        String onSecond = startOn(instance(1), "web");
        String id = ecs.instances().get(1).ec2InstanceId();
        ecs.inject(FaultRule.of("*", Fault.throttling()).instance("2"));
        assertThat(fails(() -> startOn(instance(0), "web"))).isFalse();
        assertThat(fails(() -> startOn(instance(1), "web"))).isTrue();
        assertThat(fails(() -> client.stopTask(r -> r.task(onSecond)))).isTrue();
        assertThat(fails(() -> client.runTask(r -> r.taskDefinition("web")
                        .placementConstraints(PlacementConstraint.builder()
                                .type("memberOf")
                                .expression("ec2InstanceId == " + id)
                                .build()))))
                .isTrue();
        ecs.clearFaults();
        ecs.inject(FaultRule.of("*", Fault.throttling()).instance(id));
        assertThat(fails(() -> startOn(instance(1), "web"))).isTrue();
    }

    @Test
    void a_rule_asks_a_predicate_of_the_test() {
        ecs.inject(FaultRule.of("RunTask", Fault.throttling())
                .matching("more than one task", request -> ((RunTaskRequest) request).count() > 1));
        assertThat(fails(() -> client.runTask(r -> r.taskDefinition("web").count(1))))
                .isFalse();
        assertThat(fails(() -> client.runTask(r -> r.taskDefinition("web").count(2))))
                .isTrue();
    }

    /** No lock is held meanwhile: another call is served while the predicate waits for it. */
    @Test
    void a_predicate_of_the_test_may_wait_for_another_call() {
        ecs.inject(FaultRule.of("RunTask", Fault.throttling())
                .matching(
                        "while there are clusters",
                        request -> client.listClusters().hasClusterArns()));
        assertThat(assertTimeoutPreemptively(SOON, () -> fails(() -> client.runTask(r -> r.taskDefinition("web")))))
                .isTrue();
    }

    @Test
    void a_rule_counts_its_calls_and_an_earlier_rule_wins() {
        ecs.inject(FaultRule.of("ListTasks", Fault.throttling()).nth(3));
        ecs.inject(FaultRule.of("ListTasks", Fault.nestedThrottling()).everyNth(3));
        ecs.injectNext("*", 1, Fault.expiredToken());
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            try {
                client.listTasks();
                codes.add("-");
            } catch (EcsException e) {
                codes.add(e.awsErrorDetails().errorCode());
            }
        }
        assertThat(codes)
                .containsExactly(
                        "ExpiredTokenException",
                        "-",
                        "ThrottlingException",
                        "-",
                        "-",
                        "InvalidParameterException",
                        "-");
        assertThat(ecs.faults()).extracting(FaultCount::played).containsExactlyInAnyOrder(1L, 1L, 1L);
        assertThat(ecs.inspect().unconsumedFaults()).isEmpty();
    }

    @Test
    void a_rule_has_its_time_which_is_counted_from_the_start() {
        ecs.inject(
                FaultRule.of("ListTasks", Fault.throttling()).between(Duration.ofSeconds(10), Duration.ofSeconds(20)));
        clock.jump(Duration.ofSeconds(15));
        List<Boolean> fates = new ArrayList<>();
        for (int second = 0; second <= 20; second += 10) {
            fates.addAll(fates(1));
            clock.advance(Duration.ofSeconds(10));
        }
        assertThat(fates).containsExactly(false, true, false);
    }

    @Test
    void what_is_left_of_each_rule_is_known() {
        ecs.injectNext("ListTasks", 3, Fault.throttling());
        ecs.inject(FaultRule.of("RunTask", Fault.loseAnswer()).nth(5));
        ecs.inject(FaultRule.of("StopTask", Fault.throttling()));
        ecs.inject(FaultRule.of("StopTask", Fault.throttling()).chance(0.5));
        fates(2);
        assertThat(ecs.pendingFaults()).isEqualTo(2);
        assertThat(ecs.faults()).extracting(FaultCount::left).containsExactly(1L, 1L, 0L, 0L);
        assertThat(ecs.inspect().unconsumedFaults())
                .extracting(FaultCount::toString)
                .containsExactly(
                        "the next 3 calls of ListTasks: ThrottlingException (HTTP 400), \"Rate exceeded\""
                                + " (2 such calls, 2 met it)",
                        "call 5 of RunTask: answer lost after the work (0 such calls, 0 met it)",
                        "every call of StopTask: ThrottlingException (HTTP 400), \"Rate exceeded\""
                                + " (0 such calls, 0 met it)");
        fates(1);
        assertThat(ecs.pendingFaults()).isEqualTo(1);
    }

    @Test
    void nested_throttling_is_an_invalid_parameter_to_the_sdk() {
        ecs.injectNext("RunTask", 1, Fault.nestedThrottling());
        assertThatThrownBy(() -> client.runTask(r -> r.taskDefinition("web")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Rate exceeded (ErrorCode: Throttling)");
    }

    @Test
    void service_unavailable_is_503_and_an_expired_token_is_400() {
        ecs.injectNext("ListTasks", 1, Fault.serviceUnavailable());
        ecs.injectNext("ListTasks", 1, Fault.expiredToken());
        assertThatThrownBy(() -> client.listTasks())
                .isInstanceOfSatisfying(
                        EcsException.class,
                        error -> assertThat(error.statusCode()).isEqualTo(503));
        assertError("ExpiredTokenException", "expired", () -> client.listTasks());
    }

    @Test
    void a_schedule_is_a_value_that_can_be_read() {
        FaultSchedule schedule = FaultSchedule.of(
                        FaultRule.of("RunTask", Fault.throttling())
                                .family("web")
                                .where("startedBy", "me")
                                .between(Duration.ofSeconds(10), Duration.ofMillis(20_500))
                                .chance(0.25),
                        FaultRule.of("*", Fault.delay(Duration.ofSeconds(2))).everyNth(10))
                .withSeed(7);
        assertThat(schedule.toString().lines())
                .containsExactly(
                        "faults under seed 7:",
                        "  1. a call with probability 0.25 of RunTask with family web and startedBy = me, from 10 s,"
                                + " until 20.5 s: ThrottlingException (HTTP 400), \"Rate exceeded\"",
                        "  2. every 10th call of any operation: answer held back for 2 s");
        assertThat(schedule).isEqualTo(new FaultSchedule(7, schedule.rules()));
    }

    @Test
    void what_cannot_be_is_refused_with_what_is_near() {
        assertThatThrownBy(() -> FaultRule.of("RunTsk", Fault.throttling()))
                .hasMessage("There is no operation 'RunTsk'; did you mean 'RunTask'?");
        assertThatThrownBy(() -> FaultRule.of("RunTask", Fault.staleRead(Duration.ofSeconds(1))))
                .hasMessageContaining("RunTask cannot meet 'answer as of 1 s ago'")
                .hasMessageContaining("DescribeTasks");
        assertThatThrownBy(() -> FaultRule.of("StopTask", Fault.repeatEntries()))
                .hasMessageContaining("Describe and List");
        assertThatThrownBy(() -> FaultRule.of("RunTask", Fault.throttling()).where("startBy", "x"))
                .hasMessage("RunTask has no member 'startBy'; did you mean 'startedBy'?");
        assertThatThrownBy(() -> FaultRule.of("RunTask", Fault.throttling()).where("startedBy.x", "x"))
                .hasMessageContaining("'x' would be inside a value that has no members");
        assertThatThrownBy(() -> FaultRule.of("RunTask", Fault.throttling()).chance(1.5))
                .hasMessage("A probability is above 0 and at most 1, not 1.5");
        assertThatThrownBy(() -> FaultRule.of("RunTask", Fault.throttling())
                        .between(Duration.ofSeconds(2), Duration.ofSeconds(2)))
                .hasMessage("until 2 s is not after from 2 s");
        assertThatThrownBy(() -> FaultRule.of("RunTask", Fault.throttling()).instance("0"))
                .hasMessageContaining("from 1 on");
        assertThatThrownBy(() -> Fault.refuse("Some Exception", 400, "x")).hasMessageContaining("Some Exception");
        assertThatThrownBy(() -> Fault.refuse("X", 200, "x")).hasMessageContaining("not 200");
        assertThatThrownBy(() -> Fault.delay(Duration.ZERO)).hasMessageContaining("longer than 0 s");
        assertThatThrownBy(() -> Fault.jumpClock(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Fault.olderVersion(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
