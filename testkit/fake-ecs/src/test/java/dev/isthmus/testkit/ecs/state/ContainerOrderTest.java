package dev.isthmus.testkit.ecs.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.testkit.ecs.EcsRequests;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.OverTheWire;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.runtime.ContainerId;
import dev.isthmus.testkit.ecs.runtime.ContainerLaunch;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.ContainerCondition;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.HealthCheck;
import software.amazon.awssdk.services.ecs.model.Task;

/** What {@code dependsOn} means for the start, the failure and the stop of containers, and for the state of their task. */
class ContainerOrderTest extends OverTheWire {
    private static final String OLD_AGENT = "1.61.1";

    @Override
    protected FakeEcsConfig config() {
        containers = ScriptedRuntime.manual();
        return FakeEcsConfig.builder()
                .instance(InstanceSpec.of(1024, 2048))
                .instance(InstanceSpec.of(1024, 2048).withAgentVersion(OLD_AGENT))
                .build();
    }

    @BeforeEach
    void define() {
        for (ContainerCondition condition : ContainerCondition.knownValues()) {
            define(condition, first(condition));
        }
    }

    private void define(ContainerCondition condition, ContainerDefinition.Builder first) {
        client.registerTaskDefinition(
                EcsRequests.define("app-" + condition, dependent("main", "first", condition), first));
    }

    private static ContainerDefinition.Builder first(ContainerCondition condition) {
        ContainerDefinition.Builder first =
                EcsRequests.main("x").name("first").image("helper").essential(false);
        return condition == ContainerCondition.HEALTHY
                ? first.healthCheck(HealthCheck.builder().command("CMD", "true").build())
                : first;
    }

    private static ContainerDefinition.Builder dependent(String name, String on, ContainerCondition condition) {
        return EcsRequests.main("x").name(name).dependsOn(EcsRequests.dependency(on, condition));
    }

    private String start(ContainerCondition condition) {
        return startOn(instance(0), "app-" + condition);
    }

    private List<String> launched() {
        return containers.launches().stream()
                .map(ContainerLaunch::id)
                .map(ContainerId::name)
                .toList();
    }

