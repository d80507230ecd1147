package dev.isthmus.cli.demo;

import java.time.Instant;
import org.apache.mesos.Protos.Offer;
import org.apache.mesos.Protos.TaskStatus;

/** Shows events as they happen. Called on the driver's thread, so it must be quick. */
interface Display {

    /** The driver has registered the framework under this id. */
    void registered(String frameworkId, String master, Instant now);

    /** An offer has come. */
    void offered(Offer offer, Instant now);

    /** A task is being launched. */
    void launched(PlannedTask task, Offer offer, Instant now);

    /** A task is in another state. */
    void changed(TaskStatus status, Instant now);

    /** A task is being killed, because it was planned to be. */
    void killing(PlannedTask task, Instant now);

    /** Draws again. Called periodically, on another thread. */
    default void tick(Board board, Instant now) {}
}
