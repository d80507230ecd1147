package dev.isthmus.simulation.planted.told;

import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.simulation.PassedCallbacks;
import dev.isthmus.simulation.time.ProcessTime;
import java.time.Duration;

/** An update counts as acknowledged before the framework has it. */
public final class AcknowledgedBeforeTold extends PassedCallbacks {

    private final ProcessTime process;

    /** Over the real one. */
    public AcknowledgedBeforeTold(ProcessTime process, SchedulerCallbacks real) {
        super(real);
        this.process = process;
    }

    @Override
    public void statusUpdate(TaskStatus status) {
        var unused = process.after(Duration.ofSeconds(2), () -> real.statusUpdate(status));
    }
}
