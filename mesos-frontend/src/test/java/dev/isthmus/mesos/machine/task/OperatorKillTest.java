package dev.isthmus.mesos.machine.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.machine.MachineRig;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo.Capability;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.status.StopCause;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** A kill that the operator wants, and not the framework. */
class OperatorKillTest {

    private final MachineRig rig = new MachineRig(Messages.framework(Capability.Type.TASK_KILLING_STATE));

    private LaunchedTask launch() {
        rig.start(Messages.agent("a1"));
        Offer offer = rig.oneOffer();
        rig.launch(offer, Messages.task("t", offer, 0.5, 64));
        return rig.lastLaunched();
    }

    private void kill(String task) {
        rig.feed(new Input.KilledByOperator(task));
    }

    @Test
    void the_framework_is_told_that_an_operator_killed_it() {
        LaunchedTask task = launch();
        rig.launched(task).running(task).forget();
        kill("t");
        assertThat(rig.stops()).extracting(Output.Stop::reason).containsExactly("killed by an operator");
        rig.phase(task, new TaskPhase.Ended(Ending.STOPPED, OptionalInt.of(143), true, StopCause.BY_OPERATOR.words()));
        assertThat(rig.updates())
                .extracting(TaskStatus::getState, TaskStatus::getMessage)
                .containsExactly(
                        tuple(TaskState.TASK_KILLING, ""),
                        tuple(TaskState.TASK_KILLED, "killed by an operator: Command exited with status 143"));
    }

    @Test
    void one_that_is_not_launched_yet_is_stopped_as_soon_as_it_is() {
        LaunchedTask task = launch();
        kill("t");
        assertThat(rig.stops()).isEmpty();
        assertThat(rig.launched(task).stops())
                .extracting(Output.Stop::reason)
                .containsExactly(StopCause.BY_OPERATOR.words());
    }

    /** Who reads the message of a kill is not told that it was somebody else's. */
    @Test
    void what_its_framework_kills_first_stays_killed_by_it() {
        LaunchedTask task = launch();
        rig.launched(task).running(task).forget();
        rig.kill("t");
        kill("t");
        assertThat(rig.stops()).extracting(Output.Stop::reason).containsExactly(StopCause.KILLED.words());
    }

    @Test
    void nothing_comes_of_one_that_has_ended_or_never_was() {
        LaunchedTask task = launch();
        rig.launched(task).running(task).exit(task, 0).forget();
        kill("t");
        kill("never");
        assertThat(rig.stops()).isEmpty();
        assertThat(rig.updates()).isEmpty();
    }
}
