package dev.isthmus.master.shell;

import static dev.isthmus.master.shell.SchedulerSteps.accept;
import static dev.isthmus.master.shell.SchedulerSteps.acknowledge;
import static dev.isthmus.master.shell.SchedulerSteps.acknowledged;
import static dev.isthmus.master.shell.SchedulerSteps.await;
import static dev.isthmus.master.shell.SchedulerSteps.decline;
import static dev.isthmus.master.shell.SchedulerSteps.launch;
import static dev.isthmus.master.shell.SchedulerSteps.offer;
import static dev.isthmus.master.shell.SchedulerSteps.operation;
import static dev.isthmus.master.shell.SchedulerSteps.runs;
import static dev.isthmus.master.shell.SchedulerSteps.update;
import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.failure.BackendFailure;
import dev.isthmus.master.http.MediaType;
import dev.isthmus.master.server.RawConnection;
import dev.isthmus.mesos.messages.v1.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.v1.Protos.Offer;
import dev.isthmus.mesos.messages.v1.Protos.OperationID;
import dev.isthmus.mesos.messages.v1.Protos.TaskState;
import dev.isthmus.mesos.messages.v1.Protos.TaskStatus;
import dev.isthmus.mesos.messages.v1.scheduler.Protos.Call;
import dev.isthmus.mesos.messages.v1.scheduler.Protos.Event;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Those tests of Mesos's {@code src/tests/scheduler_tests.cpp} that need no executors and no more than one framework, by their numbers in facts A8 and their
 * names: over sockets, with tasks that run in memory.
 */
@Timeout(90)
@Execution(ExecutionMode.CONCURRENT) // Most of the time each waits for events.
class SchedulerTest {

    private static final FrameworkInfo FRAMEWORK =
            HttpScheduler.info().setFailoverTimeout(600).build();

    private MemoryMaster master;

    @BeforeEach
    void start() throws IOException {
        master = new MemoryMaster();
    }

    @AfterEach
    void stop() {
        master.close();
    }

