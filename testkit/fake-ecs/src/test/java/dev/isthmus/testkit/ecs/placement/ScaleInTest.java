package dev.isthmus.testkit.ecs.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.testkit.ecs.EcsRequests;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.InMemoryEcs;
import dev.isthmus.testkit.ecs.cluster.AutoScalingSpec;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.fault.FaultSchedule;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import dev.isthmus.testkit.time.ManualClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.CapacityProviderStrategyItem;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;

/** What managed scaling does with instances that drain: it ends those that it has drained itself. */
class ScaleInTest {
    private static final String GROUP =
            "arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:1:autoScalingGroupName/pair";

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
        ecs.autoScalingGroup("pair", new AutoScalingSpec(InstanceSpec.of(1024, 2048), 2, Duration.ofSeconds(30)));
        client.createCapacityProvider(r -> r.name("pair")
                .autoScalingGroupProvider(g -> g.autoScalingGroupArn(GROUP).managedScaling(s -> s.status("ENABLED"))));
        client.putClusterCapacityProviders(
                r -> r.cluster("default").capacityProviders("pair").defaultCapacityProviderStrategy(List.of()));
    }

    /** A task that the provider places. */
    private String provided() {
        return client.runTask(r -> r.taskDefinition("app")
                        .capacityProviderStrategy(CapacityProviderStrategyItem.builder()
                                .capacityProvider("pair")
                                .build()))
                .tasks()
                .get(0)
                .taskArn();
    }

    /** A task that the provider does not place. */
    private String pinned(String instance) {
        return client.startTask(r -> r.taskDefinition("app").containerInstances(instance))
                .tasks()
                .get(0)
                .taskArn();
    }

    private void stop(String task) {
        client.stopTask(r -> r.task(task));
    }

    private List<String> statuses() {
        return ecs.instances().stream().map(ContainerInstance::status).toList();
    }

    private String status(String instance) {
        return ecs.instance(instance).orElseThrow().status();
    }

    private String instanceOf(String task) {
        return ecs.task(task).orElseThrow().containerInstanceArn();
    }

    /** An instance that scale-in has drained, for the task on it that the provider has not placed. */
    private String drainedByScaleIn() {
        String first = provided();
        clock.advance(Duration.ofMinutes(3));
        String instance = instanceOf(first);
        pinned(instance);
        stop(first);
        clock.advance(Duration.ofMinutes(17));
        assertThat(status(instance)).isEqualTo("DRAINING");
        return instance;
    }

    @Test
    void a_group_may_say_how_soon_what_is_not_needed_goes() {
        ecs.autoScalingGroup(
                "pair",
                new AutoScalingSpec(InstanceSpec.of(1024, 2048), 2, Duration.ofSeconds(30), Duration.ofMinutes(2)));
        String task = provided();
        clock.advance(Duration.ofMinutes(3));
        String instance = instanceOf(task);
        stop(task);
        clock.advance(Duration.ofMinutes(1));
        assertThat(status(instance)).isEqualTo("ACTIVE");
        clock.advance(Duration.ofMinutes(3));
        assertThat(status(instance)).isEqualTo("INACTIVE");
    }

    @Test
    void what_scale_in_has_drained_ends_when_its_tasks_have_stopped() {
        String instance = drainedByScaleIn();
        ecs.tasks().forEach(task -> stop(task.taskArn()));
        clock.advance(Duration.ofMinutes(1));
        assertThat(status(instance)).isEqualTo("INACTIVE");
    }

    @Test
    void what_an_operator_has_drained_stays_with_and_without_tasks() {
        String first = provided();
        clock.advance(Duration.ofMinutes(3));
        ecs.instances().forEach(instance -> ecs.drain(instance.containerInstanceArn()));
        clock.advance(Duration.ofDays(3));
        assertThat(statuses()).containsExactly("DRAINING", "DRAINING");
        assertThat(ecs.task(first).orElseThrow().lastStatus()).isEqualTo("RUNNING");
    }

    @Test
    void what_is_active_again_stays_and_its_two_days_begin_anew_when_it_is_drained_anew() {
        String instance = drainedByScaleIn();
        clock.advance(Duration.ofDays(1));
        ecs.activate(instance);
        String later = provided();
        assertThat(instanceOf(later)).isEqualTo(instance);
        clock.advance(Duration.ofHours(25));
        assertThat(status(instance)).as("two days after it was drained").isEqualTo("ACTIVE");
        stop(later);
        clock.advance(Duration.ofMinutes(17));
        assertThat(status(instance)).isEqualTo("DRAINING");
        clock.advance(Duration.ofHours(47));
        assertThat(status(instance)).as("one pinned task is there yet").isEqualTo("DRAINING");
        clock.advance(Duration.ofHours(1));
        assertThat(status(instance)).isEqualTo("INACTIVE");
    }

    @Test
    void what_is_active_again_and_then_drained_by_an_operator_stays() {
        String instance = drainedByScaleIn();
        ecs.activate(instance);
        clock.advance(Duration.ofMinutes(1));
        ecs.drain(instance);
        clock.advance(Duration.ofDays(3));
        assertThat(status(instance)).isEqualTo("DRAINING");
    }

    @Test
    void what_drains_counts_for_the_most_of_the_group_until_it_is_gone() {
        provided();
        clock.advance(Duration.ofMinutes(3));
        List<ContainerInstance> pair = ecs.instances();
        assertThat(pair).hasSize(2);
        pair.forEach(instance -> ecs.drain(instance.containerInstanceArn()));
        String waits = provided();
        clock.advance(Duration.ofMinutes(3));
        assertThat(statuses()).as("the group has no room").containsExactly("DRAINING", "DRAINING");
        ecs.terminate(pair.get(0).ec2InstanceId());
        clock.advance(Duration.ofMinutes(3));
        assertThat(statuses()).containsExactlyInAnyOrder("INACTIVE", "DRAINING", "ACTIVE");
        assertThat(ecs.task(waits).orElseThrow().lastStatus()).isEqualTo("RUNNING");
    }
}
