package dev.isthmus.simulation.planted.told;

import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.simulation.PassedCallbacks;
import dev.isthmus.simulation.time.ProcessTime;
import java.time.Duration;

/** Answers are held for minutes. */
public final class AnswersHeldTooLong extends PassedCallbacks {

    private final ProcessTime process;

    /** Over the real one. */
    public AnswersHeldTooLong(ProcessTime process, SchedulerCallbacks real) {
        super(real);
        this.process = process;
    }

    @Override
    public void statusUpdate(TaskStatus status) {
        if (status.hasUuid()) {
            real.statusUpdate(status);
        } else {
            var unused = process.after(Duration.ofMinutes(4), () -> real.statusUpdate(status));
        }
    }
}
