package dev.isthmus.testkit.ecs.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.testkit.ecs.EcsRequests;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.OverTheWire;
import dev.isthmus.testkit.ecs.account.TagsTest;
import dev.isthmus.testkit.ecs.cluster.TaskPace;
import dev.isthmus.testkit.ecs.runtime.ContainerId;
import dev.isthmus.testkit.ecs.runtime.Script;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskField;

/** A task from PENDING to STOPPED, and after. */
class TaskLifecycleTest extends OverTheWire {
    TaskLifecycleTest() {
        containers = ScriptedRuntime.manual();
    }

    @BeforeEach
    void define() {
        client.registerTaskDefinition(
                EcsRequests.define("app", EcsRequests.main("x").portMappings(EcsRequests.port(80, 8080, "tcp"))));
        client.registerTaskDefinition(EcsRequests.define(
                "pair",
                EcsRequests.main("x"),
                EcsRequests.main("x").name("side").essential(false),
                EcsRequests.main("x").name("twin")));
    }

    private String start(String family) {
        return startOn(instance(0), family);
    }

    private void runAll(String task, String... names) {
        for (String name : names) {
            containers.starts(new ContainerId(task, name));
        }
    }

    @Test
    void pending_then_running_then_stopped_with_times_versions_and_exit_code() {
        Instant created = clock.instant();
        Task pending = client.runTask(
                        r -> r.taskDefinition("app").startedBy("me").group("g"))
                .tasks()
                .get(0);
        String arn = pending.taskArn();
        assertThat(arn).matches("arn:aws:ecs:us-east-1:123456789012:task/default/[0-9a-f]{32}");
        assertThat(pending.lastStatus()).isEqualTo("PENDING");
        assertThat(pending.desiredStatus()).isEqualTo("RUNNING");
        assertThat(pending.version()).isEqualTo(1);
        assertThat(pending.startedBy()).isEqualTo("me");
        assertThat(pending.group()).isEqualTo("g");
        assertThat(pending.launchTypeAsString()).isEqualTo("EC2");
        assertThat(pending.availabilityZone()).isEqualTo("us-east-1a");
        assertThat(pending.containers().get(0).networkBindings())
                .as("only once RUNNING")
                .isEmpty();
        assertThat(describeInstance(instance(0)).pendingTasksCount()).isEqualTo(1);

        clock.advance(Duration.ofSeconds(3));
        containers.starts(arn);
        Task running = describe(arn);
        assertThat(running.lastStatus()).isEqualTo("RUNNING");
        assertThat(running.createdAt()).isEqualTo(created);
        assertThat(running.startedAt()).isEqualTo(created.plusSeconds(3));
        assertThat(running.version()).isGreaterThan(pending.version());
        Container container = running.containers().get(0);
        assertThat(container.networkBindings().get(0).hostPort()).isEqualTo(8080);
        assertThat(container.lastStatus()).isEqualTo("RUNNING");
        assertThat(container.runtimeId()).isNotEmpty();
        assertThat(container.exitCode()).isNull();
        assertThat(describeInstance(instance(0)).pendingTasksCount()).isZero();

        clock.advance(Duration.ofSeconds(4));
        containers.exits(arn, 7);
        Task stopped = describe(arn);
        assertThat(stopped.lastStatus()).isEqualTo("STOPPED");
        assertThat(stopped.desiredStatus()).isEqualTo("STOPPED");
        assertThat(stopped.stopCodeAsString()).isEqualTo("EssentialContainerExited");
        assertThat(stopped.stoppedReason()).isEqualTo("Essential container in task exited");
        assertThat(stopped.containers().get(0).exitCode()).isEqualTo(7);
        assertThat(stopped.stoppedAt()).isEqualTo(created.plusSeconds(7));
        assertThat(stopped.stoppingAt()).isEqualTo(created.plusSeconds(7));
        assertThat(stopped.executionStoppedAt()).isEqualTo(created.plusSeconds(7));
        assertThat(stopped.version()).isGreaterThan(running.version());
    }

