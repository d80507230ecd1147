package dev.isthmus.testkit.framework;

import static dev.isthmus.testkit.framework.expect.Expect.launched;
import static dev.isthmus.testkit.framework.expect.Expect.told;
import static dev.isthmus.testkit.framework.send.Send.agent;
import static dev.isthmus.testkit.framework.send.Send.registered;
import static dev.isthmus.testkit.framework.send.Send.status;
import static org.apache.mesos.Protos.TaskState.TASK_FAILED;
import static org.apache.mesos.Protos.TaskState.TASK_KILLED;
import static org.apache.mesos.Protos.TaskState.TASK_LOST;
import static org.apache.mesos.Protos.TaskState.TASK_RUNNING;
import static org.apache.mesos.Protos.TaskState.TASK_STARTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.testkit.framework.expect.Expect;
import dev.isthmus.testkit.framework.history.ImpossibleStepException;
import dev.isthmus.testkit.framework.send.Send;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.mesos.Protos.DurationInfo;
import org.apache.mesos.Protos.FrameworkInfo.Capability;
import org.apache.mesos.Protos.TaskState;
import org.apache.mesos.Protos.TaskStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The states that a script can send, and those that no agent would tell. */
class StatusSendTest {

    private final Puppet puppet = Puppet.launching("t", 1, 64);
    private FrameworkScript script = FrameworkScript.of(puppet, Puppet.framework());

    private FrameworkScript launchedOne() {
        return script.send(agent("a").cpus(4).mem(1024)).send(registered()).expect(launched("t"));
    }

