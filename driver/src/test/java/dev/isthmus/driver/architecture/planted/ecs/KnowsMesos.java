package dev.isthmus.driver.architecture.planted.ecs;

import dev.isthmus.driver.architecture.planted.mesos.KnowsTranslators;
import dev.isthmus.mesos.messages.Protos.TaskInfo;

/** Knows another module, and the private messages. */
public interface KnowsMesos {
    KnowsTranslators other();

    TaskInfo task();
}
