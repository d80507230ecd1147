package dev.isthmus.testkit.ecs.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.testkit.ecs.EcsRequests;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.InMemoryEcs;
import dev.isthmus.testkit.ecs.cluster.AutoScalingSpec;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.cluster.TaskPace;
import dev.isthmus.testkit.ecs.fault.FaultSchedule;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import dev.isthmus.testkit.time.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.CapacityProviderStrategyItem;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.EcsException;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.ManagedScaling;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/** Capacity providers over Auto Scaling groups: facts B and B1. */
class ManagedScalingTest {
    private static final String GROUP =
            "arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:1:autoScalingGroupName/workers";

    private final ManualClock clock = new ManualClock();
    private final InMemoryEcs ecs = InMemoryEcs.start(
            FakeEcsConfig.builder().runtime(ScriptedRuntime.running()).build(),
            FaultSchedule.NONE,
            InMemoryEcs.Time.of(clock));
    private final EcsClient client = ecs.client();

    @BeforeEach
    void define() {
        client.registerTaskDefinition(
                EcsRequests.define("app", EcsRequests.main("x").cpu(512).memory(512)));
        client.registerTaskDefinition(
                EcsRequests.define("huge", EcsRequests.main("x").cpu(4096).memory(512)));
        ecs.autoScalingGroup("workers", new AutoScalingSpec(InstanceSpec.of(1024, 2048), 5, Duration.ofSeconds(90)));
    }

    private void provider(Consumer<ManagedScaling.Builder> scaling) {
        ManagedScaling.Builder managed = ManagedScaling.builder();
        scaling.accept(managed);
        client.createCapacityProvider(r -> r.name("workers")
                .autoScalingGroupProvider(g -> g.autoScalingGroupArn(GROUP).managedScaling(managed.build())));
        client.putClusterCapacityProviders(
                r -> r.cluster("default").capacityProviders("workers").defaultCapacityProviderStrategy(List.of()));
    }

    private void scaling() {
        provider(s -> s.status("ENABLED"));
    }

    private RunTaskResponse run(Consumer<RunTaskRequest.Builder> more) {
        RunTaskRequest.Builder request = RunTaskRequest.builder()
                .taskDefinition("app")
                .capacityProviderStrategy(CapacityProviderStrategyItem.builder()
                        .capacityProvider("workers")
                        .build());
        more.accept(request);
        return client.runTask(request.build());
    }

    private List<String> instances() {
        return ecs.instances().stream().map(ContainerInstance::status).toList();
    }

    private List<String> statuses() {
        return ecs.tasks().stream().map(Task::lastStatus).toList();
    }

    @Test
    void what_finds_no_room_waits_without_containers_and_runs_when_instances_have_come() {
        scaling();
        Task task = run(r -> {}).tasks().get(0);
        assertThat(task.lastStatus()).isEqualTo("PROVISIONING");
        assertThat(task.containers()).isEmpty();
        assertThat(task.healthStatusAsString()).isEqualTo("UNKNOWN");
        assertThat(task.containerInstanceArn()).isNull();
        assertThat(task.launchTypeAsString()).isEqualTo("EC2");
        assertThat(task.capacityProviderName()).isEqualTo("workers");

        clock.advance(Duration.ofSeconds(60));
        assertThat(instances()).as("they boot").isEmpty();
        clock.advance(Duration.ofSeconds(90));
        assertThat(instances()).as("from zero, two").containsExactly("ACTIVE", "ACTIVE");
        Task running = ecs.task(task.taskArn()).orElseThrow();
        assertThat(running.lastStatus()).isEqualTo("RUNNING");
        assertThat(running.containers()).hasSize(1);
        assertThat(running.capacityProviderName()).isEqualTo("workers");
        ContainerInstance instance =
                ecs.instance(running.containerInstanceArn()).orElseThrow();
        assertThat(instance.capacityProviderName()).isEqualTo("workers");
        assertThat(instance.runningTasksCount()).isEqualTo(1);
    }

    @Test
    void as_many_instances_come_as_the_tasks_fill_up_to_the_most_of_the_group() {
        scaling();
        run(r -> r.count(7));
        clock.advance(Duration.ofMinutes(3));
        assertThat(instances()).as("two tasks on each").hasSize(4);
        assertThat(statuses()).containsOnly("RUNNING");
        run(r -> r.count(10));
        clock.advance(Duration.ofMinutes(3));
        assertThat(instances()).as("the most").hasSize(5);
        assertThat(statuses().stream().filter("RUNNING"::equals)).hasSize(10);
    }

