package dev.isthmus.simulation.planted.backend;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskLauncher;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.simulation.PassedBackend;
import dev.isthmus.simulation.time.ProcessTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/** A task that nobody has seen for ten seconds is taken for gone. */
public final class VanishedTooSoon extends PassedBackend {

    private final Map<LaunchId, Integer> changes = new HashMap<>();

    /** Over the real one. */
    public VanishedTooSoon(ProcessTime process, Backend real) {
        super(process, real);
    }

    @Override
    protected void task(TaskEvent event, TaskLauncher.Listener listener) {
        LaunchId launch = event.task().launch();
        int number = changes.merge(launch, 1, Integer::sum);
        listener.taskChanged(event);
        if (!(event.phase() instanceof TaskPhase.Ended)) {
            var unused = process.after(Duration.ofSeconds(10), () -> {
                if (changes.get(launch) == number) {
                    listener.taskChanged(new TaskEvent(
                            event.task(),
                            new TaskPhase.Ended(Ending.VANISHED, OptionalInt.empty(), true, "it is not seen"),
                            process.now()));
                }
            });
        }
    }
}
