package dev.isthmus.mesos.machine.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.machine.MachineRig;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Reason;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is told of the health of a running task. Here no health check of the framework's kills it. */
class HealthTest {

    private final MachineRig rig = new MachineRig(Messages.framework());

    private LaunchedTask run() {
        rig.start(Messages.agent("a1"));
        Offer offer = rig.oneOffer();
        LaunchedTask task = rig.run(offer, Messages.task("t", offer, 0.5, 64));
        rig.forget();
        return task;
    }

    private MachineRig healthy(LaunchedTask task, boolean healthy) {
        return rig.phase(task, new TaskPhase.Running(List.of("10.1.2.3"), Optional.of(healthy)));
    }

    private TaskStatus asked() {
        TaskStatus.Builder asked = TaskStatus.newBuilder().setState(TaskState.TASK_RUNNING);
        asked.getTaskIdBuilder().setValue("t");
        return rig.reconcile(asked.build()).oneUpdate();
    }

    @Test
    void point_86_recovery_is_told() {
        LaunchedTask task = run();
        for (boolean healthy : List.of(true, false, true, false)) {
            TaskStatus told = healthy(task, healthy).oneUpdate();
            assertThat(told.getState()).isEqualTo(TaskState.TASK_RUNNING);
            assertThat(told.getReason()).isEqualTo(Reason.REASON_TASK_HEALTH_CHECK_STATUS_UPDATED);
            assertThat(told.hasHealthy()).isTrue();
            assertThat(told.getHealthy()).isEqualTo(healthy);
        }
    }

    @Test
    void point_92_of_a_task_that_is_being_killed_no_health_is_told() {
        LaunchedTask task = run();
        healthy(task, true).kill("t").forget();
        healthy(task, false);
        healthy(task, true);
        assertThat(rig.updates()).isEmpty();
    }

    @Test
    void point_95_the_answer_to_reconciliation_says_how_healthy_the_task_is() {
        LaunchedTask task = run();
        assertThat(asked().hasHealthy()).as("nothing is known of it").isFalse();
        for (boolean healthy : List.of(true, false)) {
            healthy(task, healthy).forget();
            TaskStatus answer = asked();
            assertThat(answer.hasHealthy()).isTrue();
            assertThat(answer.getHealthy()).isEqualTo(healthy);
        }
    }
}