    @Test
    void what_still_waits_after_a_quarter_of_an_hour_has_failed_to_start() {
        scaling();
        Task huge = run(r -> r.taskDefinition("huge")).tasks().get(0);
        clock.advance(Duration.ofMinutes(14));
        assertThat(statuses())
                .as("too large for an instance: none comes for it")
                .containsExactly("PROVISIONING");
        assertThat(instances()).isEmpty();
        clock.advance(Duration.ofMinutes(1));
        Task failed = ecs.task(huge.taskArn()).orElseThrow();
        assertThat(failed.lastStatus()).isEqualTo("STOPPED");
        assertThat(failed.stopCode()).isEqualTo(TaskStopCode.TASK_FAILED_TO_START);
        assertThat(failed.stoppedReason()).isEqualTo("TaskFailedToStart: EMPTY CAPACITY PROVIDER");
        assertThat(failed.containers()).isEmpty();
    }

    @Test
    void a_task_that_waits_can_be_stopped() {
        scaling();
        Task task = run(r -> {}).tasks().get(0);
        client.stopTask(r -> r.task(task.taskArn()));
        assertThat(statuses()).containsExactly("STOPPED");
        clock.advance(Duration.ofMinutes(5));
        assertThat(instances()).as("nobody waits").isEmpty();
    }

    @Test
    void without_managed_scaling_what_finds_no_room_fails_at_once() {
        provider(s -> s.status("DISABLED"));
        RunTaskResponse answer = run(r -> {});
        assertThat(answer.tasks()).isEmpty();
        assertThat(answer.failures()).extracting(Failure::reason).containsExactly("EMPTY CAPACITY PROVIDER");
    }

    @Test
    void instances_that_are_idle_for_a_quarter_of_an_hour_are_taken_away() {
        scaling();
        String task = run(r -> {}).tasks().get(0).taskArn();
        clock.advance(Duration.ofMinutes(5));
        assertThat(instances()).containsExactly("ACTIVE", "ACTIVE");
        clock.advance(Duration.ofMinutes(15));
        assertThat(instances()).as("one is not needed").containsExactlyInAnyOrder("ACTIVE", "INACTIVE");
        assertThat(ecs.task(task).orElseThrow().lastStatus()).isEqualTo("RUNNING");
        client.stopTask(r -> r.task(task));
        clock.advance(Duration.ofMinutes(16));
        assertThat(instances()).containsExactly("INACTIVE", "INACTIVE");
    }

    @Test
    void tasks_with_a_launch_type_do_not_keep_an_instance() {
        client.createCapacityProvider(r -> r.name("workers")
                .autoScalingGroupProvider(g -> g.autoScalingGroupArn(GROUP)
                        .managedScaling(s -> s.status("ENABLED"))
                        .managedDraining("DISABLED")));
        client.putClusterCapacityProviders(
                r -> r.cluster("default").capacityProviders("workers").defaultCapacityProviderStrategy(List.of()));
        String ofProvider = run(r -> {}).tasks().get(0).taskArn();
        clock.advance(Duration.ofMinutes(3));
        String pinned = client.runTask(r -> r.taskDefinition("app").launchType("EC2"))
                .tasks()
                .get(0)
                .taskArn();
        client.stopTask(r -> r.task(ofProvider));
        clock.advance(Duration.ofMinutes(20));
        assertThat(instances()).containsOnly("INACTIVE");
        assertThat(ecs.task(pinned).orElseThrow().stopCode()).isEqualTo(TaskStopCode.TERMINATION_NOTICE);
    }

    @Test
    void with_managed_draining_they_hold_it_for_two_days_at_most() {
        scaling();
        String ofProvider = run(r -> {}).tasks().get(0).taskArn();
        clock.advance(Duration.ofMinutes(3));
        String pinned = client.runTask(r -> r.taskDefinition("app").launchType("EC2"))
                .tasks()
                .get(0)
                .taskArn();
        client.stopTask(r -> r.task(ofProvider));
        clock.advance(Duration.ofMinutes(20));
        assertThat(instances()).containsExactlyInAnyOrder("DRAINING", "INACTIVE");
        assertThat(ecs.task(pinned).orElseThrow().lastStatus()).isEqualTo("RUNNING");
        clock.advance(Duration.ofDays(2));
        assertThat(instances()).containsOnly("INACTIVE");
        assertThat(ecs.tasks()).allMatch(task -> task.lastStatus().equals("STOPPED"));
    }

    @Test
    void five_hundred_tasks_of_a_cluster_may_wait() {
        scaling();
        for (int i = 0; i < 50; i++) {
            run(r -> r.count(10).taskDefinition("huge"));
        }
        assertThatThrownBy(() -> run(r -> {}))
                .isInstanceOf(EcsException.class)
                .hasMessageContaining("limit on the number of tasks in the PROVISIONING state");
        client.stopTask(r -> r.task(ecs.tasks().get(0).taskArn()));
        assertThat(run(r -> {}).tasks()).hasSize(1);
    }

