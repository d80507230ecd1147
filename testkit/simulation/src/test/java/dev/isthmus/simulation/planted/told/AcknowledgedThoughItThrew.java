package dev.isthmus.simulation.planted.told;

import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.simulation.PassedCallbacks;
import dev.isthmus.simulation.planted.ToldStatuses;
import dev.isthmus.simulation.time.ProcessTime;

/** An end counts as acknowledged though its callback threw. */
public final class AcknowledgedThoughItThrew extends PassedCallbacks {

    private int ends;

    /** Over the real one. */
    public AcknowledgedThoughItThrew(ProcessTime process, SchedulerCallbacks real) {
        super(real);
    }

    @Override
    public void statusUpdate(TaskStatus status) {
        if (ToldStatuses.isEnd(status) && ++ends % 20 == 0) {
            return;
        }
        real.statusUpdate(status);
    }
}
