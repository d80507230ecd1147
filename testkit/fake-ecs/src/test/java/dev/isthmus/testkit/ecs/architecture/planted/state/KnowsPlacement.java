package dev.isthmus.testkit.ecs.architecture.planted.state;

import dev.isthmus.testkit.ecs.architecture.planted.placement.AsksAClock;

/** On purpose: what a task is looks at where it is placed. */
public final class KnowsPlacement {

    Class<?> placement() {
        return AsksAClock.class;
    }
}
