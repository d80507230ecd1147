package dev.isthmus.testkit.ecs.events;

import dev.isthmus.testkit.ecs.control.ControlPlane;
import java.net.URI;
import java.time.Instant;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** How events reach a test; a fake cluster implements it. */
public interface EventAccess {
    /** Does something with the control plane, at the present time, and then what follows from it. */
    <T> T plane(BiFunction<Instant, ControlPlane, T> action);

    /** Tells this one of each event, from now on. */
    void watchEvents(Consumer<String> watcher);

    /** What the URLs of queues begin with. */
    URI queueEndpoint();
}
