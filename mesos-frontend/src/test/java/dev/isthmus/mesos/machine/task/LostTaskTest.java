package dev.isthmus.mesos.machine.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.machine.MachineRig;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a task that was told lost with its agent. */
class LostTaskTest {

    private static final Agent AGENT = Messages.agent("a1");
    private static final Agent AWAY =
            AGENT.toBuilder().state(AgentState.DISCONNECTED).build();

    private final MachineRig plain = new MachineRig(Messages.framework());
    private final MachineRig explicit = MachineRig.explicit(Messages.framework());

    private static LaunchedTask launch(MachineRig rig) {
        rig.start(AGENT);
        Offer offer = rig.oneOffer();
        rig.launch(offer, Messages.task("t", offer, 0.5, 64));
        return rig.lastLaunched();
    }

    private static void lose(MachineRig rig) {
        rig.see(AWAY).advance(Duration.ofMinutes(10)).forget();
    }

    @Test
    void point_73_point_84_one_that_ends_lost_after_it_was_told_lost_is_not_told_to_run() {
        for (Ending ending : List.of(Ending.AGENT_GONE, Ending.INFRASTRUCTURE, Ending.VANISHED, Ending.PREEMPTED)) {
            MachineRig each = new MachineRig(Messages.framework());
            LaunchedTask task = launch(each);
            each.launched(task);
            lose(each);
            each.end(task, ending, true);
            assertThat(each.states()).as("%s", ending).isEmpty();
        }
    }

    @Test
    void point_84_one_whose_launch_is_refused_after_it_was_told_lost_is_not_told_lost_again() {
        LaunchedTask task = launch(plain);
        plain.answer(task, new LaunchOutcome.Unknown("timed out"));
        lose(plain);
        plain.answer(task, new LaunchOutcome.Refused(LaunchOutcome.Refusal.AGENT_DISCONNECTED, "not there"));
        assertThat(plain.states()).isEmpty();
    }

    /** A framework that reads FINISHED after LOST believes the former. */
    @Test
    void point_84_one_that_finishes_after_it_was_told_lost_is_finished_to_who_asks() {
        finishAfterLoss(explicit);
        TaskStatus.Builder asked = TaskStatus.newBuilder().setState(TaskState.TASK_LOST);
        asked.getTaskIdBuilder().setValue("t");
        explicit.reconcile(asked.build()).reconcile();
        assertThat(explicit.states()).containsExactly(TaskState.TASK_FINISHED, TaskState.TASK_FINISHED);
    }

    @Test
    void point_84_point_104_an_end_told_after_the_loss_is_overruled_as_any_other_by_an_agent_that_is_gone() {
        finishAfterLoss(explicit);
        explicit.gone("a1");
        TaskStatus last = explicit.oneUpdate();
        assertThat(last.getState()).isEqualTo(TaskState.TASK_LOST);
        assertThat(last.hasUuid()).isFalse();
    }

    @Test
    void point_84_an_end_told_after_the_loss_is_delivered_until_it_is_acknowledged() {
        finishAfterLoss(explicit);
        explicit.advance(Duration.ofSeconds(10));
        assertThat(explicit.states()).containsExactly(TaskState.TASK_FINISHED);
        explicit.see(AGENT);
        assertThat(explicit.states()).isEmpty();
        explicit.advance(Duration.ofSeconds(20));
        assertThat(explicit.states()).containsExactly(TaskState.TASK_FINISHED);
    }

    private static void finishAfterLoss(MachineRig rig) {
        LaunchedTask task = launch(rig);
        lose(rig);
        // That it started and ran comes first.
        rig.exit(task, 0).acknowledge(rig.oneUpdate()).acknowledge(rig.oneUpdate());
        assertThat(rig.states()).containsExactly(TaskState.TASK_FINISHED);
    }
}
