package dev.isthmus.testkit.ecs.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.testkit.ecs.EcsRequests;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.OverTheWire;
import dev.isthmus.testkit.ecs.RecordedCall;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ecs.model.AccessDeniedException;
import software.amazon.awssdk.services.ecs.model.EcsException;
import software.amazon.awssdk.services.ecs.model.ListTasksResponse;
import software.amazon.awssdk.services.ecs.model.ServerException;

/** What goes wrong on request, and what is written down of it. */
class FaultsTest extends OverTheWire {
    @BeforeEach
    void define() {
        client.registerTaskDefinition(EcsRequests.define("app", EcsRequests.main("x")));
    }

    @Test
    void throttling_is_what_the_sdk_takes_for_it() {
        ecs.injectNext("ListTasks", 2, Fault.throttling());
        client.listClusters();
        for (int i = 0; i < 2; i++) {
            EcsException error = assertError("ThrottlingException", "Rate exceeded", () -> client.listTasks());
            assertThat(error.isThrottlingException()).isTrue();
            assertThat(error.getClass()).isEqualTo(EcsException.class);
        }
        client.listTasks();
        assertThat(ecs.callCount("ListTasks")).isEqualTo(3);
        assertThat(ecs.pendingFaults()).isZero();
    }

    @Test
    void other_errors_come_as_their_types() {
        ecs.injectNext("*", 1, Fault.serverError());
        ecs.injectNext("RunTask", 1, Fault.accessDenied());
        assertThatThrownBy(() -> client.listTasks())
                .isInstanceOfSatisfying(
                        ServerException.class,
                        error -> assertThat(error.statusCode()).isEqualTo(500));
        assertThatThrownBy(() -> client.runTask(r -> r.taskDefinition("app")))
                .isInstanceOf(AccessDeniedException.class);
        assertThat(ecs.tasks()).isEmpty();
    }

    @Test
    void a_dropped_connection_does_nothing_and_a_lost_answer_does_its_work() {
        ecs.injectNext("RunTask", 1, Fault.dropConnection());
        ecs.injectNext("RunTask", 1, Fault.loseAnswer());
        assertThatThrownBy(() -> client.runTask(r -> r.taskDefinition("app"))).isInstanceOf(SdkClientException.class);
        assertThat(ecs.tasks()).isEmpty();
        assertThatThrownBy(() -> client.runTask(r -> r.taskDefinition("app"))).isInstanceOf(SdkClientException.class);
        assertThat(ecs.tasks()).hasSize(1);
        client.listTasks();
        assertThat(ecs.calls())
                .extracting(RecordedCall::operation, RecordedCall::outcome)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("RegisterTaskDefinition", "OK"),
                        org.assertj.core.groups.Tuple.tuple("RunTask", "DROPPED"),
                        org.assertj.core.groups.Tuple.tuple("RunTask", "OK"),
                        org.assertj.core.groups.Tuple.tuple("ListTasks", "OK"));
    }

    @Test
    void a_delayed_answer_waits_for_the_clock() throws Exception {
        ecs.injectNext("ListTasks", 1, Fault.delay(Duration.ofSeconds(30)));
        CompletableFuture<ListTasksResponse> answer = CompletableFuture.supplyAsync(() -> client.listTasks());
        assertThat(ecs.awaitCalls("ListTasks", 1, SOON)).isTrue();
        assertThat(clock.awaitPending(1, SOON)).isTrue();
        clock.advance(Duration.ofSeconds(29));
        assertThat(answer.isDone()).isFalse();
        clock.advance(Duration.ofSeconds(1));
        assertThat(answer.get(10, TimeUnit.SECONDS).taskArns()).isEmpty();
    }

    @Test
    void calls_are_written_down_with_times_and_requests_and_outcomes() throws Exception {
        clock.advance(Duration.ofSeconds(5));
        client.runTask(r -> r.taskDefinition("app").startedBy("me"));
        assertError("ClientException", "not found", () -> client.runTask(r -> r.taskDefinition("nope")));

        RecordedCall good = ecs.calls().get(1);
        assertThat(good.number()).isEqualTo(2);
        assertThat(good.time()).isEqualTo(clock.instant());
        assertThat(good.request().orElseThrow())
                .isInstanceOfSatisfying(
                        software.amazon.awssdk.services.ecs.model.RunTaskRequest.class,
                        request -> assertThat(request.startedBy()).isEqualTo("me"));
        assertThat(ecs.calls().get(2).outcome()).isEqualTo("ClientException");
        assertThat(ecs.callCounts()).containsEntry("RunTask", 2).containsEntry("RegisterTaskDefinition", 1);
        assertThat(ecs.awaitCalls("RunTask", 3, Duration.ofMillis(1))).isFalse();
    }

    @Test
    void faults_can_be_forgotten_and_must_be_meant() {
        ecs.injectNext("RunTask", 3, Fault.throttling());
        ecs.clearFaults();
        client.runTask(r -> r.taskDefinition("app"));
        assertThatThrownBy(() -> ecs.injectNext("RunTask", 0, Fault.throttling()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_await_that_is_not_met_says_how_it_is_instead() {
        String arn = startOn(instance(0), "app");
        assertThatThrownBy(() -> ecs.awaitStatus(arn, "STOPPED", Duration.ofMillis(20)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(arn)
                .hasMessageContaining("RUNNING");
        assertThatThrownBy(() -> ecs.drain("nope")).hasMessage("There is no container instance nope");
        assertThatThrownBy(() -> ecs.stopTaskFromOutside("nope", "x")).hasMessage("There is no task nope");
    }

    @Test
    void closing_ends_a_waiting_answer() throws Exception {
        FakeEcs other = FakeEcs.start(config().toBuilder()
                .clock(clock)
                .runtime(dev.isthmus.testkit.ecs.runtime.ScriptedRuntime.running())
                .build());
        other.injectNext("ListTasks", 1, Fault.delay(Duration.ofDays(1)));
        CompletableFuture<ListTasksResponse> answer =
                CompletableFuture.supplyAsync(() -> other.client().listTasks());
        assertThat(other.awaitCalls("ListTasks", 1, SOON)).isTrue();
        other.close();
        assertThatThrownBy(() -> answer.get(10, TimeUnit.SECONDS))
                .isNotInstanceOf(java.util.concurrent.TimeoutException.class);
    }
}
