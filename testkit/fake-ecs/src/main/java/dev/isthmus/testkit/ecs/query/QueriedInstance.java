package dev.isthmus.testkit.ecs.query;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the cluster query language can ask of a container instance. */
public interface QueriedInstance {
    /** As in {@code ACTIVE}. */
    String status();

    /** Whether its agent is connected. */
    boolean agentConnected();

    /** Three numbers, as in {@code 1.97.0}. */
    String agentVersion();

    /** As in {@code i-0a}. */
    String ec2InstanceId();

    /** When it was registered. */
    Instant registeredAt();

    /** How many of its tasks are to run. */
    int runningTasks();

    /** How many of its tasks are PENDING. */
    int pendingTasks();

    /** The groups of its tasks, each once. */
    List<String> taskGroups();

    /** The value of an attribute, built in or custom; empty text for a name alone. */
    Optional<String> attribute(String name);
}
