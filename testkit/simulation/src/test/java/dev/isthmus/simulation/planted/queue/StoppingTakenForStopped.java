package dev.isthmus.simulation.planted.queue;

import dev.isthmus.ecs.sqs.EventQueue;
import dev.isthmus.ecs.view.TaskView;
import dev.isthmus.simulation.time.ProcessTime;
import java.util.List;

/** An event of a task that is being stopped is taken for its end. */
public final class StoppingTakenForStopped extends PassedQueue {

    private static final List<String> STOPPING = List.of("DEACTIVATING", "STOPPING", "DEPROVISIONING");

    /** Over the real one. */
    public StoppingTakenForStopped(ProcessTime process, EventQueue real) {
        super(real);
    }

    @Override
    TaskView changed(TaskView task) {
        return STOPPING.contains(task.lastStatus()) ? with(task, task.version(), "STOPPED") : task;
    }
}
