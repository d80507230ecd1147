package dev.isthmus.simulation.planted.told;

import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.simulation.PassedCallbacks;
import dev.isthmus.simulation.planted.ToldStatuses;
import dev.isthmus.simulation.time.ProcessTime;
import java.util.Optional;

/** When the connection is back, the last end is told again. */
public final class EndsToldAgain extends PassedCallbacks {

    private Optional<TaskStatus> last = Optional.empty();

    /** Over the real one. */
    public EndsToldAgain(ProcessTime process, SchedulerCallbacks real) {
        super(real);
    }

    @Override
    public void statusUpdate(TaskStatus status) {
        if (ToldStatuses.isEnd(status)) {
            last = Optional.of(status);
        }
        real.statusUpdate(status);
    }

    @Override
    public void reregistered(MasterInfo master) {
        real.reregistered(master);
        last.ifPresent(real::statusUpdate);
    }
}
