package dev.isthmus.simulation.planted.told;

import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.simulation.PassedCallbacks;
import dev.isthmus.simulation.time.ProcessTime;
import java.util.HashMap;
import java.util.Map;

/** That a task starts is told after what comes next. */
public final class StartingAfterRunning extends PassedCallbacks {

    private final Map<String, TaskStatus> held = new HashMap<>();

    /** Over the real one. */
    public StartingAfterRunning(ProcessTime process, SchedulerCallbacks real) {
        super(real);
    }

    @Override
    public void statusUpdate(TaskStatus status) {
        TaskStatus before = held.remove(status.getTaskId().getValue());
        if (status.hasUuid() && status.getState() == TaskState.TASK_STARTING) {
            held.put(status.getTaskId().getValue(), status);
            return;
        }
        real.statusUpdate(status);
        if (before != null) {
            real.statusUpdate(before);
        }
    }
}