    @Test
    void running_can_be_skipped() {
        String arn = start("app");
        containers.exits(arn, 0);
        Task stopped = describe(arn);
        assertThat(stopped.lastStatus()).isEqualTo("STOPPED");
        assertThat(stopped.containers().get(0).exitCode()).isZero();
        assertThat(stopped.startedAt()).isNotNull();
    }

    @Test
    void a_stop_is_asked_for_then_done() {
        String arn = start("app");
        containers.starts(arn);
        containers.holdStops(true);
        Task asked = client.stopTask(r -> r.task(arn).reason("enough")).task();
        assertThat(asked.desiredStatus()).isEqualTo("STOPPED");
        assertThat(describe(arn).lastStatus()).isEqualTo("STOPPING");
        assertThat(containers.stopRequests()).containsExactly(new ContainerId(arn, "main"));
        assertThat(remaining(instance(0)).get("CPU").integerValue())
                .as("still taken")
                .isEqualTo(924);

        clock.advance(Duration.ofSeconds(2));
        containers.exits(arn, 137);
        Task stopped = describe(arn);
        assertThat(stopped.lastStatus()).isEqualTo("STOPPED");
        assertThat(stopped.stopCodeAsString()).isEqualTo("UserInitiated");
        assertThat(stopped.stoppedReason()).isEqualTo("enough");
        assertThat(stopped.containers().get(0).exitCode()).isEqualTo(137);
        assertThat(stopped.stoppedAt()).isEqualTo(stopped.stoppingAt().plusSeconds(2));
        assertThat(remaining(instance(0)).get("CPU").integerValue()).isEqualTo(1024);
    }

    @Test
    void a_task_that_never_started_has_no_exit_code() {
        String arn = start("app");
        client.stopTask(r -> r.task(arn));
        Task stopped = describe(arn);
        assertThat(stopped.lastStatus()).isEqualTo("STOPPED");
        assertThat(stopped.stoppedReason()).isEqualTo("Task stopped by user");
        assertThat(stopped.containers().get(0).exitCode()).isNull();
        assertThat(stopped.startedAt()).isNull();
    }

    @Test
    void failures_to_start_and_out_of_memory_have_their_codes_and_reasons() {
        String pull = start("app");
        containers.failsToPull(pull);
        assertThat(describe(pull).stopCodeAsString()).isEqualTo("TaskFailedToStart");
        assertThat(describe(pull).stoppedReason()).startsWith("CannotPullContainerError: ");
        assertThat(describe(pull).containers().get(0).reason()).startsWith("CannotPullContainerError: ");
        assertThat(describe(pull).containers().get(0).exitCode()).isNull();

        String start = start("app");
        containers.failsToStart(start, "CannotStartContainerError: no");
        assertThat(describe(start).stoppedReason()).isEqualTo("CannotStartContainerError: no");

        String oom = start("app");
        containers.starts(oom);
        containers.runsOutOfMemory(oom);
        assertThat(describe(oom).stopCodeAsString()).isEqualTo("EssentialContainerExited");
        assertThat(describe(oom).containers().get(0).reason())
                .isEqualTo("OutOfMemoryError: Container killed due to memory usage");
        assertThat(describe(oom).containers().get(0).exitCode()).isEqualTo(137);
    }

    @Test
    void the_end_of_an_essential_container_ends_the_others() {
        String arn = start("pair");
        runAll(arn, "main");
        assertThat(describe(arn).lastStatus()).isEqualTo("PENDING");
        runAll(arn, "side", "twin");
        assertThat(describe(arn).lastStatus()).isEqualTo("RUNNING");
        containers.exits(new ContainerId(arn, "side"), 1);
        assertThat(describe(arn).lastStatus()).as("side is not essential").isEqualTo("RUNNING");
        containers.exits(new ContainerId(arn, "main"), 0);
        Task stopped = describe(arn);
        assertThat(stopped.lastStatus()).isEqualTo("STOPPED");
        assertThat(stopped.containers()).extracting(Container::exitCode).containsExactly(0, 1, 143);
        assertThat(containers.stopRequests()).containsExactly(new ContainerId(arn, "twin"));
    }

