package dev.isthmus.ecs.event;

import dev.isthmus.ecs.engine.EngineRig;
import dev.isthmus.ecs.launch.LaunchMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A cluster in which nothing happens any more, when its tasks run. */
final class Resting extends EventBench {

    private final int tasks;

    /**
     * Sets it up.
     *
     * @param hears whether events come
     */
    Resting(boolean hears, int instances, int tasks) {
        queue = hears ? Optional.of(events) : Optional.empty();
        this.tasks = tasks;
        for (int i = 0; i < instances; i++) {
            ecs.addInstance("i" + i);
        }
    }

    long readsInAnHour() {
        EngineRig engine = started(LaunchMode.RUN_TASK);
        rig.advance(Duration.ofMinutes(1));
        int each = ecs.instances.size();
        for (int i = 0; i < tasks; i++) {
            engine.launch(launch("t" + i, "i" + i % each), outcomes::add);
        }
        rig.advance(Duration.ofSeconds(tasks / 10 + 10));
        List.copyOf(ecs.tasks.keySet()).forEach(ecs::run);
        rig.advance(Duration.ofMinutes(20));
        rig.begun.clear();
        rig.advance(Duration.ofHours(1));
        return reads();
    }
}
