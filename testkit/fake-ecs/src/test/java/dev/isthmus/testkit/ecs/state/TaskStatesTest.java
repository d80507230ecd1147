package dev.isthmus.testkit.ecs.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.testkit.ecs.EcsRequests;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.OverTheWire;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.cluster.TaskPace;
import dev.isthmus.testkit.ecs.runtime.ContainerId;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Task;

/** The eight states of "Task lifecycle", how long they last, and what is known of a task in each. */
class TaskStatesTest extends OverTheWire {
    private static final Duration STATE = Duration.ofSeconds(2);

    @Override
    protected FakeEcsConfig config() {
        return FakeEcsConfig.builder()
                .instance(InstanceSpec.of(1024, 2048))
                .pace(TaskPace.eachState(STATE))
                .build();
    }

    @BeforeEach
    void define() {
        client.registerTaskDefinition(
                EcsRequests.define("app", EcsRequests.main("x").portMappings(EcsRequests.port(80, 8080, "tcp"))));
        client.registerTaskDefinition(EcsRequests.define(
                "pair",
                EcsRequests.main("x"),
                EcsRequests.main("x").name("side").essential(false)));
    }

    private String status(String arn) {
        return describe(arn).lastStatus();
    }

    /** The states that a task is seen in, looking every second. */
    private List<String> watch(String arn, int seconds) {
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < seconds; i++) {
            String status = status(arn);
            if (seen.isEmpty() || !seen.get(seen.size() - 1).equals(status)) {
                seen.add(status);
            }
            clock.advance(Duration.ofSeconds(1));
        }
        return seen;
    }

    @Test
    void a_task_that_is_stopped_passes_all_eight_states_in_order() {
        Instant created = clock.instant();
        String arn = startOn(instance(0), "app");
        List<String> up = watch(arn, 10);
        client.stopTask(r -> r.task(arn));
        List<String> down = watch(arn, 10);
        assertThat(up).containsExactly("PROVISIONING", "PENDING", "ACTIVATING", "RUNNING");
        assertThat(down).containsExactly("DEACTIVATING", "STOPPING", "DEPROVISIONING", "STOPPED");

        Task task = describe(arn);
        assertThat(task.createdAt()).isEqualTo(created);
        assertThat(task.pullStartedAt()).isEqualTo(created.plusSeconds(2));
        assertThat(task.pullStoppedAt()).isEqualTo(created.plusSeconds(4));
        assertThat(task.startedAt()).isEqualTo(created.plusSeconds(6));
        assertThat(task.stoppingAt()).isEqualTo(created.plusSeconds(10));
        assertThat(task.executionStoppedAt()).isEqualTo(created.plusSeconds(14));
        assertThat(task.stoppedAt()).isEqualTo(created.plusSeconds(16));
        assertThat(task.stopCodeAsString()).isEqualTo("UserInitiated");
        assertThat(task.containers().get(0).exitCode()).isEqualTo(143);
    }

    @Test
    void every_state_has_a_higher_version_than_the_one_before() {
        String arn = startOn(instance(0), "app");
        long version = describe(arn).version();
        for (int state = 0; state < 7; state++) {
            if (state == 3) {
                client.stopTask(r -> r.task(arn));
            } else {
                clock.advance(STATE);
            }
            long next = describe(arn).version();
            assertThat(next).as(status(arn)).isGreaterThan(version);
            version = next;
        }
        assertThat(status(arn)).isEqualTo("STOPPED");
    }

    @Test
    void bindings_are_seen_from_running_on() {
        String arn = startOn(instance(0), "app");
        clock.advance(STATE.multipliedBy(2));
        assertThat(status(arn)).isEqualTo("ACTIVATING");
        assertThat(describe(arn).containers().get(0).lastStatus()).isEqualTo("RUNNING");
        assertThat(describe(arn).containers().get(0).networkBindings()).isEmpty();
        clock.advance(STATE);
        assertThat(status(arn)).isEqualTo("RUNNING");
        assertThat(describe(arn).containers().get(0).networkBindings()).hasSize(1);
    }

    @Test
    void the_instance_counts_tasks_that_are_meant_to_run_and_those_that_are_pending() {
        String arn = startOn(instance(0), "app");
        assertThat(counts()).as("PROVISIONING").containsExactly(1, 0);
        clock.advance(STATE);
        assertThat(counts()).as("PENDING").containsExactly(1, 1);
        clock.advance(STATE);
        assertThat(counts()).as("ACTIVATING").containsExactly(1, 0);
        clock.advance(STATE);
        assertThat(counts()).as("RUNNING").containsExactly(1, 0);
        client.stopTask(r -> r.task(arn));
        assertThat(counts()).as("desired status STOPPED").containsExactly(0, 0);
    }

    private List<Integer> counts() {
        var instance = describeInstance(instance(0));
        return List.of(instance.runningTasksCount(), instance.pendingTasksCount());
    }

    @Test
    void what_a_task_holds_comes_back_when_it_is_stopped_and_not_before() {
        String arn = startOn(instance(0), "app");
        clock.advance(STATE.multipliedBy(3));
        client.stopTask(r -> r.task(arn));
        for (String state : List.of("DEACTIVATING", "STOPPING", "DEPROVISIONING")) {
            assertThat(status(arn)).isEqualTo(state);
            assertThat(remaining(instance(0)).get("CPU").integerValue())
                    .as(state)
                    .isEqualTo(924);
            clock.advance(STATE);
        }
        assertThat(status(arn)).isEqualTo("STOPPED");
        assertThat(remaining(instance(0)).get("CPU").integerValue()).isEqualTo(1024);
    }

    @Test
    void a_task_that_waits_for_capacity_has_no_containers_until_it_is_pending() {
        String arn = startOn(instance(0), "app");
        assertThat(describe(arn).containers()).isEmpty();
        clock.advance(STATE);
        assertThat(describe(arn).containers()).hasSize(1);

        String never = startOn(instance(0), "pair");
        client.stopTask(r -> r.task(never));
        clock.advance(STATE);
        assertThat(status(never)).isEqualTo("STOPPED");
        assertThat(describe(never).containers()).isEmpty();
        assertThat(describe(never).startedAt()).isNull();
    }

    @Test
    void a_task_that_ends_by_itself_passes_no_stopping() {
        String arn = startOn(instance(0), "app");
        clock.advance(STATE.multipliedBy(3));
        containers.exits(arn, 4);
        assertThat(describe(arn).desiredStatus()).isEqualTo("STOPPED");
        assertThat(describe(arn).executionStoppedAt()).isEqualTo(clock.instant());
        assertThat(watch(arn, 6)).containsExactly("DEACTIVATING", "DEPROVISIONING", "STOPPED");
        assertThat(describe(arn).stopCodeAsString()).isEqualTo("EssentialContainerExited");
        assertThat(describe(arn).containers().get(0).exitCode()).isEqualTo(4);
    }

    @Test
    void a_task_stopped_before_it_ran_never_runs() {
        String pending = startOn(instance(0), "app");
        clock.advance(STATE);
        client.stopTask(r -> r.task(pending).reason("too late"));
        assertThat(watch(pending, 4)).containsExactly("DEPROVISIONING", "STOPPED");
        Task task = describe(pending);
        assertThat(containers.launches()).isEmpty();
        assertThat(task.startedAt()).isNull();
        assertThat(task.pullStoppedAt()).isNull();
        assertThat(task.containers().get(0).exitCode()).isNull();
        assertThat(task.stoppedReason()).isEqualTo("too late");
    }

    @Test
    void a_disconnected_agent_holds_a_task_where_it_is() {
        String arn = startOn(instance(0), "app");
        ecs.disconnectAgent(instance(0));
        clock.advance(Duration.ofMinutes(1));
        assertThat(status(arn)).isEqualTo("PROVISIONING");
        Instant back = clock.instant();
        ecs.reconnectAgent(instance(0));
        assertThat(status(arn)).isEqualTo("PENDING");
        assertThat(describe(arn).connectivityAsString()).isEqualTo("CONNECTED");
        assertThat(describe(arn).connectivityAt()).isEqualTo(back);
    }

    @Test
    void an_instance_that_goes_ends_its_tasks_in_any_state() {
        String arn = startOn(instance(0), "app");
        ecs.terminate(instance(0));
        assertThat(status(arn)).isEqualTo("STOPPED");
        clock.advance(Duration.ofMinutes(1));
        assertThat(status(arn)).isEqualTo("STOPPED");
        assertThat(describeInstance(instance(0)).remainingResources())
                .isEqualTo(describeInstance(instance(0)).registeredResources());
    }

    @Test
    void a_task_can_fail_before_its_containers_are_tried() {
        String arn = startOn(instance(0), "app");
        ecs.failToStart(arn, "Timeout waiting for network interface provisioning to complete.");
        clock.advance(STATE);
        Task task = describe(arn);
        assertThat(task.lastStatus()).isEqualTo("STOPPED");
        assertThat(task.stopCodeAsString()).isEqualTo("TaskFailedToStart");
        assertThat(task.stoppedReason()).startsWith("Timeout waiting");
        assertThat(containers.launches()).isEmpty();

        assertThatThrownBy(() -> ecs.failToStart(arn, "again"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("STOPPED");
        String running = startOn(instance(0), "app");
        clock.advance(STATE.multipliedBy(3));
        assertThatThrownBy(() -> ecs.failToStart(running, "late"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("RUNNING");
        assertThatThrownBy(() -> ecs.failToStart("nope", "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_task_runs_when_the_last_container_has_started_or_ended() {
        ScriptedRuntime manual = ScriptedRuntime.manual();
        try (FakeEcs other = FakeEcs.start(FakeEcsConfig.twoSmallInstances().toBuilder()
                .clock(clock)
                .runtime(manual)
                .build())) {
            other.client()
                    .registerTaskDefinition(EcsRequests.define(
                            "pair",
                            EcsRequests.main("x"),
                            EcsRequests.main("x").name("side").essential(false)));
            String arn = other.client()
                    .runTask(r -> r.taskDefinition("pair"))
                    .tasks()
                    .get(0)
                    .taskArn();
            manual.exits(new ContainerId(arn, "side"), 0);
            assertThat(other.task(arn).orElseThrow().lastStatus()).isEqualTo("PENDING");
            assertThat(other.task(arn).orElseThrow().startedAt()).isNull();
            manual.starts(new ContainerId(arn, "main"));
            assertThat(other.task(arn).orElseThrow().lastStatus()).isEqualTo("RUNNING");

            String second = other.client()
                    .runTask(r -> r.taskDefinition("pair"))
                    .tasks()
                    .get(0)
                    .taskArn();
            manual.starts(new ContainerId(second, "main"));
            manual.failsToStart(new ContainerId(second, "side"), "CannotStartContainerError: no");
            assertThat(other.task(second).orElseThrow().lastStatus()).isEqualTo("RUNNING");
        }
    }

    @Test
    void a_pace_is_not_negative() {
        assertThatThrownBy(() -> TaskPace.immediate().withStopping(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("stopping");
    }
}
