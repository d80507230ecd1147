package dev.isthmus.testkit.ecs.cluster;

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
        String lacking = instance.lacking(request.demand());
        return lacking == null ? null : "RESOURCE:" + lacking;
    }

    private static boolean hasAttributes(InstanceState instance, TaskDefinition definition) {
        return definition.requiresAttributes().stream().map(Attribute::name).allMatch(instance.attributes::containsKey);
    }
}
