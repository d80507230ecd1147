package dev.isthmus.testkit.framework.architecture.planted;

import com.google.protobuf.ByteString;
import dev.isthmus.driver.ECSSchedulerDriver;
import java.time.Instant;
import org.apache.mesos.Protos.TaskInfo;

/** Breaks every rule of this module on purpose. */
public final class KnowsTooMuch {

    /** The framework's protobuf. */
    ByteString data(TaskInfo task) {
        return task.getData();
    }

    /** The driver beyond its border. */
    Class<?> driver() {
        return ECSSchedulerDriver.class;
    }

    /** The real time. */
    Instant now() {
        return Instant.now();
    }
}
