package dev.isthmus.testkit.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.testkit.ecs.client.EcsClients;
import dev.isthmus.testkit.ecs.client.Rehearsal;
import dev.isthmus.testkit.ecs.client.Unanswered;
import dev.isthmus.testkit.ecs.control.Outcome;
import dev.isthmus.testkit.ecs.control.Reception;
import dev.isthmus.testkit.ecs.events.FakeQueue;
import dev.isthmus.testkit.ecs.fault.Fault;
import dev.isthmus.testkit.ecs.fault.FaultRule;
import dev.isthmus.testkit.ecs.fault.FaultSchedule;
import dev.isthmus.testkit.ecs.runtime.Script;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import dev.isthmus.testkit.time.ManualClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.EcsException;
import software.amazon.awssdk.services.ecs.model.EcsRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.Task;

/** The fake without a server: a world decides when what happens. */
class InMemoryEcsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final RunTaskRequest RUN =
            RunTaskRequest.builder().taskDefinition("app").build();

    private final ManualClock clock = new ManualClock();
    private final ScriptedRuntime containers = ScriptedRuntime.following(
            launch -> Script.exits(0, SECOND.multipliedBy(5)).startingAfter(SECOND));
    private final InMemoryEcs ecs = InMemoryEcs.start(
            FakeEcsConfig.twoSmallInstances().toBuilder().runtime(containers).build(),
            FaultSchedule.NONE,
            InMemoryEcs.Time.of(clock));
    private final EcsClient client = ecs.client();
    private final List<String> told = new ArrayList<>();

    InMemoryEcsTest() {
        client.registerTaskDefinition(EcsRequests.define("app", EcsRequests.main("x")));
    }

    @AfterEach
    void close() {
        ecs.close();
    }

    private void send(EcsRequest request) {
        Instant sent = clock.instant();
        ecs.send(
                request,
                outcome -> told.add(Duration.between(sent, clock.instant()).toSeconds() + " "
                        + outcome.<String>fold(
                                answered -> answered.response().getClass().getSimpleName(),
                                refused -> refused.error().code(),
                                lost -> lost.truth().isPresent() ? "lost after the work" : "lost")));
    }

    @Test
    void a_request_is_answered_at_once_unless_a_fault_holds_it_back() {
        send(RUN);
        assertThat(told).containsExactly("0 RunTaskResponse");
        assertThat(ecs.tasks()).hasSize(1);
    }

    @Test
    void work_that_is_held_back_is_done_and_answered_later() {
        ecs.injectNext("RunTask", 1, Fault.delayWork(SECOND.multipliedBy(3)));
        send(RUN);
        clock.advance(SECOND.multipliedBy(2));
        assertThat(told).isEmpty();
        assertThat(ecs.tasks()).isEmpty();
        clock.advance(SECOND);
        assertThat(told).containsExactly("3 RunTaskResponse");
        assertThat(ecs.tasks()).hasSize(1);
    }

    @Test
    void an_answer_that_is_held_back_is_of_work_that_was_done_before() {
        ecs.injectNext("RunTask", 1, Fault.delay(SECOND.multipliedBy(3)));
        send(RUN);
        assertThat(ecs.tasks()).hasSize(1);
        assertThat(told).isEmpty();
        clock.advance(SECOND.multipliedBy(3));
        assertThat(told).containsExactly("3 RunTaskResponse");
    }

    @Test
    void a_lost_request_does_nothing_and_a_lost_answer_is_of_work_that_was_done() {
        ecs.injectNext("RunTask", 1, Fault.dropConnection());
        ecs.injectNext("RunTask", 1, Fault.loseAnswer());
        send(RUN);
        assertThat(ecs.tasks()).isEmpty();
        send(RUN);
        assertThat(told).containsExactly("0 lost", "0 lost after the work");
        assertThat(ecs.tasks()).hasSize(1);
        assertThat(ecs.faults()).allMatch(count -> count.consumed());
    }

    @Test
    void a_world_takes_the_two_steps_by_itself() {
        ecs.inject(FaultRule.of("RunTask", Fault.refuse("ServerException", 500, "no")));
        Reception refused = ecs.arrive(RUN);
        assertThat(refused.fault()).contains(Fault.refuse("ServerException", 500, "no"));
        assertThat(refused.decided()).contains(ecs.work(refused));
        ecs.clearFaults();
        Reception received = ecs.arrive(RUN);
        assertThat(received.decided()).isEmpty();
        clock.advance(SECOND);
        assertThat(ecs.tasks()).isEmpty();
        assertThat(ecs.work(received)).isInstanceOf(Outcome.Answered.class);
        assertThat(ecs.tasks()).singleElement().matches(task -> task.createdAt().equals(clock.instant()));
    }

    @Test
    void containers_are_started_and_end_on_the_time_of_the_world() {
        List<String> states = new ArrayList<>();
        ecs.watchTasks(task -> states.add(task.lastStatus()));
        String arn = client.runTask(RUN).tasks().get(0).taskArn();
        assertThat(containers.launches()).hasSize(1);
        clock.advance(SECOND);
        assertThat(ecs.task(arn).map(Task::lastStatus)).contains("RUNNING");
        clock.advance(SECOND.multipliedBy(5));
        assertThat(ecs.task(arn).map(Task::lastStatus)).contains("STOPPED");
        assertThat(states).startsWith("PENDING").contains("RUNNING").endsWith("STOPPED");
        clock.advance(Duration.ofHours(1));
        assertThat(ecs.tasks()).isEmpty();
    }

    @Test
    void nothing_happens_any_more_when_it_is_closed() {
        String arn = client.runTask(RUN).tasks().get(0).taskArn();
        ecs.close();
        clock.advance(Duration.ofHours(2));
        assertThat(ecs.task(arn).map(Task::lastStatus)).contains("PENDING");
    }

    @Test
    void a_clock_that_jumps_changes_timestamps_and_no_deadlines() {
        ecs.jumpClock(Duration.ofHours(-1));
        Task task = client.runTask(RUN).tasks().get(0);
        assertThat(task.createdAt()).isEqualTo(clock.instant().minus(Duration.ofHours(1)));
        clock.advance(SECOND);
        assertThat(ecs.task(task.taskArn()).map(Task::lastStatus)).contains("RUNNING");
    }

    @Test
    void delays_of_a_client_whose_calls_take_no_time_are_told() {
        List<Duration> delays = new ArrayList<>();
        EcsClient slow = ecs.client(delays::add);
        ecs.injectNext("ListTasks", 1, Fault.delayWork(SECOND));
        ecs.injectNext("ListTasks", 1, Fault.delay(SECOND.multipliedBy(2)));
        slow.listTasks();
        slow.listTasks();
        slow.listTasks();
        assertThat(delays).containsExactly(SECOND, SECOND.multipliedBy(2));
    }

    @Test
    void a_call_is_seen_as_a_request_and_made_again_with_its_answer() {
        Rehearsal rehearsal = new Rehearsal();
        EcsClient staged = rehearsal.client();
        Rehearsal.Call<RunTaskResponse> run = rehearsal.of(() -> staged.runTask(RUN));
        assertThat(run.request()).isEqualTo(RUN);
        assertThat(ecs.tasks()).isEmpty();
        ecs.send(
                run.request(),
                outcome -> clock.after(
                        SECOND,
                        () -> told.add(run.answered(outcome).tasks().get(0).taskArn())));
        assertThat(told).isEmpty();
        clock.advance(SECOND);
        assertThat(told).containsExactly(ecs.tasks().get(0).taskArn());

        // Whoever catches what the client throws is seen as well.
        Rehearsal.Call<String> list = rehearsal.of(() -> {
            try {
                return staged.listTasks(r -> r.cluster("nowhere")).toString();
            } catch (RuntimeException e) {
                return e.getClass().getSimpleName();
            }
        });
        ecs.send(list.request(), outcome -> told.add(list.answered(outcome)));
        assertThat(told).endsWith("ClusterNotFoundException");
        assertThat(list.failed(Unanswered.timedOut(SECOND))).isEqualTo("ApiCallTimeoutException");
    }

    @Test
    void a_rehearsal_is_of_one_call_which_is_the_same_each_time() {
        Rehearsal rehearsal = new Rehearsal();
        EcsClient staged = rehearsal.client();
        assertThatThrownBy(() -> rehearsal.of(() -> "nothing"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not 0");
        assertThatThrownBy(() -> rehearsal.of(() -> {
                    try {
                        return staged.listTasks();
                    } catch (RuntimeException e) {
                        return staged.listTasks();
                    }
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not 2");
        assertThatThrownBy(staged::listTasks)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("within a Rehearsal");
        List<String> clusters = new ArrayList<>(List.of("a", "b"));
        Rehearsal.Call<?> changing = rehearsal.of(() -> staged.listTasks(r -> r.cluster(clusters.remove(0))));
        assertThatThrownBy(() -> changing.answered(new Outcome.Lost(Optional.empty())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("asked is now");
    }

    @Test
    void lists_are_paged_as_by_the_client_of_the_sdk() {
        ecs.addInstance(dev.isthmus.testkit.ecs.cluster.InstanceSpec.of(10, 10));
        assertThat(client.listContainerInstancesPaginator(r -> r.maxResults(1)).containerInstanceArns())
                .hasSize(3);
        assertThatThrownBy(client::waiter).isInstanceOf(UnsupportedOperationException.class);
        assertThat(client.serviceName()).isEqualTo(EcsClient.SERVICE_NAME);
    }

    @Test
    void calls_that_nobody_answers_fail_as_the_sdk_has_it() {
        EcsClient cut = EcsClients.answeredBy(request -> {
            throw Unanswered.unknownHost("ecs.nowhere.amazonaws.com");
        });
        assertThatThrownBy(cut::listTasks)
                .isInstanceOf(SdkClientException.class)
                .isNotInstanceOf(EcsException.class)
                .hasMessageContaining("Unable to execute HTTP request: ecs.nowhere.amazonaws.com")
                .hasRootCauseInstanceOf(java.net.UnknownHostException.class);
        assertThat(Unanswered.timedOut(SECOND)).hasMessageContaining("1000 millis");
        assertThat(Unanswered.connectionRefused()).hasCauseInstanceOf(java.net.ConnectException.class);
    }

    @Test
    void what_makes_no_sense_in_memory_is_refused() {
        FakeEcsConfig config = FakeEcsConfig.twoSmallInstances();
        for (FakeEcsConfig wrong : List.of(
                config.toBuilder().port(80).build(),
                config.toBuilder().clock(clock).build(),
                config.toBuilder().image("a", "b").build(),
                config.toBuilder().unknownImage("a").build())) {
            assertThatThrownBy(() -> InMemoryEcs.start(wrong, FaultSchedule.NONE, InMemoryEcs.Time.of(clock)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("give the clock as the time");
        }
    }

    /** Sets and maps of the JDK are iterated in another order in each JVM. */
    @Test
    void the_same_seed_gives_the_same_trace_in_fresh_jvms() throws Exception {
        List<String> first = replay(7);
        assertThat(first).hasSizeGreaterThan(300);
        same(replay(7), first);
        same(ReplayMain.trace(7), first);
        assertThat(ReplayMain.trace(8).equals(first)).isFalse();
    }

    /** Names the first line that differs: the whole traces are too long to read. */
    private static void same(List<String> trace, List<String> other) {
        for (int i = 0; i < Math.min(trace.size(), other.size()); i++) {
            assertThat(trace.get(i)).as("line %s", i).isEqualTo(other.get(i));
        }
        assertThat(trace).hasSameSizeAs(other);
    }

    /** What the SDK's client draws at random comes from the seed here. */
    @Test
    void a_task_that_is_run_without_a_token_gets_one_from_the_seed() {
        EcsRequest sent = ecs.arrive(RUN).incoming().request().orElseThrow();
        assertThat(sent)
                .isInstanceOfSatisfying(
                        RunTaskRequest.class,
                        run -> assertThat(run.clientToken()).matches("[0-9a-f-]{36}"));
        try (InMemoryEcs again =
                InMemoryEcs.start(FakeEcsConfig.twoSmallInstances(), FaultSchedule.NONE, InMemoryEcs.Time.of(clock))) {
            again.client().registerTaskDefinition(EcsRequests.define("app", EcsRequests.main("x")));
            assertThat(again.arrive(RUN).incoming().request()).contains(sent);
        }
    }

    private static List<String> replay(long seed) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        ReplayMain.class.getName(),
                        String.valueOf(seed))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String trace = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return trace.lines().toList();
    }

    /** What becomes visible by itself is over when its time has come, though nobody asks for it. */
    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void time_goes_on_when_a_message_comes_back_that_nobody_waits_for() {
        FakeQueue queue = ecs.events().queue("events");
        queue.create();
        queue.send("one");
        assertThat(queue.receive(1, SECOND)).hasSize(1);
        assertThat(queue.nextVisible()).contains(clock.instant().plus(SECOND));
        clock.advance(SECOND.multipliedBy(2));
        assertThat(queue.nextVisible()).isEmpty();
        assertThat(queue.waiting()).isOne();
    }
}
