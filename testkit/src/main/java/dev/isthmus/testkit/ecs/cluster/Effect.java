package dev.isthmus.testkit.ecs.cluster;

import dev.isthmus.testkit.ecs.runtime.ContainerId;
import dev.isthmus.testkit.ecs.runtime.ContainerLaunch;
import java.util.function.Consumer;

/** What the model wants done by the container runtime. */
public sealed interface Effect {

    /** Does what its case asks for. */
    void match(Consumer<? super Start> start, Consumer<? super Stop> stop);

    /** Start this container. */
    record Start(ContainerLaunch launch) implements Effect {
        @Override
        public void match(Consumer<? super Start> start, Consumer<? super Stop> stop) {
            start.accept(this);
        }
    }

    /** Ask this container to stop. */
    record Stop(ContainerId container) implements Effect {
        @Override
        public void match(Consumer<? super Start> start, Consumer<? super Stop> stop) {
            stop.accept(this);
        }
    }
}
