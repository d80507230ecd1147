package dev.isthmus.driver.architecture.planted.mesos;

import dev.isthmus.driver.architecture.planted.translators.KnowsEcs;
import org.apache.mesos.Protos.TaskInfo;

/** Knows another module, and the framework's messages. */
public interface KnowsTranslators {
    KnowsEcs other();

    TaskInfo task();
}