    private static Container container(Task task, String name) {
        return task.containers().stream()
                .filter(container -> container.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static ContainerId id(String arn, String name) {
        return new ContainerId(arn, name);
    }

    @ParameterizedTest
    @EnumSource(
            value = ContainerCondition.class,
            names = {"START", "COMPLETE", "SUCCESS", "HEALTHY"})
    void a_container_starts_when_what_it_depends_on_is_as_it_wants(ContainerCondition condition) {
        String arn = start(condition);
        assertThat(launched()).containsExactly("first");
        containers.starts(id(arn, "first"));
        if (condition != ContainerCondition.START) {
            assertThat(launched()).containsExactly("first");
            assertThat(container(describe(arn), "first").lastStatus()).isEqualTo("RUNNING");
            assertThat(container(describe(arn), "main").lastStatus()).isEqualTo("PENDING");
            assertThat(describe(arn).lastStatus()).isEqualTo("PENDING");
            assertThat(describe(arn).startedAt()).isNull();
        }
        switch (condition) {
            case COMPLETE -> containers.exits(id(arn, "first"), 3);
            case SUCCESS -> containers.exits(id(arn, "first"), 0);
            case HEALTHY -> containers.checks(id(arn, "first"), true);
            default -> {
                // It has started, and that is all.
            }
        }
        assertThat(launched()).containsExactly("first", "main");
        assertThat(describe(arn).lastStatus()).isEqualTo("PENDING");
        containers.starts(id(arn, "main"));
        assertThat(describe(arn).lastStatus()).isEqualTo("RUNNING");
    }

    @Test
    void a_dependency_that_does_not_succeed_ends_the_task_as_agents_show_it() {
        String arn = start(ContainerCondition.SUCCESS);
        containers.starts(id(arn, "first"));
        containers.exits(id(arn, "first"), 7);

        Task task = describe(arn);
        assertThat(launched()).containsExactly("first");
        assertThat(task.lastStatus()).isEqualTo("STOPPED");
        assertThat(task.stopCodeAsString()).isEqualTo("TaskFailedToStart");
        assertThat(task.stoppedReason()).isEqualTo("Task failed to start");
        assertThat(task.startedAt()).isNull();
        assertThat(container(task, "first").exitCode()).isEqualTo(7);
        assertThat(container(task, "first").reason()).isNull();
        assertThat(container(task, "main").exitCode()).isEqualTo(143);
        assertThat(container(task, "main").runtimeId()).isNull();
        assertThat(container(task, "main").reason())
                .isEqualTo(
                        "CannotStartContainerError: dependency graph: failed to resolve container ordering dependency "
                                + "[first(helper) (STOPPED->RUNNING) - Exit: 7] for target [main(busybox) (NONE->RUNNING)] as "
                                + "dependency did not exit successfully.");
    }

    @ParameterizedTest
    @EnumSource(
            value = ContainerCondition.class,
            names = {"START", "COMPLETE", "SUCCESS", "HEALTHY"})
    void a_dependency_that_cannot_be_pulled_ends_the_task_whatever_the_condition(ContainerCondition condition) {
        String arn = start(condition);
        containers.failsToStart(id(arn, "first"), "CannotPullContainerError: pull access denied for helper");

        Task task = describe(arn);
        assertThat(launched()).containsExactly("first");
        assertThat(task.lastStatus()).isEqualTo("STOPPED");
        assertThat(task.stopCodeAsString()).isEqualTo("TaskFailedToStart");
        assertThat(container(task, "first").exitCode()).isNull();
        assertThat(container(task, "first").reason()).startsWith("CannotPullContainerError: ");
        assertThat(container(task, "main").exitCode()).isEqualTo(143);
        assertThat(container(task, "main").reason())
                .startsWith(
                        "CannotStartContainerError: dependency graph: failed to resolve container ordering dependency ")
                .endsWith(" because dependency will never start");
    }

    @Test
    void an_agent_before_1612_leaves_it_pending_until_it_is_stopped() {
        String arn = startOn(instance(1), "app-SUCCESS");
        containers.starts(id(arn, "first"));
        containers.exits(id(arn, "first"), 7);
        clock.advance(Duration.ofDays(1));

        assertThat(launched()).containsExactly("first");
        assertThat(describe(arn).lastStatus()).isEqualTo("PENDING");
        assertThat(describe(arn).desiredStatus()).isEqualTo("RUNNING");
        assertThat(container(describe(arn), "main").lastStatus()).isEqualTo("PENDING");
        assertThat(remaining(instance(1)).get("CPU").integerValue()).isEqualTo(824);

        client.stopTask(r -> r.task(arn));
        Task task = describe(arn);
        assertThat(task.lastStatus()).isEqualTo("STOPPED");
        assertThat(task.stopCodeAsString()).isEqualTo("UserInitiated");
        assertThat(container(task, "first").exitCode()).isEqualTo(7);
        assertThat(container(task, "main").exitCode()).isNull();
    }

    @ParameterizedTest
    @EnumSource(
            value = ContainerCondition.class,
            names = {"START", "COMPLETE", "SUCCESS", "HEALTHY"})
    void such_an_agent_waits_for_one_that_cannot_be_pulled_too(ContainerCondition condition) {
        String arn = startOn(instance(1), "app-" + condition);
        containers.failsToStart(id(arn, "first"), "CannotPullContainerError: pull access denied for helper");
        assertThat(launched()).containsExactly("first");
        assertThat(describe(arn).lastStatus()).isEqualTo("PENDING");
        assertThat(container(describe(arn), "first").lastStatus()).isEqualTo("STOPPED");
    }

    @Test
    void an_agent_says_its_version() {
        assertThat(describeInstance(instance(0)).versionInfo().agentVersion()).isEqualTo("1.97.0");
        assertThat(describeInstance(instance(1)).versionInfo().agentVersion()).isEqualTo(OLD_AGENT);
        assertThat(client.listContainerInstances(r -> r.filter("agentVersion < 1.61.2"))
                        .containerInstanceArns())
                .containsExactly(instance(1));
    }

    @Test
    void an_agent_that_does_not_order_containers_takes_none_that_are_ordered() {
        String ancient = ecs.addInstance(InstanceSpec.of(1024, 2048).withAgentVersion("1.25.3"));
        assertThat(reasons(client.startTask(r -> r.taskDefinition("app-SUCCESS").containerInstances(ancient))
                        .failures()))
                .containsExactly("ATTRIBUTE");
    }

    @Test
    void who_does_not_end_within_its_start_timeout_is_no_longer_waited_for() {
        define(ContainerCondition.SUCCESS, first(ContainerCondition.SUCCESS).startTimeout(10));
        String arn = startOn(instance(0), "app-SUCCESS");
        clock.advance(Duration.ofMinutes(5));
        containers.starts(id(arn, "first"));
        clock.advance(Duration.ofMillis(9_999));
        assertThat(describe(arn).desiredStatus()).isEqualTo("RUNNING");
        clock.advance(Duration.ofMillis(1));

        Task task = describe(arn);
        assertThat(task.lastStatus()).isEqualTo("STOPPED");
        assertThat(container(task, "main").exitCode()).isEqualTo(143);
        assertThat(container(task, "main").reason())
                .startsWith("CannotStartContainerError: dependency graph: container ordering dependency [first(")
                .endsWith(" has timed out.");
        assertThat(container(task, "first").exitCode()).as("it was stopped").isEqualTo(143);
    }

    @Test
    void without_a_start_timeout_it_is_waited_for_ever() {
        String arn = start(ContainerCondition.SUCCESS);
        containers.starts(id(arn, "first"));
        clock.advance(Duration.ofDays(7));
        assertThat(describe(arn).lastStatus()).isEqualTo("PENDING");
        assertThat(describe(arn).desiredStatus()).isEqualTo("RUNNING");
    }

    @Test
    void a_dependent_that_is_not_essential_is_given_up_alone() {
        client.registerTaskDefinition(EcsRequests.define(
                "aside",
                EcsRequests.main("x"),
                dependent("aside", "first", ContainerCondition.SUCCESS).essential(false),
                first(ContainerCondition.SUCCESS)));
        String arn = startOn(instance(0), "aside");
        containers.starts(id(arn, "main"));
        containers.starts(id(arn, "first"));
        assertThat(describe(arn).lastStatus()).isEqualTo("PENDING");
        containers.exits(id(arn, "first"), 1);

        Task task = describe(arn);
        assertThat(task.lastStatus()).as("all run or have ended").isEqualTo("RUNNING");
        assertThat(container(task, "aside").lastStatus()).isEqualTo("STOPPED");
        assertThat(container(task, "aside").exitCode()).isEqualTo(143);
    }

    @Test
    void a_chain_of_dependencies_is_followed() {
        client.registerTaskDefinition(EcsRequests.define(
                "chain",
                dependent("main", "second", ContainerCondition.SUCCESS),
                dependent("second", "first", ContainerCondition.COMPLETE).essential(false),
                first(ContainerCondition.COMPLETE)));
        String well = startOn(instance(0), "chain");
        containers.exits(id(well, "first"), 5);
        containers.exits(id(well, "second"), 0);
        containers.starts(id(well, "main"));
        assertThat(launched()).containsExactly("first", "second", "main");
        assertThat(describe(well).lastStatus()).isEqualTo("RUNNING");

        String ill = startOn(instance(0), "chain");
        containers.failsToStart(id(ill, "first"), "CannotPullContainerError: no");
        Task task = describe(ill);
        assertThat(task.lastStatus()).isEqualTo("STOPPED");
        assertThat(container(task, "second").exitCode()).isEqualTo(143);
        assertThat(container(task, "main").exitCode()).isEqualTo(143);
    }

    @Test
    void dependents_stop_before_what_they_depend_on() {
        String arn = start(ContainerCondition.START);
        containers.starts(id(arn, "first"));
        containers.starts(id(arn, "main"));
        containers.holdStops(true);
        client.stopTask(r -> r.task(arn));
        assertThat(containers.stopRequests()).containsExactly(id(arn, "main"));
        containers.exits(id(arn, "main"), 0);
        assertThat(containers.stopRequests()).containsExactly(id(arn, "main"), id(arn, "first"));
        assertThat(describe(arn).lastStatus()).isEqualTo("STOPPING");
        containers.exits(id(arn, "first"), 0);
        assertThat(describe(arn).lastStatus()).isEqualTo("STOPPED");
    }

    @Test
    void a_task_stopped_while_its_first_container_runs_never_starts_the_other() {
        String arn = start(ContainerCondition.COMPLETE);
        containers.starts(id(arn, "first"));
        containers.holdStops(true);
        client.stopTask(r -> r.task(arn));
        containers.exits(id(arn, "first"), 143);
        assertThat(launched()).containsExactly("first");
        Task task = describe(arn);
        assertThat(task.lastStatus()).isEqualTo("STOPPED");
        assertThat(task.stopCodeAsString()).isEqualTo("UserInitiated");
        assertThat(container(task, "main").exitCode()).isNull();
    }

    @Test
    void while_the_agent_is_disconnected_nothing_of_this_is_seen() {
        String arn = start(ContainerCondition.SUCCESS);
        containers.starts(id(arn, "first"));
        ecs.disconnectAgent(instance(0));
        containers.exits(id(arn, "first"), 1);
        assertThat(describe(arn).lastStatus()).isEqualTo("PENDING");
        ecs.reconnectAgent(instance(0));
        assertThat(describe(arn).lastStatus()).isEqualTo("STOPPED");
    }

    @Test
    void every_container_is_booked_the_one_that_runs_first_too() {
        client.registerTaskDefinition(EcsRequests.define(
                "booked",
                dependent("main", "first", ContainerCondition.SUCCESS)
                        .cpu(200)
                        .memory(256)
                        .memoryReservation(122),
                EcsRequests.main("x")
                        .name("first")
                        .essential(false)
                        .cpu(0)
                        .memory(null)
                        .memoryReservation(6)));
        String arn = startOn(instance(0), "booked");
        assertThat(remaining(instance(0)).get("CPU").integerValue()).isEqualTo(1024 - 200);
        assertThat(remaining(instance(0)).get("MEMORY").integerValue()).isEqualTo(2048 - 128);
        assertThat(describe(arn).memory()).isEqualTo("128");
        containers.exits(id(arn, "first"), 0);
        containers.starts(id(arn, "main"));
        assertThat(remaining(instance(0)).get("MEMORY").integerValue())
                .as("it is booked as long as its task lasts")
                .isEqualTo(2048 - 128);
        containers.exits(id(arn, "main"), 0);
        assertThat(remaining(instance(0)).get("MEMORY").integerValue()).isEqualTo(2048);
    }

    @Test
    void overrides_of_several_containers_are_booked_each() {
        client.runTask(r -> r.taskDefinition("app-SUCCESS")
                .overrides(EcsRequests.override(
                        ContainerOverride.builder()
                                .name("main")
                                .cpu(300)
                                .memory(512)
                                .memoryReservation(58),
                        ContainerOverride.builder().name("first").cpu(0).memoryReservation(6))));
        assertThat(remaining(instance(0)).get("CPU").integerValue()).isEqualTo(1024 - 300);
        assertThat(remaining(instance(0)).get("MEMORY").integerValue()).isEqualTo(2048 - 64);
    }
}
