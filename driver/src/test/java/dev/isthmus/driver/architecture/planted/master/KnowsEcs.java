package dev.isthmus.driver.architecture.planted.master;

import dev.isthmus.driver.architecture.planted.ecs.KnowsMesos;
import java.util.ServiceLoader;
import software.amazon.awssdk.services.ecs.model.Task;

/** Knows another module, AWS, and the way to find providers. */
public interface KnowsEcs {
    KnowsMesos other();

    Task task();

    ServiceLoader<KnowsEcs> providers();
}
