package dev.isthmus.testkit.ecs.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.Task;

/** Collects changes of state, each as things were right after it, if anybody wants them: it costs a description a change. */
public final class ChangeLog {
    private final Supplier<Instant> clock;
    private final List<VersionedChange> changes = new ArrayList<>();
    private boolean wanted;

    public ChangeLog(Supplier<Instant> clock) {
        this.clock = clock;
    }

    /** Collects from now on. */
    public void begin() {
        wanted = true;
    }

    public void changed(Supplier<VersionedChange> change) {
        if (wanted) {
            changes.add(change.get());
        }
    }

    public void task(Supplier<Task> task) {
        changed(() -> new VersionedChange.OfTask(task.get(), clock.get()));
    }

    public void instance(Supplier<ContainerInstance> instance) {
        changed(() -> new VersionedChange.OfInstance(instance.get(), clock.get()));
    }

    /** Hands out, once, what has changed, in order. */
    public List<VersionedChange> take() {
        List<VersionedChange> taken = List.copyOf(changes);
        changes.clear();
        return taken;
    }
}
