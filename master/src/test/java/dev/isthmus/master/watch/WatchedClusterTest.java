package dev.isthmus.master.watch;

import static dev.isthmus.master.shell.SchedulerSteps.acknowledged;
import static dev.isthmus.master.shell.SchedulerSteps.offer;
import static dev.isthmus.master.shell.SchedulerSteps.takeAll;
import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.master.http.MediaType;
import dev.isthmus.master.server.RawConnection;
import dev.isthmus.master.shell.HttpScheduler;
import dev.isthmus.master.shell.MemoryMaster;
import dev.isthmus.mesos.messages.v1.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.v1.Protos.Offer;
import dev.isthmus.mesos.messages.v1.Protos.Task;
import dev.isthmus.mesos.messages.v1.Protos.TaskState;
import dev.isthmus.mesos.messages.v1.master.Protos.Call;
import dev.isthmus.mesos.messages.v1.master.Protos.Event;
import dev.isthmus.mesos.messages.v1.master.Protos.Response;
import dev.isthmus.mesos.messages.v1.master.Protos.Response.GetState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A cluster that is watched while a framework uses it, over sockets; mirrors SubscribeAgentEvents, Subscribe, FrameworksEvent and Heartbeat of src/tests/api_tests.cpp. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT) // Most of the time each waits for events.
class WatchedClusterTest {

    private static FrameworkInfo info() {
        return HttpScheduler.info()
                .setFailoverTimeout(600)
                .addRoles("r")
                .addCapabilities(
                        FrameworkInfo.Capability.newBuilder().setType(FrameworkInfo.Capability.Type.MULTI_ROLE))
                .build();
    }

