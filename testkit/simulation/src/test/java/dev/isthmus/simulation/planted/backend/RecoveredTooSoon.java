package dev.isthmus.simulation.planted.backend;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskLauncher;
import dev.isthmus.simulation.PassedBackend;
import dev.isthmus.simulation.time.ProcessTime;
import java.time.Duration;
import java.time.Instant;

/** All tasks count as known again from the start, and as seen, while those of earlier lives are told seconds later: questions are answered in between. */
public final class RecoveredTooSoon extends PassedBackend {

    private static final Duration LATE = Duration.ofSeconds(5);

    private Instant lateUntil = Instant.MIN;

    /** Over the real one. */
    public RecoveredTooSoon(ProcessTime process, Backend real) {
        super(process, real);
    }

    @Override
    protected void began(TaskLauncher.Listener listener) {
        lateUntil = process.now().plus(LATE);
        listener.recovered();
    }

    @Override
    protected void recovered(TaskLauncher.Listener listener) {}

    @Override
    protected void task(TaskEvent event, TaskLauncher.Listener listener) {
        if (process.now().isBefore(lateUntil)) {
            var unused = process.after(LATE, () -> listener.taskChanged(event));
        } else {
            listener.taskChanged(event);
        }
    }

    @Override
    protected Duration window(TaskLauncher launcher) {
        return Duration.ZERO;
    }
}
