package dev.isthmus.master.api;

import static dev.isthmus.master.api.CurlRequests.call;
import static dev.isthmus.master.api.CurlRequests.send;
import static dev.isthmus.master.shell.SchedulerSteps.acknowledged;
import static dev.isthmus.master.shell.SchedulerSteps.await;
import static dev.isthmus.master.shell.SchedulerSteps.awaitReady;
import static dev.isthmus.master.shell.SchedulerSteps.offer;
import static dev.isthmus.master.shell.SchedulerSteps.takeAll;
import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.master.http.MediaType;
import dev.isthmus.master.reading.FlatJson;
import dev.isthmus.master.shell.HttpScheduler;
import dev.isthmus.master.shell.MemoryMaster;
import dev.isthmus.mesos.messages.v1.Protos.TaskState;
import dev.isthmus.mesos.messages.v1.Protos.TaskStatus;
import dev.isthmus.mesos.messages.v1.scheduler.Protos.Event;
import java.io.IOException;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Agents of a master that runs are drained, deactivated and marked gone as with curl, with a framework over sockets and tasks that run in memory. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT) // Most of the time each waits for events.
class RunningAgentCallsTest {

    private static String ask(MemoryMaster master, String type, String more) throws IOException {
        String name = type.toLowerCase(Locale.ROOT);
        return call(master, "{'type':'" + type + "','" + name + "':{'agent_id':{'value':'a1'}" + more + "}}");
    }

    private static FlatJson agents(MemoryMaster master) throws IOException {
        return new FlatJson(call(master, "{'type':'GET_AGENTS'}").substring(4));
    }

    private static void awaitDrained(MemoryMaster master) {
        await(
                () -> {
                    try {
                        return agents(master)
                                .text("get_agents/agents/0/drain_info/state")
                                .equals("DRAINED");
                    } catch (IOException | RuntimeException e) {
                        return false;
                    }
                },
                "the agent to be drained");
    }

    /** A framework with a task that runs. */
    private static HttpScheduler begun(MemoryMaster master) throws IOException {
        HttpScheduler scheduler = master.scheduler(MediaType.JSON);
        scheduler.begin(HttpScheduler.info().setFailoverTimeout(600).build());
        takeAll(scheduler, offer(scheduler), "t");
        acknowledged(scheduler, TaskState.TASK_STARTING);
        acknowledged(scheduler, TaskState.TASK_RUNNING);
        return scheduler;
    }

    /** DrainAgent and ReactivateAgent; over a restart. */
    @Test
    void fact_69_95_an_agent_is_drained_and_put_back_by_another_master() throws IOException {
        try (MemoryMaster master = new MemoryMaster()) {
            try (HttpScheduler scheduler = begun(master)) {
                assertThat(ask(master, "DRAIN_AGENT", ",'max_grace_period':{'seconds':60}"))
                        .isEqualTo("200 ");
                assertThat(ask(master, "REACTIVATE_AGENT", "")).isEqualTo("400 Agent is still in the DRAINING state");
                TaskStatus killed = acknowledged(scheduler, TaskState.TASK_KILLED);
                assertThat(killed.getReason()).isEqualTo(TaskStatus.Reason.REASON_AGENT_DRAINING);
                assertThat(master.stops()).hasSize(1);
                awaitDrained(master);
            }
            master.restart();
            awaitDrained(master);
            FlatJson agents = agents(master);
            assertThat(agents.truth("get_agents/agents/0/deactivated")).isTrue();
            assertThat(agents.truth("get_agents/agents/0/active")).isFalse();
            assertThat(agents.number("get_agents/agents/0/drain_info/config/max_grace_period/nanoseconds"))
                    .isEqualTo(60_000_000_000.0);
            FlatJson page = new FlatJson(send(master, "GET /slaves", "").substring(4));
            assertThat(page.text("slaves/0/drain_info/state")).isEqualTo("DRAINED");
            assertThat(page.truth("slaves/0/drain_info/config/mark_gone")).isFalse();
            assertThat(ask(master, "REACTIVATE_AGENT", "")).isEqualTo("200 ");
            try (HttpScheduler other = master.scheduler(MediaType.PROTOBUF)) {
                other.begin(HttpScheduler.info().build());
                assertThat(offer(other).getAgentId().getValue()).isEqualTo("a1");
            }
        }
    }

    /** MarkAgentGone. */
    @Test
    void fact_69_95_an_agent_that_is_marked_gone_stays_gone_for_the_next_master() throws IOException {
        try (MemoryMaster master = new MemoryMaster()) {
            try (HttpScheduler scheduler = begun(master)) {
                assertThat(ask(master, "MARK_AGENT_GONE", "")).isEqualTo("200 ");
                TaskStatus lost = acknowledged(scheduler, TaskState.TASK_LOST);
                assertThat(lost.getReason()).isEqualTo(TaskStatus.Reason.REASON_AGENT_REMOVED);
                assertThat(scheduler
                                .await(Event.Type.FAILURE)
                                .getFailure()
                                .getAgentId()
                                .getValue())
                        .isEqualTo("a1");
                assertThat(master.stops()).hasSize(1);
            }
            master.restart();
            assertThat(ask(master, "MARK_AGENT_GONE", "")).isEqualTo("200 ");
            try (HttpScheduler other = master.scheduler(MediaType.PROTOBUF)) {
                other.begin(HttpScheduler.info().build());
                awaitReady(other);
                assertThat(ask(master, "DEACTIVATE_AGENT", "")).isEqualTo("400 Unknown agent");
                assertThat(call(master, "{'type':'GET_AGENTS'}"))
                        .isEqualTo("200 {\"type\":\"GET_AGENTS\",\"get_agents\":{}}");
            }
        }
    }

    @Test
    void fact_95_what_is_no_such_call_is_answered() throws IOException {
        try (MemoryMaster master = new MemoryMaster()) {
            assertThat(call(master, "{'type':'DRAIN_AGENT'}"))
                    .isEqualTo("400 Failed to validate master::Call: Expecting 'drain_agent' to be present");
            assertThat(call(master, "{'type':'MARK_AGENT_GONE','mark_agent_gone':{'agent_id':{'value':'x'}}}"))
                    .isEqualTo("404 Agent 'x' not found");
            assertThat(send(
                            master.address(),
                            "POST /api/v1",
                            "Content-Type: application/json\r\nOrigin: https://y\r\n",
                            "{'type':'DEACTIVATE_AGENT','deactivate_agent':{'agent_id':{'value':'a1'}}}"))
                    .startsWith("403 ");
        }
    }
}