    private void refused(Send step, String words) {
        assertThatThrownBy(() -> script.send(step))
                .isInstanceOf(ImpossibleStepException.class)
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @CsvSource({
        "TASK_STARTING,'',TASK_STARTING",
        "TASK_RUNNING,'',TASK_STARTING TASK_RUNNING",
        "TASK_FINISHED,'Command exited with status 0',TASK_STARTING TASK_RUNNING TASK_FINISHED",
        "TASK_FAILED,'Command exited with status 1',TASK_STARTING TASK_RUNNING TASK_FAILED",
        "TASK_KILLED,stopped by others,TASK_KILLED",
        "TASK_LOST,nobody knows it any more,TASK_LOST",
    })
    void a_state_is_told_after_those_that_come_before_it(TaskState state, String words, String all) {
        launchedOne().send(status("t", state)).expect(told("t", state).saying(words));

        assertThat(puppet.told.stream().filter(name -> name.startsWith("TASK"))).containsExactly(all.split(" "));
    }

    @ParameterizedTest
    @CsvSource({"TASK_GONE,nobody knows it", "TASK_DROPPED,there was no room"})
    void a_partition_aware_framework_is_told_how_a_task_was_lost(TaskState state, String words) {
        script = FrameworkScript.of(puppet, Puppet.framework(Capability.Type.PARTITION_AWARE));
        launchedOne().send(status("t", state)).expect(told("t", state).saying(words));
    }

    @Test
    void a_partition_aware_framework_is_never_told_lost() {
        script = FrameworkScript.of(puppet, Puppet.framework(Capability.Type.PARTITION_AWARE));
        launchedOne();

        refused(status("t", TASK_LOST), "never told TASK_LOST: send TASK_GONE or TASK_DROPPED");
        script.send(status("t", TASK_RUNNING));
        refused(status("t", TaskState.TASK_DROPPED), "only a task that has not run can be dropped");
    }

    @ParameterizedTest
    @CsvSource({
        "TASK_GONE,PARTITION_AWARE alone",
        "TASK_DROPPED,PARTITION_AWARE alone",
        "TASK_STAGING,reconciliation alone",
        "TASK_KILLING,comes by itself",
        "TASK_ERROR,send(launchRefused(...))",
        "TASK_UNREACHABLE,send(agentDisconnected(...))",
        "TASK_GONE_BY_OPERATOR,send(agentLost(...))",
        "TASK_UNKNOWN,an answer to reconciliation",
    })
    void a_state_that_no_agent_tells_is_refused(TaskState state, String words) {
        launchedOne();

        refused(status("t", state), words);
    }

    @Test
    void a_task_that_was_never_launched_has_no_state() {
        launchedOne();

        refused(status("x", TASK_RUNNING), "there is no task 'x': launched so far are 't'");
    }

    @Test
    void states_do_not_go_back() {
        launchedOne().send(status("t", TASK_RUNNING));

        refused(status("t", TASK_STARTING), "'t' is TASK_RUNNING on a (step 4): states do not go back");
        refused(status("t", TASK_RUNNING), "already: only a change of its health is told");
    }

    @Test
    void nothing_follows_the_end() {
        launchedOne().send(status("t", TASK_FAILED).exitCode(3));

        refused(status("t", TASK_RUNNING), "'t' is TASK_FAILED on a (step 4): nothing is told of a task after its end");
        assertThat(script.history()).contains("Command exited with status 3");
    }

    @Test
    void an_exit_code_is_one_of_failure() {
        assertThatThrownBy(() -> status("t", TASK_FAILED).exitCode(0)).hasMessageContaining("from 1 to 255, not 0");
        assertThatThrownBy(() -> status("t", TASK_FAILED).exitCode(256)).hasMessageContaining("not 256");
    }

    @Test
    void a_task_that_used_too_much_memory_fails_for_that_reason() {
        launchedOne()
                .send(status("t", TASK_FAILED).outOfMemory())
                .expect(told("t", TASK_FAILED).saying("REASON_CONTAINER_LIMITATION_MEMORY"));
    }

    @Test
    void a_change_of_health_is_told() {
        launchedOne()
                .send(status("t", TASK_RUNNING).healthy(true))
                .expect(told("t", TASK_RUNNING).saying("healthy: true"))
                .send(status("t", TASK_RUNNING).healthy(false))
                .expect(told("t", TASK_RUNNING).saying("healthy: false"));
        refused(status("t", TASK_RUNNING).healthy(false), "already");
    }

    @Test
    void a_killed_task_ends_as_killed_however_it_ends() {
        puppet.onStatus = (driver, status) -> {
            if (status.getState() == TASK_RUNNING) {
                driver.killTask(status.getTaskId());
            }
        };
        launchedOne().send(status("t", TASK_RUNNING)).expect(Expect.killed("t"));

        refused(
                status("t", TASK_FAILED),
                "is being stopped (killed by its framework): however it ends, it is told as TASK_KILLED");
        script.send(status("t", TASK_KILLED)).expect(told("t", TASK_KILLED));
    }

    @Test
    void a_task_whose_time_is_over_fails() {
        puppet.onOffer = (driver, offer) -> {
            puppet.onOffer = (later, next) -> {};
            driver.launchTasks(
                    List.of(offer.getId()),
                    List.of(Puppet.task(offer, "t", 1, 64).toBuilder()
                            .setMaxCompletionTime(DurationInfo.newBuilder().setNanoseconds(60_000_000_000L))
                            .build()));
        };
        launchedOne().send(status("t", TASK_RUNNING)).advance(Duration.ofMinutes(2));

        refused(
                status("t", TASK_KILLED),
                "max_completion_time has passed): however it ends, it is told as TASK_FAILED");
        script.send(status("t", TASK_FAILED)).expect(told("t", TASK_FAILED).saying("MAX_COMPLETION_TIME"));
    }

    @Test
    void a_state_anyway_goes_past_the_master() {
        List<TaskStatus> seen = new ArrayList<>();
        puppet.onStatus = (driver, status) -> seen.add(status);
        script.send(registered())
                .send(status("x", TASK_RUNNING).healthy(false).message("stale").anyway());

        assertThat(seen).hasSize(1);
        assertThat(seen.get(0).getMessage()).isEqualTo("stale");
        assertThat(seen.get(0).getHealthy()).isFalse();
        assertThat(seen.get(0).hasUuid()).isFalse();
    }

    @Test
    void nothing_goes_past_a_master_that_is_not_there() {
        refused(status("x", TASK_RUNNING).anyway(), "before send(registered())");
        refused(Send.offer("a").cpus(1).anyway(), "before send(registered())");
    }

    /** Conformance point 76: one update at a time. */
    @Test
    void an_update_behind_one_that_is_not_acknowledged_is_held_back() {
        script = FrameworkScript.of(puppet, Puppet.framework()).acknowledgingExplicitly();
        launchedOne().send(status("t", TASK_STARTING)).send(status("t", TASK_RUNNING));

        assertThat(puppet.told).endsWith("TASK_STARTING");
        assertThat(script.history()).contains("holds TASK_RUNNING of 't' back: an earlier update is not acknowledged");
    }
}
