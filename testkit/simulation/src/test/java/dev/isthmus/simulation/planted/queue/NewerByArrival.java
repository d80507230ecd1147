package dev.isthmus.simulation.planted.queue;

import dev.isthmus.ecs.sqs.EventQueue;
import dev.isthmus.ecs.view.TaskView;
import dev.isthmus.simulation.time.ProcessTime;

/** What comes later counts as newer, whatever version it has. */
public final class NewerByArrival extends PassedQueue {

    private long arrived = 1_000;

    /** Over the real one. */
    public NewerByArrival(ProcessTime process, EventQueue real) {
        super(real);
    }

    @Override
    TaskView changed(TaskView task) {
        return with(task, ++arrived, task.lastStatus());
    }
}
