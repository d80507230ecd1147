package dev.isthmus.simulation.planted.told;

import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.simulation.PassedCallbacks;
import dev.isthmus.simulation.planted.ToldStatuses;
import dev.isthmus.simulation.time.ProcessTime;
import java.util.TreeMap;

/** When an agent goes, its tasks are told lost, those that have ended as well. */
public final class LostAfterEnd extends PassedCallbacks {

    private final TreeMap<String, TaskStatus> ended = new TreeMap<>();

    /** Over the real one. */
    public LostAfterEnd(ProcessTime process, SchedulerCallbacks real) {
        super(real);
    }

    @Override
    public void statusUpdate(TaskStatus status) {
        if (ToldStatuses.isEnd(status)) {
            ended.put(status.getTaskId().getValue(), status);
        }
        real.statusUpdate(status);
    }

    @Override
    public void slaveLost(SlaveID agent) {
        real.slaveLost(agent);
        for (TaskStatus end : ended.values()) {
            if (end.getSlaveId().equals(agent) && end.getState() != TaskState.TASK_LOST) {
                real.statusUpdate(ToldStatuses.changed(end, TaskState.TASK_LOST));
            }
        }
    }
}