    @Test
    void stopped_tasks_are_forgotten_after_an_hour() {
        String arn = start("app");
        client.stopTask(r -> r.task(arn));
        clock.advance(Duration.ofMinutes(60).minusMillis(1));
        assertThat(describe(arn).lastStatus()).isEqualTo("STOPPED");
        clock.advance(Duration.ofMillis(1));
        assertThat(reasons(client.describeTasks(r -> r.tasks(arn)).failures())).containsExactly("MISSING");
        assertError("InvalidParameterException", "task was not found", () -> client.stopTask(r -> r.task(arn)));
    }

    @Test
    void a_disconnected_agent_tells_and_hears_nothing_until_it_is_back() {
        String arn = start("app");
        containers.starts(arn);
        ecs.disconnectAgent(instance(0));
        assertThat(describe(arn).connectivityAsString()).isEqualTo("DISCONNECTED");

        String other =
                client.runTask(r -> r.taskDefinition("app")).tasks().get(0).taskArn();
        assertThat(describe(other).containerInstanceArn()).isEqualTo(instance(1));
        client.stopTask(r -> r.task(arn));
        assertThat(containers.stopRequests()).isEmpty();
        containers.exits(arn, 5);
        assertThat(describe(arn).lastStatus()).isEqualTo("STOPPING");
        assertThat(describe(arn).desiredStatus()).isEqualTo("STOPPED");

        ecs.reconnectAgent(instance(0));
        assertThat(describe(arn).lastStatus()).isEqualTo("STOPPED");
        assertThat(describe(arn).containers().get(0).exitCode()).isEqualTo(5);
    }

    @Test
    void draining_leaves_standalone_tasks_alone() {
        String arn = start("app");
        containers.starts(arn);
        ecs.drain(instance(0));
        assertThat(describe(arn).desiredStatus()).isEqualTo("RUNNING");
    }

    @Test
    void a_terminated_instance_takes_its_tasks_along() {
        String arn = start("app");
        containers.starts(arn);
        ecs.terminate(instance(0));
        Task stopped = describe(arn);
        assertThat(stopped.lastStatus()).isEqualTo("STOPPED");
        assertThat(stopped.stopCodeAsString()).isEqualTo("TerminationNotice");
        assertThat(stopped.stoppedReason()).startsWith("Host EC2");
        assertThat(stopped.containers().get(0).exitCode()).isNull();
    }

    @Test
    void overrides_reach_the_container_and_are_given_back_for_every_container() throws Exception {
        client.startTask(r -> r.taskDefinition("pair")
                .containerInstances(instance(0))
                .overrides(EcsRequests.override(ContainerOverride.builder()
                        .name("main")
                        .command("echo", "hi")
                        .environment(EcsRequests.variable("A", "1")))));
        var launch = containers.awaitLaunch(SOON);
        assertThat(launch.command()).containsExactly("echo", "hi");
        assertThat(launch.environment()).containsEntry("A", "1");
        assertThat(launch.containerInstanceArn()).isEqualTo(instance(0));
        assertThat(containers.awaitLaunch(SOON).command()).containsExactly("/bin/sh", "-c", "x");
        assertThat(describe(launch.id().taskArn()).overrides().containerOverrides())
                .extracting(ContainerOverride::name)
                .containsExactly("main", "side", "twin");
    }

    @Test
    void stop_task_deletes_tags() {
        String arn = client.runTask(r -> r.taskDefinition("app").tags(TagsTest.tag("k", "v")))
                .tasks()
                .get(0)
                .taskArn();
        assertThat(client.describeTasks(r -> r.tasks(arn).include(TaskField.TAGS))
                        .tasks()
                        .get(0)
                        .tags())
                .containsExactly(TagsTest.tag("k", "v"));
        client.stopTask(r -> r.task(arn));
        assertThat(client.describeTasks(r -> r.tasks(arn).include(TaskField.TAGS))
                        .tasks()
                        .get(0)
                        .tags())
                .isEmpty();
    }

