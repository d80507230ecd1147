package dev.isthmus.testkit.ecs.architecture.planted.control;

import dev.isthmus.testkit.ecs.FakeEcs;

/** On purpose: the control plane knows the server that owns it. */
public final class KnowsItsOwner {

    Class<?> owner() {
        return FakeEcs.class;
    }
}
