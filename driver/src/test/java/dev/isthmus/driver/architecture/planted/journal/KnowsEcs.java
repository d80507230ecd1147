package dev.isthmus.driver.architecture.planted.journal;

import dev.isthmus.driver.architecture.planted.ecs.KnowsMesos;

/** Knows another module. */
public interface KnowsEcs {
    KnowsMesos other();
}