    @Test
    void a_target_below_all_keeps_instances_spare_and_steps_are_bounded() {
        provider(s -> s.status("ENABLED").targetCapacity(50).maximumScalingStepSize(2));
        run(r -> r.count(4));
        clock.advance(Duration.ofSeconds(150));
        assertThat(instances()).as("two a step").hasSize(2);
        clock.advance(Duration.ofMinutes(3));
        assertThat(instances()).as("twice as many as are needed").hasSize(4);
    }

    @Test
    void an_awsvpc_task_has_containers_and_an_interface_when_it_has_a_place() {
        InMemoryEcs slow = InMemoryEcs.start(
                FakeEcsConfig.builder()
                        .runtime(ScriptedRuntime.running())
                        .pace(TaskPace.immediate().withProvisioning(Duration.ofSeconds(20)))
                        .build(),
                FaultSchedule.NONE,
                InMemoryEcs.Time.of(clock));
        EcsClient asked = slow.client();
        slow.autoScalingGroup("workers", new AutoScalingSpec(InstanceSpec.of(1024, 2048), 1, Duration.ZERO));
        asked.createCapacityProvider(r -> r.name("workers")
                .autoScalingGroupProvider(g -> g.autoScalingGroupArn(GROUP).managedScaling(s -> s.status("ENABLED"))));
        asked.putClusterCapacityProviders(
                r -> r.cluster("default").capacityProviders("workers").defaultCapacityProviderStrategy(List.of()));
        asked.registerTaskDefinition(EcsRequests.define("vpc", EcsRequests.main("x")).toBuilder()
                .networkMode("awsvpc")
                .build());
        String arn = asked.runTask(r -> r.taskDefinition("vpc")
                        .networkConfiguration(n -> n.awsvpcConfiguration(v -> v.subnets("subnet-1")))
                        .capacityProviderStrategy(CapacityProviderStrategyItem.builder()
                                .capacityProvider("workers")
                                .build()))
                .tasks()
                .get(0)
                .taskArn();
        assertThat(slow.task(arn).orElseThrow().containers()).isEmpty();
        assertThat(slow.task(arn).orElseThrow().attachments()).isEmpty();
        clock.advance(Duration.ofMinutes(1));
        Task placed = slow.task(arn).orElseThrow();
        assertThat(placed.lastStatus()).isEqualTo("PROVISIONING");
        assertThat(placed.containers()).hasSize(1);
        assertThat(placed.attachments()).hasSize(1);
        clock.advance(Duration.ofSeconds(20));
        assertThat(slow.task(arn).orElseThrow().lastStatus()).isEqualTo("RUNNING");
    }

    @Test
    void where_there_is_no_instance_of_the_type_a_task_waits_until_it_is_given_up() {
        ecs.autoScalingGroup("workers", new AutoScalingSpec(InstanceSpec.of(1024, 2048), 0, Duration.ofSeconds(90)));
        provider(s -> s.status("ENABLED"));
        String arn = run(r -> {}).tasks().get(0).taskArn();
        clock.advance(Duration.ofMinutes(5));
        assertThat(instances()).isEmpty();
        assertThat(ecs.task(arn).orElseThrow().lastStatus()).isEqualTo("PROVISIONING");
        ecs.giveUpWaiting("workers");
        Task stopped = ecs.task(arn).orElseThrow();
        assertThat(stopped.lastStatus()).isEqualTo("STOPPED");
        assertThat(stopped.stopCode()).isEqualTo(TaskStopCode.TASK_FAILED_TO_START);
        assertThat(stopped.stoppedReason()).contains("EMPTY CAPACITY PROVIDER");
    }

    @Test
    void a_step_is_never_beyond_the_most_of_the_group() {
        provider(s -> s.status("ENABLED").minimumScalingStepSize(10));
        run(r -> {});
        clock.advance(Duration.ofMinutes(3));
        assertThat(instances()).hasSize(5);
    }

    @Test
    void a_provider_is_changed_and_deleted_but_not_while_a_cluster_has_it() {
        scaling();
        assertThat(client.updateCapacityProvider(r -> r.name("workers")
                                .autoScalingGroupProvider(g -> g.managedScaling(
                                        s -> s.status("ENABLED").targetCapacity(90))))
                        .capacityProvider()
                        .autoScalingGroupProvider()
                        .managedScaling()
                        .targetCapacity())
                .isEqualTo(90);
        assertThatThrownBy(() -> client.deleteCapacityProvider(r -> r.capacityProvider("workers")))
                .isInstanceOf(EcsException.class)
                .hasMessageContaining("in use");
        client.putClusterCapacityProviders(
                r -> r.cluster("default").capacityProviders(List.of()).defaultCapacityProviderStrategy(List.of()));
        assertThat(client.deleteCapacityProvider(r -> r.capacityProvider("workers"))
                        .capacityProvider()
                        .statusAsString())
                .isEqualTo("INACTIVE");
        assertThat(client.describeCapacityProviders(r -> r.capacityProviders("workers"))
                        .failures())
                .hasSize(1);
    }
}
