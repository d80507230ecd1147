package dev.isthmus.testkit.ecs.architecture.planted.query;

import dev.isthmus.testkit.ecs.architecture.planted.state.KnowsPlacement;

/** On purpose: the query language looks at the state itself. */
public final class KnowsState {

    Class<?> state() {
        return KnowsPlacement.class;
    }
}
