package dev.isthmus.ecs.view;

import dev.isthmus.api.inventory.AgentAttributes;
import dev.isthmus.api.resource.Resources;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A container instance as ECS describes it.
 *
 * @param arn its ARN
 * @param status such as {@code ACTIVE} or {@code DRAINING}; not a closed set
 * @param connected whether its agent is connected
 * @param machineId its id in EC2 or Systems Manager, if it has one
 * @param registered its resources, in dialect ecs
 * @param remaining its free resources, in dialect ecs
 * @param attributes by name; without a value, the empty text
 * @param agentVersion of the ECS agent on it, if ECS says
 * @param version increases with each change of it; 0 if ECS does not say
 * @param provider the capacity provider that it belongs to, if ECS names one
 */
public record InstanceView(
        String arn,
        String status,
        boolean connected,
        Optional<String> machineId,
        Resources registered,
        Resources remaining,
        SortedMap<String, String> attributes,
        Optional<EcsAgentVersion> agentVersion,
        long version,
        Optional<String> provider) {

    /** An instance of no capacity provider. */
    public InstanceView(
            String arn,
            String status,
            boolean connected,
            Optional<String> machineId,
            Resources registered,
            Resources remaining,
            SortedMap<String, String> attributes,
            Optional<EcsAgentVersion> agentVersion,
            long version) {
        this(
                arn,
                status,
                connected,
                machineId,
                registered,
                remaining,
                attributes,
                agentVersion,
                version,
                Optional.empty());
    }

    /** An instance with an agent of unknown version. */
    public InstanceView(
            String arn,
            String status,
            boolean connected,
            Optional<String> machineId,
            Resources registered,
            Resources remaining,
            SortedMap<String, String> attributes) {
        this(arn, status, connected, machineId, registered, remaining, attributes, Optional.empty(), 0);
    }

    /** Copies the map. */
    public InstanceView {
        attributes = AgentAttributes.of(attributes);
    }

    /** The same instance with status DRAINING. */
    public InstanceView draining() {
        return new InstanceView(
                arn,
                "DRAINING",
                connected,
                machineId,
                registered,
                remaining,
                attributes,
                agentVersion,
                version,
                provider);
    }

    /** The id of a resource: the last part of its ARN. */
    public static String idOf(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }
}
