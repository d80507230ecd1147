package dev.isthmus.testkit.ecs.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.testkit.ecs.EcsRequests;
import dev.isthmus.testkit.ecs.OverTheWire;
import dev.isthmus.testkit.ecs.RecordedCall;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.DescribeTasksResponse;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.Task;

/** Stale, repeated and reordered observations, clocks that jump, and work that comes late. */
class FaultyReadsTest extends OverTheWire {
    @BeforeEach
    void define() {
        client.registerTaskDefinition(EcsRequests.define("app", EcsRequests.main("x")));
    }

    @Test
    void a_stale_describe_answers_the_state_of_then() {
        String old = startOn(instance(0), "app");
        Task running = describe(old);
        clock.advance(Duration.ofSeconds(10));
        containers.exits(old, 3);
        String fresh = startOn(instance(0), "app");
        ecs.injectNext("DescribeTasks", 1, Fault.staleRead(Duration.ofSeconds(5)));

        DescribeTasksResponse stale = client.describeTasks(r -> r.tasks(old, fresh));
        assertThat(stale.tasks()).singleElement().isEqualTo(running);
        assertThat(stale.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.arn()).isEqualTo(fresh))
                .satisfies(failure -> assertThat(failure.reason()).isEqualTo("MISSING"));

        DescribeTasksResponse now = client.describeTasks(r -> r.tasks(old, fresh));
        assertThat(now.tasks()).extracting(Task::lastStatus).containsExactly("STOPPED", "RUNNING");
        assertThat(now.tasks().get(0).version()).isGreaterThan(running.version());
    }

    @Test
    void a_stale_list_has_what_was_listed_then() {
        String old = startOn(instance(0), "app");
        clock.advance(Duration.ofSeconds(10));
        containers.exits(old, 0);
        String fresh = startOn(instance(0), "app");
        ecs.injectNext("ListTasks", 2, Fault.staleRead(Duration.ofSeconds(5)));
        assertThat(client.listTasks().taskArns()).containsExactly(old);
        assertThat(client.listTasks(r -> r.desiredStatus("STOPPED")).taskArns()).isEmpty();
        assertThat(client.listTasks().taskArns()).containsExactly(fresh);
    }

    @Test
    void a_stale_look_at_instances_shows_what_was_free_then_and_not_what_came_since() {
        clock.advance(Duration.ofSeconds(10));
        startOn(instance(0), "app");
        String third = ecs.addInstance(dev.isthmus.testkit.ecs.cluster.InstanceSpec.of(1, 1));
        ecs.injectNext("*", 2, Fault.staleRead(Duration.ofSeconds(5)));
        assertThat(remaining(instance(0)).get("CPU").integerValue()).isEqualTo(1024);
        assertThat(client.listContainerInstances().containerInstanceArns())
                .hasSize(2)
                .doesNotContain(third);
        assertThat(remaining(instance(0)).get("CPU").integerValue()).isEqualTo(924);
    }

    @Test
    void an_older_version_comes_after_a_newer_one() {
        String arn = startOn(instance(0), "app");
        Task before = describe(arn);
        containers.exits(arn, 1);
        Task after = describe(arn);
        ecs.injectNext("DescribeTasks", 1, Fault.olderVersion(1));
        ecs.injectNext("DescribeTasks", 1, Fault.olderVersion(50));
        Task older = describe(arn);
        assertThat(after.lastStatus()).isEqualTo("STOPPED");
        assertThat(older.version()).isLessThan(after.version());
        assertThat(older).isEqualTo(before);
        assertThat(describe(arn).version()).as("the first there was").isLessThanOrEqualTo(older.version());
        assertThat(describe(arn)).isEqualTo(after);
    }

    @Test
    void entries_come_twice_or_in_another_order() {
        List<String> arns = IntStream.range(0, 8)
                .mapToObj(i -> startOn(instance(i % 2), "app"))
                .toList();
        ecs.injectNext("ListTasks", 1, Fault.reorderEntries());
        ecs.injectNext("ListTasks", 1, Fault.repeatEntries());
        ecs.injectNext("DescribeTasks", 1, Fault.reorderEntries());
        List<String> reordered = client.listTasks().taskArns();
        assertThat(reordered).containsExactlyInAnyOrderElementsOf(arns).isNotEqualTo(arns);
        List<String> twice = new java.util.ArrayList<>(arns);
        twice.addAll(arns);
        assertThat(client.listTasks().taskArns()).containsExactlyElementsOf(twice);
        List<Task> tasks = client.describeTasks(r -> r.tasks(arns)).tasks();
        assertThat(tasks.stream().map(Task::taskArn).collect(Collectors.toList()))
                .containsExactlyInAnyOrderElementsOf(arns)
                .isNotEqualTo(arns);
        assertThat(ecs.inspect().calls("DescribeTasks").get(0).answer().orElseThrow())
                .as("what was answered is what is written down")
                .isEqualTo(DescribeTasksResponse.builder()
                        .tasks(tasks)
                        .failures(List.of())
                        .build());
    }

    @Test
    void the_cluster_clock_jumps_and_nothing_happens_sooner_or_later() {
        Instant start = clock.instant();
        String before = startOn(instance(0), "app");
        ecs.injectNext("RunTask", 1, Fault.jumpClock(Duration.ofHours(-2)));
        String after =
                client.runTask(r -> r.taskDefinition("app")).tasks().get(0).taskArn();
        assertThat(describe(before).createdAt()).isEqualTo(start);
        assertThat(describe(after).createdAt()).isEqualTo(start.minus(Duration.ofHours(2)));
        assertThat(clock.instant()).as("the test's clock").isEqualTo(start);

        containers.exits(after, 0);
        ecs.jumpClock(Duration.ofDays(1));
        clock.advance(Duration.ofMinutes(59));
        assertThat(ecs.task(after)).as("described for an hour").isPresent();
        clock.advance(Duration.ofMinutes(1));
        assertThat(ecs.task(after)).isEmpty();
        assertThat(client.runTask(r -> r.taskDefinition("app")).tasks().get(0).createdAt())
                .isEqualTo(start.plus(Duration.ofHours(1 + 24 - 2)));
    }

    @Test
    void a_jump_of_the_manual_clock_is_seen_in_timestamps_alone() {
        Instant start = clock.instant();
        String arn = startOn(instance(0), "app");
        containers.exits(arn, 0);
        clock.jump(Duration.ofHours(-5));
        String second = startOn(instance(0), "app");
        assertThat(describe(second).createdAt()).isEqualTo(start.minus(Duration.ofHours(5)));
        assertThat(ecs.task(arn)).isPresent();
        clock.advance(Duration.ofHours(1));
        assertThat(ecs.task(arn)).isEmpty();
    }

    @Test
    void delayed_work_is_done_after_the_client_may_have_given_up() throws Exception {
        ecs.injectNext("RunTask", 1, Fault.delayWork(Duration.ofSeconds(30)));
        int timers = clock.pending();
        CompletableFuture<RunTaskResponse> answer =
                CompletableFuture.supplyAsync(() -> client.runTask(r -> r.taskDefinition("app")));
        assertThat(ecs.awaitCalls("RunTask", 1, SOON)).isTrue();
        RecordedCall waiting = ecs.inspect().calls("RunTask").get(0);
        assertThat(waiting.outcome()).isEqualTo(RecordedCall.WAITING);
        assertThat(waiting.duration()).isEmpty();
        assertThat(ecs.tasks()).isEmpty();
        assertThat(clock.awaitPending(timers + 1, SOON)).isTrue();
        clock.advance(Duration.ofSeconds(30));
        assertThat(answer.get(10, TimeUnit.SECONDS).tasks()).hasSize(1);
        RecordedCall done = ecs.inspect().calls("RunTask").get(0);
        assertThat(done.outcome()).isEqualTo(RecordedCall.OK);
        assertThat(done.number()).isEqualTo(waiting.number());
    }
}
