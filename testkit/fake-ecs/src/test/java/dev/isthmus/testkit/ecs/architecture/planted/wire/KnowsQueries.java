package dev.isthmus.testkit.ecs.architecture.planted.wire;

import dev.isthmus.testkit.ecs.architecture.planted.query.KnowsState;

/** On purpose: the protocol knows what is asked in it. */
public final class KnowsQueries {

    Class<?> query() {
        return KnowsState.class;
    }
}
