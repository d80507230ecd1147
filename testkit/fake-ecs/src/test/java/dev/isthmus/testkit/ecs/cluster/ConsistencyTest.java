package dev.isthmus.testkit.ecs.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.testkit.ecs.EcsRequests;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.OverTheWire;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import dev.isthmus.testkit.time.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Task;

/** A new task is MISSING for a while: the API is eventually consistent. */
class ConsistencyTest extends OverTheWire {
    private static final Duration LAG = Duration.ofSeconds(3);

    @Override
    protected FakeEcsConfig config() {
        return FakeEcsConfig.builder()
                .instance(InstanceSpec.of(100_000, 200_000))
                .consistency(Consistency.after(LAG))
                .build();
    }

    @BeforeEach
    void define() {
        client.registerTaskDefinition(EcsRequests.define("app", EcsRequests.main("x")));
    }

    @Test
    void a_new_task_is_missing_and_not_listed_for_a_while() {
        String arn = startOn(instance(0), "app");
        clock.advance(LAG.minusMillis(1));
        assertThat(reasons(client.describeTasks(r -> r.tasks(arn)).failures())).containsExactly("MISSING");
        assertThat(client.listTasks().taskArns()).isEmpty();
        assertThat(client.listTasks(r -> r.containerInstance(instance(0))).taskArns())
                .isEmpty();
        clock.advance(Duration.ofMillis(1));
        assertThat(describe(arn).lastStatus()).isEqualTo("RUNNING");
        assertThat(client.listTasks().taskArns()).containsExactly(arn);
    }

    @Test
    void only_the_view_lags() {
        Task task = client.runTask(r -> r.taskDefinition("app").clientToken("t"))
                .tasks()
                .get(0);
        assertThat(remaining(instance(0)).get("CPU").integerValue()).isEqualTo(99_900);
        assertThat(ecs.task(task.taskArn()))
                .as("a test sees what is")
                .map(Task::lastStatus)
                .contains("RUNNING");
        assertThat(client.runTask(r -> r.taskDefinition("app").clientToken("t"))
                        .tasks()
                        .get(0)
                        .taskArn())
                .as("the token holds")
                .isEqualTo(task.taskArn());
        assertThat(client.stopTask(r -> r.task(task.taskArn())).task().desiredStatus())
                .isEqualTo("STOPPED");
    }

    @Test
    void a_task_stays_missing_when_it_has_ended_meanwhile() {
        String arn = startOn(instance(0), "app");
        containers.exits(arn, 1);
        assertThat(reasons(client.describeTasks(r -> r.tasks(arn)).failures())).containsExactly("MISSING");
        assertThat(client.listTasks(r -> r.desiredStatus("STOPPED")).taskArns()).isEmpty();
        clock.advance(LAG);
        assertThat(describe(arn).lastStatus()).isEqualTo("STOPPED");
    }

    @Test
    void equal_seeds_hide_equal_tasks_for_equal_times() {
        List<Integer> first = visible(5);
        assertThat(visible(5)).isEqualTo(first);
        assertThat(visible(6)).isNotEqualTo(first);
        assertThat(first.get(0))
                .as("of 100 tasks, two in three are seen at once")
                .isBetween(50, 85);
        assertThat(first.get(first.size() - 1)).as("after two seconds all").isEqualTo(100);
        assertThat(first).isSorted();
    }

    /** How many of 100 new tasks are described, every 100 ms. */
    private static List<Integer> visible(long seed) {
        ManualClock clock = new ManualClock();
        try (FakeEcs ecs = FakeEcs.start(FakeEcsConfig.builder()
                .instance(InstanceSpec.of(100_000, 200_000))
                .clock(clock)
                .runtime(ScriptedRuntime.running())
                .consistency(Consistency.ofAws())
                .seed(seed)
                .build())) {
            ecs.client().registerTaskDefinition(EcsRequests.define("app", EcsRequests.main("x")));
            List<String> arns = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                ecs.client()
                        .runTask(r -> r.taskDefinition("app").count(10))
                        .tasks()
                        .forEach(task -> arns.add(task.taskArn()));
            }
            List<Integer> counts = new ArrayList<>();
            for (int i = 0; i <= 20; i++) {
                counts.add(
                        ecs.client().describeTasks(r -> r.tasks(arns)).tasks().size());
                clock.advance(Duration.ofMillis(100));
            }
            return counts;
        }
    }

    @Test
    void describing_and_listing_lag_by_themselves() {
        try (FakeEcs other = FakeEcs.start(config().toBuilder()
                .clock(clock)
                .runtime(ScriptedRuntime.running())
                .consistency(new Consistency(1, Duration.ofMillis(1), Duration.ofSeconds(10)))
                .build())) {
            other.client().registerTaskDefinition(EcsRequests.define("app", EcsRequests.main("x")));
            List<String> arns = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                arns.add(other.client()
                        .runTask(r -> r.taskDefinition("app"))
                        .tasks()
                        .get(0)
                        .taskArn());
            }
            clock.advance(Duration.ofSeconds(5));
            List<String> described = other.client().describeTasks(r -> r.tasks(arns)).tasks().stream()
                    .map(Task::taskArn)
                    .toList();
            assertThat(described).isNotEmpty().hasSizeLessThan(10);
            assertThat(other.client().listTasks().taskArns()).isNotEqualTo(described);
        }
    }

    @Test
    void a_consistency_is_checked() {
        assertThatThrownBy(() -> new Consistency(1.1, LAG, LAG))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1.1");
        assertThatThrownBy(() -> new Consistency(Double.NaN, LAG, LAG)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Consistency(1, LAG, LAG.minusMillis(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("atMost");
        assertThatThrownBy(() -> new Consistency(1, Duration.ofMillis(-1), LAG))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
