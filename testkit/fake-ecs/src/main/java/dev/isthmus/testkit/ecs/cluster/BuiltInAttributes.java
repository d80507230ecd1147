package dev.isthmus.testkit.ecs.cluster;

import java.util.LinkedHashMap;
import java.util.Map;

/** The attributes that an ECS agent on Linux registers by itself; an empty value stands for a name alone. */
public final class BuiltInAttributes {
    private BuiltInAttributes() {}

    public static Map<String, String> of(InstanceSpec spec) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("ecs.availability-zone", spec.availabilityZone());
        attributes.put("ecs.instance-type", spec.instanceType());
        attributes.put("ecs.os-type", "linux");
        attributes.put("ecs.os-family", "LINUX");
        attributes.put("ecs.cpu-architecture", "x86_64");
        attributes.put("ecs.capability.execution-role-awslogs", "");
        attributes.put("ecs.capability.task-eni", "");
        attributes.put("com.amazonaws.ecs.capability.privileged-container", "");
        attributes.put("com.amazonaws.ecs.capability.task-iam-role", "");
        attributes.put("com.amazonaws.ecs.capability.docker-remote-api.1.19", "");
        attributes.put("com.amazonaws.ecs.capability.docker-remote-api.1.21", "");
        attributes.put("com.amazonaws.ecs.capability.logging-driver.awslogs", "");
        attributes.put("com.amazonaws.ecs.capability.logging-driver.json-file", "");
        if (spec.agent().readsSecrets()) {
            attributes.put("ecs.capability.private-registry-authentication.secretsmanager", "");
            attributes.put("ecs.capability.secrets.asm.environment-variables", "");
            attributes.put("ecs.capability.secrets.ssm.environment-variables", "");
        }
        if (spec.agent().ordersContainers()) {
            attributes.put("ecs.capability.container-ordering", "");
        }
        return attributes;
    }
}