    private static List<String> types(WatchClient client, int count) throws IOException {
        List<String> types = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Event event = client.next();
            types.add(
                    event.hasTaskUpdated()
                            ? event.getTaskUpdated().getState().name()
                            : event.getType().name());
        }
        return types;
    }

    @ParameterizedTest
    @EnumSource
    void fact_96_a_task_is_watched_from_its_launch_until_its_framework_is_torn_down(MediaType encoding)
            throws IOException {
        try (MemoryMaster master = new MemoryMaster();
                HttpScheduler scheduler = master.scheduler(encoding);
                WatchClient client = new WatchClient(master.address(), encoding)) {
            assertThat(client.head())
                    .startsWith("HTTP/1.1 200 ")
                    .containsIgnoringCase("content-type: " + encoding.text())
                    .containsIgnoringCase("transfer-encoding: chunked");
            Event first = client.any();
            assertThat(first.getSubscribed().getHeartbeatIntervalSeconds()).isEqualTo(0.7);
            assertThat(client.any().getType()).isEqualTo(Event.Type.HEARTBEAT);
            if (first.getSubscribed().getGetState().getGetAgents().getAgentsCount() == 0) {
                Event added = client.next();
                assertThat(added.getAgentAdded().getAgent().getAgentInfo().getHostname())
                        .isEqualTo("a1.example");
            }
            scheduler.begin(info());
            Event framework = client.next();
            assertThat(framework.getType()).isEqualTo(Event.Type.FRAMEWORK_ADDED);
            assertThat(framework
                            .getFrameworkAdded()
                            .getFramework()
                            .getFrameworkInfo()
                            .getId())
                    .isEqualTo(scheduler.id());
            assertThat(framework.getFrameworkAdded().getFramework().getConnected())
                    .isTrue();
            Offer offer = offer(scheduler);
            takeAll(scheduler, offer, "t");
            Event added = client.next();
            assertThat(added.getType()).isEqualTo(Event.Type.TASK_ADDED);
            Task task = added.getTaskAdded().getTask();
            assertThat(task.getTaskId().getValue()).isEqualTo("t");
            assertThat(task.getFrameworkId()).isEqualTo(scheduler.id());
            assertThat(task.getAgentId()).isEqualTo(offer.getAgentId());
            assertThat(task.getState()).isEqualTo(TaskState.TASK_STAGING);
            assertThat(task.getResources(0).getAllocationInfo().getRole()).isEqualTo("r");
            Event starting = client.next();
            assertThat(starting.getTaskUpdated().getFrameworkId()).isEqualTo(scheduler.id());
            assertThat(starting.getTaskUpdated().getStatus().getTaskId().getValue())
                    .isEqualTo("t");
            assertThat(starting.getTaskUpdated().getState()).isEqualTo(TaskState.TASK_STARTING);
            // Whether the framework acknowledges does not matter to those who watch.
            assertThat(types(client, 1)).containsExactly("TASK_RUNNING");
            acknowledged(scheduler, TaskState.TASK_STARTING);
            acknowledged(scheduler, TaskState.TASK_RUNNING);
            GetState state = client.look(Call.Type.GET_STATE).getGetState();
            assertThat(state.getGetTasks().getTasksList()).singleElement().satisfies(shown -> {
                assertThat(shown.getState()).isEqualTo(TaskState.TASK_RUNNING);
                assertThat(shown.getStatusesList())
                        .extracting(status -> status.getState())
                        .containsExactly(TaskState.TASK_STARTING, TaskState.TASK_RUNNING);
            });
            assertThat(state.getGetFrameworks().getFrameworks(0).getAllocatedResourcesList())
                    .anySatisfy(cpus -> {
                        assertThat(cpus.getName()).isEqualTo("cpus");
                        assertThat(cpus.getScalar().getValue()).isEqualTo(2);
                    });
            assertThat(state.getGetAgents().getAgents(0).getAllocatedResourcesCount())
                    .isPositive();
            try (RawConnection operator = RawConnection.to(master.address())) {
                operator.post("/teardown", "frameworkId=" + scheduler.id().getValue());
                assertThat(operator.answer()).isEqualTo("200 ");
            }
            assertThat(types(client, 2)).containsExactly("TASK_KILLED", "FRAMEWORK_REMOVED");
            Response later = client.look(Call.Type.GET_TASKS);
            assertThat(later.getGetTasks().getTasksCount()).isZero();
            assertThat(later.getGetTasks().getCompletedTasksCount()).isEqualTo(1);
        }
    }

    @Test
    void fact_96_a_framework_that_comes_back_or_describes_itself_anew_is_updated() throws IOException {
        try (MemoryMaster master = new MemoryMaster();
                HttpScheduler first = master.scheduler(MediaType.JSON);
                HttpScheduler second = master.scheduler(MediaType.JSON);
                WatchClient client = new WatchClient(master.address(), MediaType.JSON)) {
            first.begin(info());
            while (client.next().getType() != Event.Type.FRAMEWORK_ADDED) {
                // Its agent may be added before.
            }
            second.begin(info().toBuilder().setId(first.id()).setName("again").build());
            Event updated = client.next();
            assertThat(updated.getType()).isEqualTo(Event.Type.FRAMEWORK_UPDATED);
            assertThat(updated.getFrameworkUpdated()
                            .getFramework()
                            .getFrameworkInfo()
                            .getName())
                    .isEqualTo("again");
        }
    }

    @Test
    void fact_96_agents_come_and_go_and_who_comes_later_is_told_what_there_is() throws IOException {
        try (MemoryMaster master = new MemoryMaster();
                WatchClient client = new WatchClient(master.address(), MediaType.PROTOBUF)) {
            client.any();
            master.putAgent("a2", "10.0.0.8");
            String hosts = "";
            while (!hosts.endsWith("a2.example")) {
                hosts = client.next().getAgentAdded().getAgent().getAgentInfo().getHostname();
            }
            master.removeAgent("a2");
            Event gone = client.next();
            assertThat(gone.getAgentRemoved().getAgentId().getValue()).isEqualTo("a2");
            try (WatchClient later = new WatchClient(master.address(), MediaType.JSON)) {
                assertThat(later.any()
                                .getSubscribed()
                                .getGetState()
                                .getGetAgents()
                                .getAgentsList())
                        .singleElement()
                        .satisfies(agent -> {
                            assertThat(agent.getAgentInfo().getHostname()).isEqualTo("a1.example");
                            assertThat(agent.getPid()).isEqualTo("slave(1)@10.0.0.7:5051");
                            assertThat(agent.getActive()).isTrue();
                        });
            }
        }
    }

    @Test
    void streams_end_with_the_master() throws IOException {
        try (MemoryMaster master = new MemoryMaster();
                WatchClient client = new WatchClient(master.address(), MediaType.JSON)) {
            client.any();
            master.restart();
            assertThat(client.ends()).isTrue();
        }
    }
}
