package dev.isthmus.mesos.machine.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.machine.MachineRig;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Reason;
import org.junit.jupiter.api.Test;

/** Tasks that ask for next to nothing. */
class TinyResourcesTest {

    private final MachineRig rig = new MachineRig(Messages.framework());

    private Offer offer() {
        rig.start(Messages.agent("a1"));
        return rig.oneOffer();
    }

    @Test
    void point_30_point_59_a_task_may_be_smaller_than_the_smallest_offer() {
        Offer offer = offer();
        TaskInfo.Builder task = Messages.task("t", offer, 0.001, 1).toBuilder();
        rig.run(offer, task.build());
        assertThat(rig.states()).containsExactly(TaskState.TASK_STARTING, TaskState.TASK_RUNNING);
        assertThat(rig.lastLaunched().demand()).hasToString("cpus:0.001; mem:1");
    }

    @Test
    void point_119_a_task_whose_tiny_cpus_were_skipped_in_a_sum_is_launched_with_its_memory() {
        // So it comes from a sender that sums up cpus:0.00001 and mem:1 as Mesos does.
        Offer offer = offer();
        rig.run(
                offer,
                Messages.task("t", offer, 0.00001, 1).toBuilder()
                        .removeResources(0)
                        .build());
        assertThat(rig.states()).containsExactly(TaskState.TASK_STARTING, TaskState.TASK_RUNNING);
        assertThat(rig.lastLaunched().demand()).hasToString("mem:1");
    }

    @Test
    void point_60_point_118_a_tiny_value_that_is_written_out_is_refused() {
        Offer offer = offer();
        rig.launch(offer, Messages.task("t", offer, 0.00001, 1));
        TaskStatus refused = rig.oneUpdate();
        assertThat(refused.getState()).isEqualTo(TaskState.TASK_ERROR);
        assertThat(refused.getReason()).isEqualTo(Reason.REASON_TASK_INVALID);
        assertThat(rig.launches()).isEmpty();
    }
}