    @ParameterizedTest
    @EnumSource
    void a8_20_subscribe(MediaType type) throws IOException {
        try (HttpScheduler scheduler = master.scheduler(type)) {
            scheduler.begin(FRAMEWORK);
            Offer offer = offer(scheduler);
            assertThat(offer.getFrameworkId()).isEqualTo(scheduler.id());
            assertThat(offer.getHostname()).isEqualTo("a1.example");
            assertThat(offer.getUrl().getAddress().getIp()).isEqualTo("10.0.0.7");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a8_21_scheduler_failover(MediaType type) throws IOException {
        try (HttpScheduler first = master.scheduler(type);
                HttpScheduler second = master.scheduler(type)) {
            first.begin(FRAMEWORK);
            Offer before = offer(first);
            second.begin(FRAMEWORK.toBuilder().setId(first.id()).build());
            first.await(Event.Type.ERROR);
            assertThat(offer(second).getId()).isNotEqualTo(before.getId());
            assertThat(master.backends).as("one for all streams").hasSize(1);
            assertThat(master.backends.get(0).isClosed()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a8_22_master_failover(MediaType type) throws IOException {
        try (HttpScheduler scheduler = master.scheduler(type)) {
            scheduler.begin(FRAMEWORK);
            launch(scheduler, offer(scheduler), "t");
            TaskStatus starting = acknowledged(scheduler, TaskState.TASK_STARTING);
            assertThat(starting.getTaskId().getValue()).isEqualTo("t");
            acknowledged(scheduler, TaskState.TASK_RUNNING);
            master.restart();
            try (HttpScheduler again = master.scheduler(type)) {
                again.begin(FRAMEWORK.toBuilder().setId(scheduler.id()).build());
                again.call(Call.Type.RECONCILE, call -> {
                    call.getReconcileBuilder();
                    return call;
                });
                Event event = again.next();
                while (event.getType() != Event.Type.UPDATE) {
                    event = again.next();
                }
                assertThat(event.getUpdate().getStatus().getState()).isEqualTo(TaskState.TASK_RUNNING);
                assertThat(event.getUpdate().getStatus().getTaskId().getValue()).isEqualTo("t");
            }
        }
    }

    /** By itself a driver takes a failover timeout of 0 to mean that tasks end with it. */
    @ParameterizedTest
    @EnumSource
    void fact_31_tasks_of_a_framework_without_a_failover_timeout_outlive_its_next_stream_and_its_master(MediaType type)
            throws IOException {
        FrameworkInfo impatient = HttpScheduler.info().build();
        try (HttpScheduler first = master.scheduler(type);
                HttpScheduler second = master.scheduler(type)) {
            first.begin(impatient);
            launch(first, offer(first), "t");
            acknowledged(first, TaskState.TASK_STARTING);
            acknowledged(first, TaskState.TASK_RUNNING);
            FrameworkInfo known = impatient.toBuilder().setId(first.id()).build();
            second.begin(known);
            assertThat(runs(second)).isEqualTo("t");
            master.restart();
            try (HttpScheduler third = master.scheduler(type)) {
                third.begin(known);
                assertThat(runs(third)).isEqualTo("t");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_framework_stays_subscribed_while_the_cluster_refuses_the_master_and_is_offered_what_is_there_afterwards(
            MediaType type) throws IOException {
        master.cluster.loseContact(new BackendFailure(BackendFailure.Category.DENIED, "no permission"));
        try (HttpScheduler scheduler = master.scheduler(type)) {
            scheduler.begin(HttpScheduler.info().build());
            staysWithoutOffers(scheduler);
            master.cluster.restoreContact();
            assertThat(offer(scheduler).getHostname()).isEqualTo("a1.example");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_framework_that_is_removed_while_the_cluster_cannot_be_reached_leaves_no_task(MediaType type)
            throws IOException {
        try (HttpScheduler scheduler = master.scheduler(type)) {
            scheduler.begin(HttpScheduler.info().setFailoverTimeout(0.5).build());
            launch(scheduler, offer(scheduler), "t");
            acknowledged(scheduler, TaskState.TASK_STARTING);
            acknowledged(scheduler, TaskState.TASK_RUNNING);
            master.cluster.loseContact(new BackendFailure(BackendFailure.Category.DENIED, "no permission"));
            scheduler.cut();
            awaitNoTasks();
            await(() -> master.remembered(scheduler.id()).removed().isPresent(), "it to be removed");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a8_23_task_running(MediaType type) throws IOException {
        try (HttpScheduler scheduler = master.scheduler(type)) {
            scheduler.begin(FRAMEWORK);
            launch(scheduler, offer(scheduler), "t");
            acknowledged(scheduler, TaskState.TASK_STARTING);
            TaskStatus running = acknowledged(scheduler, TaskState.TASK_RUNNING);
            assertThat(running.getAgentId().getValue()).isEqualTo("a1");
            assertThat(running.getExecutorId().getValue()).isEqualTo("t");
            assertThat(running.hasTimestamp()).isTrue();
            assertThat(running.getContainerStatus()
                            .getNetworkInfos(0)
                            .getIpAddresses(0)
                            .getIpAddress())
                    .isEqualTo("10.0.0.7");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a8_24_reconcile_task(MediaType type) throws IOException {
        try (HttpScheduler scheduler = master.scheduler(type)) {
            scheduler.begin(FRAMEWORK);
            launch(scheduler, offer(scheduler), "t");
            acknowledged(scheduler, TaskState.TASK_STARTING);
            acknowledged(scheduler, TaskState.TASK_RUNNING);
            assertThat(scheduler.call(Call.Type.RECONCILE, call -> {
                        call.getReconcileBuilder()
                                .addTasksBuilder()
                                .getTaskIdBuilder()
                                .setValue("t");
                        return call;
                    }))
                    .isEqualTo("202 ");
            TaskStatus answer = update(scheduler);
            assertThat(answer.getState()).isEqualTo(TaskState.TASK_RUNNING);
            assertThat(answer.getReason()).isEqualTo(TaskStatus.Reason.REASON_RECONCILIATION);
            assertThat(answer.hasUuid()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a8_25_kill_task(MediaType type) throws IOException {
        try (HttpScheduler scheduler = master.scheduler(type)) {
            scheduler.begin(FRAMEWORK);
            launch(scheduler, offer(scheduler), "t");
            acknowledged(scheduler, TaskState.TASK_STARTING);
            acknowledged(scheduler, TaskState.TASK_RUNNING);
            scheduler.call(Call.Type.KILL, call -> {
                call.getKillBuilder().getTaskIdBuilder().setValue("t");
                return call;
            });
            TaskStatus killed = update(scheduler);
            while (killed.getState() == TaskState.TASK_KILLING) {
                acknowledge(scheduler, killed);
                killed = update(scheduler);
            }
            assertThat(killed.getState()).isEqualTo(TaskState.TASK_KILLED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a8_26_operation_feedback_validation_of_launches(MediaType type) throws IOException {
        try (HttpScheduler scheduler = master.scheduler(type)) {
            scheduler.begin(FRAMEWORK);
            Offer offer = offer(scheduler);
            accept(
                    scheduler,
                    offer,
                    operation(offer, "t")
                            .setId(OperationID.newBuilder().setValue("o"))
                            .build());
            TaskStatus refused = update(scheduler);
            assertThat(refused.getState()).isEqualTo(TaskState.TASK_ERROR);
            assertThat(refused.getReason()).isEqualTo(TaskStatus.Reason.REASON_TASK_INVALID);
            assertThat(refused.getMessage()).isEqualTo("The `id` field cannot be set on LAUNCH operations");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a8_28_decline(MediaType type) throws IOException {
        try (HttpScheduler scheduler = master.scheduler(type)) {
            scheduler.begin(FRAMEWORK);
            Offer offer = offer(scheduler);
            decline(scheduler, offer, 0);
            assertThat(offer(scheduler).getId()).isNotEqualTo(offer.getId());
        }
    }

    @ParameterizedTest
    @EnumSource
    void a8_29_revive(MediaType type) throws IOException {
        try (HttpScheduler scheduler = master.scheduler(type)) {
            scheduler.begin(FRAMEWORK);
            decline(scheduler, offer(scheduler), 3600);
            staysWithoutOffers(scheduler);
            assertThat(scheduler.call(Call.Type.REVIVE)).isEqualTo("202 ");
            assertThat(offer(scheduler)).isNotNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a8_30_suppress(MediaType type) throws IOException {
        try (HttpScheduler scheduler = master.scheduler(type)) {
            scheduler.begin(FRAMEWORK);
            Offer offer = offer(scheduler);
            assertThat(scheduler.call(Call.Type.SUPPRESS)).isEqualTo("202 ");
            decline(scheduler, offer, 0);
            staysWithoutOffers(scheduler);
            scheduler.call(Call.Type.REVIVE);
            assertThat(offer(scheduler)).isNotNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a8_31_no_offers_with_all_roles_suppressed(MediaType type) throws IOException {
        try (HttpScheduler scheduler = master.scheduler(type)) {
            scheduler.subscribe(HttpScheduler.subscribe(FRAMEWORK, subscribe -> subscribe.addSuppressedRoles("*")));
            scheduler.next(Event.Type.SUBSCRIBED);
            scheduler.next(Event.Type.HEARTBEAT);
            staysWithoutOffers(scheduler);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a8_32_no_offers_on_reregistration_with_all_roles_suppressed(MediaType type) throws IOException {
        try (HttpScheduler first = master.scheduler(type);
                HttpScheduler second = master.scheduler(type)) {
            first.begin(FRAMEWORK);
            offer(first);
            FrameworkInfo known = FRAMEWORK.toBuilder().setId(first.id()).build();
            second.subscribe(HttpScheduler.subscribe(known, subscribe -> subscribe.addSuppressedRoles("*")));
            second.next(Event.Type.SUBSCRIBED);
            second.next(Event.Type.HEARTBEAT);
            staysWithoutOffers(second);
            second.call(Call.Type.REVIVE);
            assertThat(offer(second)).isNotNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a8_33_request(MediaType type) throws IOException {
        try (HttpScheduler scheduler = master.scheduler(type)) {
            scheduler.begin(FRAMEWORK);
            assertThat(scheduler.call(Call.Type.REQUEST, call -> {
                        call.getRequestBuilder();
                        return call;
                    }))
                    .isEqualTo("202 ");
            assertThat(offer(scheduler)).isNotNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a8_34_scheduler_reconnect(MediaType type) throws IOException {
        try (HttpScheduler first = master.scheduler(type);
                HttpScheduler second = master.scheduler(type)) {
            first.begin(FRAMEWORK);
            launch(first, offer(first), "t");
            assertThat(update(first).getState()).isEqualTo(TaskState.TASK_STARTING);
            first.cut();
            second.begin(FRAMEWORK.toBuilder().setId(first.id()).build());
            TaskStatus told = null;
            while (told == null || told.getState() != TaskState.TASK_RUNNING) {
                Event event = second.next();
                if (event.getType() == Event.Type.UPDATE) {
                    told = event.getUpdate().getStatus();
                    acknowledge(second, told);
                }
            }
            assertThat(told.getTaskId().getValue()).isEqualTo("t");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a8_35_run_task_and_teardown(MediaType type) throws Exception {
        try (HttpScheduler scheduler = master.scheduler(type)) {
            scheduler.begin(FRAMEWORK);
            launch(scheduler, offer(scheduler), "t");
            acknowledged(scheduler, TaskState.TASK_STARTING);
            acknowledged(scheduler, TaskState.TASK_RUNNING);
            assertThat(scheduler.call(Call.Type.TEARDOWN)).isEqualTo("202 ");
            while (!scheduler.ends()) {
                // A sign of life that was on its way.
            }
            awaitNoTasks();
        }
    }

    @ParameterizedTest
    @EnumSource
    void fact_50_tasks_of_a_framework_without_a_failover_timeout_are_killed_when_its_stream_breaks(MediaType type)
            throws Exception {
        try (HttpScheduler scheduler = master.scheduler(type)) {
            scheduler.begin(HttpScheduler.info().build());
            launch(scheduler, offer(scheduler), "t");
            acknowledged(scheduler, TaskState.TASK_STARTING);
            acknowledged(scheduler, TaskState.TASK_RUNNING);
            scheduler.cut();
            awaitNoTasks();
        }
    }

    @ParameterizedTest
    @EnumSource
    void fact_49_tasks_of_a_framework_that_has_been_away_for_too_long_are_killed(MediaType type) throws Exception {
        try (HttpScheduler scheduler = master.scheduler(type)) {
            scheduler.begin(HttpScheduler.info().setFailoverTimeout(0.5).build());
            launch(scheduler, offer(scheduler), "t");
            acknowledged(scheduler, TaskState.TASK_STARTING);
            acknowledged(scheduler, TaskState.TASK_RUNNING);
            scheduler.cut();
            awaitNoTasks();
        }
    }

    @ParameterizedTest
    @EnumSource
    void fact_16_the_state_shows_what_runs(MediaType type) throws IOException {
        try (HttpScheduler scheduler = master.scheduler(type);
                RawConnection client = RawConnection.to(master.address())) {
            scheduler.begin(FRAMEWORK);
            launch(scheduler, offer(scheduler), "t");
            acknowledged(scheduler, TaskState.TASK_STARTING);
            acknowledged(scheduler, TaskState.TASK_RUNNING);
            String state = client.send("GET /master/state HTTP/1.1\r\n\r\n").answer();
            assertThat(state)
                    .startsWith("200 {\"version\":\"1.11.0\"")
                    .contains("\"capabilities\":[\"AGENT_UPDATE\",\"AGENT_DRAINING\"]")
                    .contains("\"tasks\":[{\"id\":\"t\",\"name\":\"t\",")
                    .contains("\"state\":\"TASK_RUNNING\"", "\"hostname\":\"a1.example\"")
                    .contains("\"ip_address\":\"10.0.0.7\"");
            assertThat(client.send("GET /health HTTP/1.1\r\n\r\n").answer()).isEqualTo("200 ");
        }
    }

    /** The test's own time limit is what ends it if they never end. */
    private void awaitNoTasks() {
        await(() -> master.cluster.liveTasks().isEmpty(), "all tasks to end");
    }

    /** For two signs of life, in which there would have been an allocation. */
    private static void staysWithoutOffers(HttpScheduler scheduler) throws IOException {
        scheduler.next(Event.Type.HEARTBEAT);
        scheduler.next(Event.Type.HEARTBEAT);
        scheduler.next(Event.Type.HEARTBEAT);
    }
}
