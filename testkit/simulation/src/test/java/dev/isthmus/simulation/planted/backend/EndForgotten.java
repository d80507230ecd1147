package dev.isthmus.simulation.planted.backend;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskLauncher;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.simulation.PassedBackend;
import dev.isthmus.simulation.time.ProcessTime;

/** Every tenth end is not told to the frontend. */
public final class EndForgotten extends PassedBackend {

    private int ends;

    /** Over the real one. */
    public EndForgotten(ProcessTime process, Backend real) {
        super(process, real);
    }

    @Override
    protected void task(TaskEvent event, TaskLauncher.Listener listener) {
        if (!(event.phase() instanceof TaskPhase.Ended) || ++ends % 10 != 0) {
            listener.taskChanged(event);
        }
    }
}
