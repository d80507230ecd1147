package dev.isthmus.testkit.ecs.architecture.planted.placement;

import dev.isthmus.testkit.ecs.FakeEcs;
import java.time.Instant;

/** On purpose: the model asks the real time, and knows the fake around it. */
public final class AsksAClock {

    Instant now() {
        return Instant.now();
    }

    Class<?> around() {
        return FakeEcs.class;
    }
}