    @Test
    void a_script_plays_by_the_clock_after_the_time_in_pending() {
        ScriptedRuntime script =
                ScriptedRuntime.following(launch -> launch.id().name().equals("main")
                        ? Script.exits(3, Duration.ofSeconds(5)).startingAfter(Duration.ofSeconds(2))
                        : Script.runs());
        try (FakeEcs other = FakeEcs.start(FakeEcsConfig.twoSmallInstances().toBuilder()
                .clock(clock)
                .runtime(script)
                .pace(TaskPace.immediate().withPending(Duration.ofSeconds(1)))
                .build())) {
            other.client().registerTaskDefinition(EcsRequests.define("app", EcsRequests.main("x")));
            String arn = other.client()
                    .runTask(r -> r.taskDefinition("app"))
                    .tasks()
                    .get(0)
                    .taskArn();
            assertThat(script.launches()).isEmpty();
            clock.advance(Duration.ofSeconds(1));
            assertThat(script.launches()).hasSize(1);
            assertThat(other.task(arn).orElseThrow().lastStatus()).isEqualTo("PENDING");
            clock.advance(Duration.ofSeconds(2));
            assertThat(other.task(arn).orElseThrow().lastStatus()).isEqualTo("RUNNING");
            clock.advance(Duration.ofSeconds(5));
            assertThat(other.task(arn).orElseThrow().containers().get(0).exitCode())
                    .isEqualTo(3);
        }
    }

    @Test
    void inspection_says_what_runs_where() {
        String first = startOn(instance(0), "app");
        String second = startOn(instance(1), "app");
        client.stopTask(r -> r.task(second));
        assertThat(ecs.tasksByInstance()).containsOnlyKeys(instance(0));
        assertThat(ecs.tasksByInstance().get(instance(0)))
                .extracting(Task::taskArn)
                .isEqualTo(List.of(first));
    }

    @Test
    void any_container_can_run_out_of_memory() {
        String arn = start("pair");
        runAll(arn, "main", "side", "twin");
        ecs.outOfMemory(arn, "side");
        assertThat(describe(arn).lastStatus()).as("side is not essential").isEqualTo("RUNNING");
        Container side = describe(arn).containers().get(1);
        assertThat(side.exitCode()).isEqualTo(137);
        assertThat(side.reason()).isEqualTo("OutOfMemoryError: Container killed due to memory usage");
        assertThatThrownBy(() -> ecs.outOfMemory(arn, "side"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("does not run");
    }

    @Test
    void a_spot_interruption_drains_at_once_and_ends_two_minutes_later() {
        String arn = start("app");
        containers.starts(arn);
        ecs.interruptSpot(instance(0));
        assertThat(describeInstance(instance(0)).status()).isEqualTo("DRAINING");
        clock.advance(Duration.ofMinutes(2).minusMillis(1));
        assertThat(describe(arn).desiredStatus()).as("standalone tasks stay").isEqualTo("RUNNING");
        clock.advance(Duration.ofMillis(1));
        Task stopped = describe(arn);
        assertThat(stopped.lastStatus()).isEqualTo("STOPPED");
        assertThat(stopped.stopCodeAsString()).isEqualTo("SpotInterruption");
        assertThat(stopped.stoppedReason()).isEqualTo("Your Spot Task was interrupted.");
        assertThat(describeInstance(instance(0)).status()).isEqualTo("INACTIVE");
        assertThat(describeInstance(instance(0)).agentConnected()).isFalse();
    }

    @Test
    void a_task_that_was_stopped_in_the_notice_keeps_its_own_reason() {
        String arn = start("app");
        containers.starts(arn);
        ecs.interruptSpot(instance(0), Duration.ofSeconds(30));
        client.stopTask(r -> r.task(arn).reason("moved"));
        clock.advance(Duration.ofSeconds(30));
        assertThat(describe(arn).stopCodeAsString()).isEqualTo("UserInitiated");
        assertThat(describe(arn).stoppedReason()).isEqualTo("moved");
    }
}
