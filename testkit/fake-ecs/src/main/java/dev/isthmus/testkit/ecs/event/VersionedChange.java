package dev.isthmus.testkit.ecs.event;

import java.time.Instant;
import java.util.function.Function;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.Task;

/** Something has changed, and is as it was right after that. */
public sealed interface VersionedChange {
    /** When, as the cluster's clock showed it. */
    Instant at();

    /** What follows from it, in each of its cases. */
    <R> R fold(Function<? super OfTask, ? extends R> task, Function<? super OfInstance, ? extends R> instance);

    /** A task has. */
    record OfTask(Task task, Instant at) implements VersionedChange {
        @Override
        public <R> R fold(
                Function<? super OfTask, ? extends R> ofTask, Function<? super OfInstance, ? extends R> ofInstance) {
            return ofTask.apply(this);
        }
    }

    /** A container instance has. */
    record OfInstance(ContainerInstance instance, Instant at) implements VersionedChange {
        @Override
        public <R> R fold(
                Function<? super OfTask, ? extends R> ofTask, Function<? super OfInstance, ? extends R> ofInstance) {
            return ofInstance.apply(this);
        }
    }
}
