package dev.isthmus.ecs.sdk.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.NetworkBinding;
import software.amazon.awssdk.services.ecs.model.NetworkInterface;
import software.amazon.awssdk.services.ecs.model.Task;

/** Writes what EventBridge would send of a task. Source: "Amazon ECS events" in the developer guide. */
final class EventText {

    private EventText() {}

    static String of(Task task) {
        return object(Map.of(
                "version", "0",
                "id", "e-1",
                "detail-type", "ECS Task State Change",
                "source", "aws.ecs",
                "detail", detail(task)));
    }

    private static Object detail(Task task) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("taskArn", task.taskArn());
        detail.put("clusterArn", task.clusterArn());
        detail.put("version", task.version());
        detail.put("lastStatus", task.lastStatus());
        detail.put("desiredStatus", task.desiredStatus());
        detail.put("startedBy", task.startedBy());
        detail.put("containerInstanceArn", task.containerInstanceArn());
        detail.put("stopCode", task.stopCodeAsString());
        detail.put("stoppedReason", task.stoppedReason());
        detail.put("createdAt", task.createdAt());
        detail.put("pullStoppedAt", task.pullStoppedAt());
        detail.put("startedAt", task.startedAt());
        detail.put("stoppingAt", task.stoppingAt());
        detail.put("stoppedAt", task.stoppedAt());
        detail.put(
                "containers",
                task.containers().stream().map(EventText::container).toList());
        detail.put(
                "overrides",
                Map.of(
                        "containerOverrides",
                        task.overrides().containerOverrides().stream()
                                .map(EventText::override)
                                .toList()));
        return detail;
    }

    private static Object container(Container container) {
        Map<String, Object> text = new LinkedHashMap<>();
        text.put("name", container.name());
        text.put("exitCode", container.exitCode());
        text.put("reason", container.reason());
        text.put("cpu", "0");
        text.put(
                "networkInterfaces",
                container.networkInterfaces().stream()
                        .map(EventText::networkInterface)
                        .toList());
        text.put(
                "networkBindings",
                container.networkBindings().stream().map(EventText::binding).toList());
        return text;
    }

    private static Object networkInterface(NetworkInterface network) {
        Map<String, Object> text = new LinkedHashMap<>();
        text.put("privateIpv4Address", network.privateIpv4Address());
        text.put("ipv6Address", network.ipv6Address());
        return text;
    }

    private static Object binding(NetworkBinding binding) {
        return Map.of(
                "bindIp", binding.bindIP(),
                "hostPort", binding.hostPort(),
                "containerPort", binding.containerPort(),
                "protocol", binding.protocolAsString());
    }

    private static Object override(ContainerOverride override) {
        return Map.of(
                "name",
                override.name(),
                "environment",
                override.environment().stream().map(EventText::variable).toList());
    }

    private static Object variable(KeyValuePair variable) {
        return Map.of("name", variable.name(), "value", variable.value());
    }

    /** What is null is left out. */
    private static String object(Map<?, ?> members) {
        return members.entrySet().stream()
                .filter(member -> member.getValue() != null)
                .map(member -> text(String.valueOf(member.getKey())) + ":" + json(member.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String json(Object value) {
        if (value instanceof Map<?, ?> members) {
            return object(members);
        }
        if (value instanceof List<?> elements) {
            return elements.stream().map(EventText::json).collect(Collectors.joining(",", "[", "]"));
        }
        return value instanceof Number ? value.toString() : text(value.toString());
    }

    private static String text(String value) {
        return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
