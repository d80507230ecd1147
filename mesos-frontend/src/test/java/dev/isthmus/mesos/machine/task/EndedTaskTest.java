package dev.isthmus.mesos.machine.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.machine.MachineRig;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo.Capability;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A task that has run and ended, and whose end is not acknowledged. */
class EndedTaskTest {

    @Test
    void point_93_killing_it_says_nothing_and_stops_nothing() {
        for (Capability.Type capability :
                List.of(Capability.Type.TASK_KILLING_STATE, Capability.Type.PARTITION_AWARE)) {
            MachineRig rig = MachineRig.explicit(Messages.framework(capability));
            rig.start(Messages.agent("a1"));
            Offer offer = rig.oneOffer();
            LaunchedTask task = rig.run(offer, Messages.task("t", offer, 0.5, 64));
            rig.acknowledge(rig.oneUpdate()).acknowledge(rig.oneUpdate()).exit(task, 0);
            TaskStatus finished = rig.oneUpdate();
            assertThat(finished.getState()).isEqualTo(TaskState.TASK_FINISHED);
            rig.forget();
            rig.kill("t").kill("t");
            assertThat(rig.callbacks()).isEmpty();
            assertThat(rig.stops()).isEmpty();
            rig.acknowledge(finished);
            assertThat(rig.callbacks()).as("nothing waited behind the end").isEmpty();
        }
    }
}
