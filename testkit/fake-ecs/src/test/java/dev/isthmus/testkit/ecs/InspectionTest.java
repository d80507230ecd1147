package dev.isthmus.testkit.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.testkit.ecs.fault.Fault;
import dev.isthmus.testkit.ecs.runtime.ContainerId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.ListTasksResponse;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.Task;

/** What a test can see of what was asked and of what runs. */
class InspectionTest extends OverTheWire {
    @BeforeEach
    void define() {
        client.registerTaskDefinition(EcsRequests.define("app", EcsRequests.main("x")));
    }

    private String run(String launch) {
        return client.runTask(r -> r.taskDefinition("app")
                        .startedBy("me")
                        .overrides(EcsRequests.override(ContainerOverride.builder()
                                .name("main")
                                .environment(EcsRequests.variable("LAUNCH", launch)))))
                .tasks()
                .get(0)
                .taskArn();
    }

    @Test
    void two_tasks_of_one_launch_are_found_stopped_ones_too() {
        String first = run("a");
        run("b");
        containers.exits(first, 0);
        String second = run("a");
        assertThat(ecs.inspect().duplicatesOf("LAUNCH")).containsOnlyKeys("a");
        assertThat(ecs.inspect().duplicatesOf("LAUNCH").get("a"))
                .extracting(Task::taskArn)
                .containsExactly(first, second);
        assertThat(ecs.inspect().duplicatesOf("OTHER")).isEmpty();
        assertThat(ecs.inspect().tasksByVariable("LAUNCH")).containsOnlyKeys("a", "b");
        assertThat(ecs.inspect().tasksBy(Task::lastStatus)).containsOnlyKeys("STOPPED", "RUNNING");
        assertThat(ecs.inspect().runningTasks()).hasSize(2);
    }

    @Test
    void calls_are_found_by_operation_and_by_time() {
        Instant start = clock.instant();
        for (int second = 0; second < 10; second++) {
            client.listTasks();
            client.listClusters();
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(ecs.inspect().calls("ListTasks")).hasSize(10);
        assertThat(ecs.inspect().callsBetween(start.plusSeconds(3), start.plusSeconds(5)))
                .extracting(RecordedCall::operation)
                .containsExactly("ListTasks", "ListClusters", "ListTasks", "ListClusters");
        assertThat(ecs.inspect().mostCallsWithin(Duration.ofSeconds(1), "ListTasks"))
                .isEqualTo(1);
        assertThat(ecs.inspect().mostCallsWithin(Duration.ofMillis(2001), "*"))
                .as("those of three seconds and the one of the preparation")
                .isEqualTo(7);
    }

    @Test
    void a_call_has_its_answer_or_error_and_how_long_it_took() throws Exception {
        run("a");
        assertThat(ecs.inspect().calls("RunTask").get(0).answer())
                .get()
                .isInstanceOfSatisfying(
                        RunTaskResponse.class,
                        answer -> assertThat(answer.tasks())
                                .extracting(Task::startedBy)
                                .containsExactly("me"));
        assertError("ClientException", "", () -> client.runTask(r -> r.taskDefinition("nope")));
        RecordedCall failed = ecs.inspect().calls("RunTask").get(1);
        assertThat(failed.failed()).isTrue();
        assertThat(failed.answer()).isEmpty();
        assertThat(failed.error().orElseThrow()).contains("not found");

        ecs.injectNext("ListTasks", 1, Fault.delay(Duration.ofSeconds(7)));
        int timers = clock.pending();
        CompletableFuture<ListTasksResponse> answer = CompletableFuture.supplyAsync(() -> client.listTasks());
        assertThat(ecs.awaitCalls("ListTasks", 1, SOON)).isTrue();
        assertThat(clock.awaitPending(timers + 1, SOON)).isTrue();
        clock.advance(Duration.ofSeconds(7));
        answer.get(10, TimeUnit.SECONDS);
        assertThat(ecs.inspect().calls("ListTasks").get(0).duration()).contains(Duration.ofSeconds(7));
    }

    @Test
    void the_dump_has_all_that_a_person_looks_for() {
        String arn = run("a");
        ecs.disconnectAgent(instance(1));
        ecs.injectNext("StopTask", 2, Fault.throttling());
        assertError("ThrottlingException", "", () -> client.stopTask(r -> r.task(arn)));
        String dump = ecs.inspect().dump();
        assertThat(dump)
                .contains("fake ECS cluster 'default' at " + ecs.endpoint() + ", started at ")
                .contains("OverTheWire.start(")
                .contains("ACTIVE, agent disconnected  free:  CPU 1024  MEMORY 2048")
                .contains(arn.substring(arn.lastIndexOf('/') + 1) + "  app:1  RUNNING  started by me  on instance 1")
                .contains(
                        "the next 2 calls of StopTask: ThrottlingException (HTTP 400), \"Rate exceeded\" (1 such calls, 1 met it)")
                .contains("StopTask  ThrottlingException \"Rate exceeded\"  0 s  fault: ThrottlingException");
    }

    @Test
    void the_dump_says_how_far_each_of_several_containers_is() {
        client.registerTaskDefinition(EcsRequests.define(
                "pair",
                EcsRequests.main("x"),
                EcsRequests.main("x").name("side").essential(false)));
        String arn = startOn(instance(0), "pair");
        containers.exits(new ContainerId(arn, "side"), 3);
        assertThat(ecs.inspect().dump()).contains("pair:1  RUNNING  main RUNNING, side STOPPED 3  on instance 1");
    }

    @Test
    void open_fakes_are_known_until_they_are_closed() {
        List<FakeEcs> before = FakeEcs.open();
        FakeEcs other = FakeEcs.start();
        assertThat(FakeEcs.open()).contains(ecs, other).hasSize(before.size() + 1);
        other.close();
        assertThat(FakeEcs.open()).doesNotContain(other);
        assertThat(other).hasToString("fake ECS cluster 'default' at " + other.endpoint() + ", closed");
    }

    @Test
    void what_is_planned_happens_at_its_time_since_the_start() {
        List<String> happened = new java.util.ArrayList<>();
        clock.advance(Duration.ofSeconds(2));
        ecs.at(Duration.ofSeconds(5), () -> happened.add("five"));
        ecs.at(Duration.ofSeconds(1), () -> happened.add("past"));
        clock.advance(Duration.ofMillis(2999));
        assertThat(happened).containsExactly("past");
        clock.advance(Duration.ofMillis(1));
        assertThat(happened).containsExactly("past", "five");
    }
}
