package dev.isthmus.testkit.ecs.runtime;

import java.util.function.Consumer;

/** A request of the model to the container runtime. */
public sealed interface Effect {

    /** Does what its case asks for. */
    void match(Consumer<? super Start> start, Consumer<? super Stop> stop, Consumer<? super Forget> forget);

    /** Start this container. */
    record Start(ContainerLaunch launch) implements Effect {
        @Override
        public void match(Consumer<? super Start> start, Consumer<? super Stop> stop, Consumer<? super Forget> forget) {
            start.accept(this);
        }
    }

    /** Ask this container to stop. */
    record Stop(ContainerId container) implements Effect {
        @Override
        public void match(Consumer<? super Start> start, Consumer<? super Stop> stop, Consumer<? super Forget> forget) {
            stop.accept(this);
        }
    }

    /** The task has stopped: what its containers had in common goes with the last of them. */
    record Forget(String taskArn) implements Effect {
        @Override
        public void match(Consumer<? super Start> start, Consumer<? super Stop> stop, Consumer<? super Forget> forget) {
            forget.accept(this);
        }
    }
}
