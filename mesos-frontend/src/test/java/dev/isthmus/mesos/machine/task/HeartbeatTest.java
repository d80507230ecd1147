package dev.isthmus.mesos.machine.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.machine.MachineRig;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo.Capability;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Reason;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Marathon over a restart: after 15 s without a callback it asks for a made-up task on a made-up agent, and when five such questions in a row were not
 * answered in time it ends itself.
 */
class HeartbeatTest {

    private static final Duration INTERVAL = Duration.ofSeconds(15);

    private int asked;

    private static FrameworkInfo marathon() {
        FrameworkInfo.Builder info =
                Messages.framework(Capability.Type.PARTITION_AWARE).toBuilder().setFailoverTimeout(604800);
        info.getIdBuilder().setValue("marathon");
        return info.build();
    }

    private static MachineRig restarted(Duration window) {
        JournalEntry lease = new JournalEntry.Lease(MachineRig.BEGIN, Duration.ofDays(7), Map.of());
        return MachineRig.showingLate(
                Optional.of(JournalSnapshot.of(List.of(lease))), MachineRig.BEGIN.plusSeconds(5), window, marathon());
    }

    private static TaskStatus question(String task, String agent) {
        TaskStatus.Builder status = TaskStatus.newBuilder().setState(TaskState.TASK_RUNNING);
        status.getTaskIdBuilder().setValue(task);
        status.getSlaveIdBuilder().setValue(agent);
        return status.build();
    }

    private TaskStatus heartbeat() {
        asked++;
        return question("fake-marathon-pacemaker-task-" + asked, "fake-marathon-pacemaker-agent-" + asked);
    }

    private static boolean isAnswer(TaskStatus asked, TaskStatus told) {
        return told.getTaskId().equals(asked.getTaskId())
                && told.getSlaveId().equals(asked.getSlaveId())
                && told.getState() == TaskState.TASK_UNKNOWN
                && told.getSource() == Source.SOURCE_MASTER
                && told.getReason() == Reason.REASON_RECONCILIATION;
    }

    /** Lets an idle Marathon live for five minutes; how many heartbeats in a row it missed at most. */
    private int live(MachineRig rig) {
        int missed = 0;
        int most = 0;
        Instant end = rig.now().plus(Duration.ofMinutes(5));
        // Its stored statuses, 15 s after the start, and then all of them.
        rig.advance(INTERVAL).forgetCallbacks();
        rig.reconcile(question("stored", "a1")).reconcile();
        while (rig.now().isBefore(end)) {
            TaskStatus heartbeat = heartbeat();
            rig.reconcile(heartbeat).advance(INTERVAL);
            missed = rig.updates().stream().anyMatch(told -> isAnswer(heartbeat, told)) ? 0 : missed + 1;
            most = Math.max(most, missed);
            rig.forgetCallbacks();
        }
        return most;
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 60, 90, 120, 3600})
    void point_101_an_idle_marathon_misses_no_heartbeat_after_a_restart_whatever_the_window(int window) {
        MachineRig rig = restarted(Duration.ofSeconds(window));
        rig.start(Messages.agent("a1"));
        assertThat(live(rig)).isZero();
    }

    @Test
    void point_101_a_question_that_names_an_agent_which_is_not_there_is_answered_at_once() {
        MachineRig rig = restarted(MachineRig.WINDOW);
        rig.start(Messages.agent("a1"));
        TaskStatus heartbeat = heartbeat();
        rig.reconcile(heartbeat, question("stored", "a1"));
        assertThat(isAnswer(heartbeat, rig.oneUpdate())).isTrue();
        rig.advance(MachineRig.WINDOW);
        assertThat(rig.oneUpdate().getTaskId().getValue()).isEqualTo("stored");
    }

    @Test
    void point_101_who_waits_for_a_task_on_an_agent_that_goes_is_answered_then() {
        MachineRig rig = restarted(MachineRig.WINDOW);
        rig.start(Messages.agent("a1"));
        rig.reconcile(question("stored", "a1"));
        assertThat(rig.updates()).isEmpty();
        rig.gone("a1");
        assertThat(rig.oneUpdate().getState()).isEqualTo(TaskState.TASK_GONE_BY_OPERATOR);
        rig.advance(MachineRig.WINDOW);
        assertThat(rig.updates()).isEmpty();
    }

    /** The question was about the task of an earlier process; the end of the one launched since is the answer. */
    @Test
    void point_101_a_task_launched_meanwhile_has_one_end_when_its_agent_goes() {
        MachineRig rig = restarted(MachineRig.WINDOW);
        rig.start(Messages.agent("a1"));
        rig.reconcile(question("again", "a1"));
        rig.launch(rig.oneOffer(), Messages.task("again", "a1", 1, 128));
        rig.forgetCallbacks();
        rig.gone("a1");
        assertThat(rig.oneUpdate().getState()).isEqualTo(TaskState.TASK_GONE_BY_OPERATOR);
        rig.advance(MachineRig.WINDOW);
        assertThat(rig.updates()).isEmpty();
    }
}
