package dev.isthmus.testkit.ecs.placement;

import dev.isthmus.testkit.ecs.state.InstanceState;
import dev.isthmus.testkit.ecs.state.LaunchRequest;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Attribute;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** Whether a task can run on an instance: the reasons of "API failures messages" in the developer guide. */
final class Placement {
    private Placement() {}

    /** Why not, as a failure's reason; null if it can. */
    static @Nullable String refusal(InstanceState instance, LaunchRequest request) {
        if (!instance.status().equals("ACTIVE")) {
            return "INACTIVE";
        }
        if (!instance.agentConnected()) {
            return "AGENT";
        }
        if (!hasAttributes(instance, request.definition())) {
            return "ATTRIBUTE";
        }
        if (!isInReach(instance, request)) {
            return "LOCATION";
        }
        String lacking = instance.lacking(request.demand());
        return lacking == null ? null : "RESOURCE:" + lacking;
    }

    /** An interface can be attached to an instance of the zone of its subnet only. */
    private static boolean isInReach(InstanceState instance, LaunchRequest request) {
        return request.subnets().isEmpty()
                || request.subnetIn(instance.spec.availabilityZone()).isPresent();
    }

    private static boolean hasAttributes(InstanceState instance, TaskDefinition definition) {
        return definition.requiresAttributes().stream().map(Attribute::name).allMatch(instance.attributes::containsKey);
    }
}
