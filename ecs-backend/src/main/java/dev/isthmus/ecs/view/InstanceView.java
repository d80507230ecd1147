package dev.isthmus.ecs.view;

import dev.isthmus.api.resource.Resources;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A container instance as ECS describes it.
 *
 * @param arn its ARN
 * @param status such as {@code ACTIVE} or {@code DRAINING}; not a closed set
 * @param connected whether its agent is connected
 * @param machineId its id in EC2 or Systems Manager, if it has one
 * @param registered all it has, in dialect ecs
 * @param remaining what is free of that, in dialect ecs
 * @param attributes by name; without a value, the empty text
 * @param agentVersion of the ECS agent on it, if ECS says
 */
public record InstanceView(
        String arn,
        String status,
        boolean connected,
        Optional<String> machineId,
        Resources registered,
        Resources remaining,
        SortedMap<String, String> attributes,
        Optional<EcsAgentVersion> agentVersion) {

    /** With an agent of which the version is not known. */
    public InstanceView(
            String arn,
            String status,
            boolean connected,
            Optional<String> machineId,
            Resources registered,
            Resources remaining,
            SortedMap<String, String> attributes) {
        this(arn, status, connected, machineId, registered, remaining, attributes, Optional.empty());
    }

    /** Copies the map. */
    public InstanceView {
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }

    /** The same instance, taking no new tasks. */
    public InstanceView draining() {
        return new InstanceView(arn, "DRAINING", connected, machineId, registered, remaining, attributes, agentVersion);
    }

    /** The last part of an ARN, which is the id of the resource. */
    public static String idOf(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }
}
