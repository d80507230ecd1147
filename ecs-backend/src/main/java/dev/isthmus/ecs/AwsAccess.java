package dev.isthmus.ecs;

import dev.isthmus.api.backend.BackendContext;
import dev.isthmus.ecs.host.HostLookup;
import dev.isthmus.ecs.logs.LogReader;
import dev.isthmus.ecs.sdk.EcsCalls;
import dev.isthmus.ecs.sdk.Target;
import dev.isthmus.ecs.sqs.EventQueue;
import java.util.Optional;
import java.util.function.Consumer;

/** How a backend reaches AWS: over the network, or, in a simulation, in memory. */
public interface AwsAccess {

    /** Over the network, with the AWS SDK. */
    static AwsAccess network() {
        return new NetworkAccess();
    }

    /**
     * Opens the access to ECS.
     *
     * @param context of the backend: its settings, clock and fence
     * @param target the cluster
     * @param places the largest number of concurrent calls
     */
    EcsCalls ecs(BackendContext context, Target target, int places);

    /**
     * Opens the access to EC2.
     *
     * @param steps runs a step of the backend: answers are passed on in one
     * @return empty if EC2 is not asked
     */
    Optional<HostLookup> ec2(BackendContext context, Target target, Consumer<Runnable> steps);

    /**
     * Opens the queue of events, without connecting.
     *
     * @return empty if there is none
     */
    default Optional<EventQueue> events(BackendContext context, Target target) {
        return Optional.empty();
    }

    /**
     * Opens the logs of tasks, without connecting.
     *
     * @return empty if they are not read
     */
    default Optional<LogReader> logs(BackendContext context, Target target) {
        return Optional.empty();
    }
}
