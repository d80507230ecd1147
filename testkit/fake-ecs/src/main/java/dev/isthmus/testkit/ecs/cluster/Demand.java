package dev.isthmus.testkit.ecs.cluster;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.ResourceRequirement;
import software.amazon.awssdk.services.ecs.model.ResourceType;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskOverride;

/**
 * What a task takes from its container instance.
 *
 * @param cpu CPU units: the task's own amount if it has one, else the sum of its containers
 * @param memory MiB: the task's own amount, else the sum over its containers of memoryReservation if set, else of memory
 * @param tcp static host ports
 * @param udp static host ports
 * @param dynamicPorts number of host ports that the instance chooses
 * @param gpus number of GPUs
 * @param interfaces number of elastic network interfaces: one of {@code awsvpc}, none otherwise
 */
public record Demand(
        int cpu, int memory, Set<Integer> tcp, Set<Integer> udp, int dynamicPorts, int gpus, int interfaces) {

    public static Demand of(TaskDefinition definition, @Nullable TaskOverride override) {
        Map<String, ContainerOverride> overrides = byName(override);
        int cpu = 0;
        int memory = 0;
        int gpus = 0;
        int dynamicPorts = 0;
        Set<Integer> tcp = new TreeSet<>();
        Set<Integer> udp = new TreeSet<>();
        for (ContainerDefinition container : definition.containerDefinitions()) {
            ContainerOverride own = overrides.getOrDefault(
                    container.name(), ContainerOverride.builder().build());
            cpu += first(own.cpu(), container.cpu(), 0);
            memory += first(
                    first(own.memoryReservation(), container.memoryReservation()),
                    first(own.memory(), container.memory()),
                    0);
            gpus += gpus(own, container);
            if (takesHostPorts(definition)) {
                for (PortMapping port : container.portMappings()) {
                    if (port.hostPort() != null && port.hostPort() > 0) {
                        ("udp".equals(port.protocolAsString()) ? udp : tcp).add(port.hostPort());
                    } else if (port.containerPort() != null) {
                        dynamicPorts++;
                    }
                }
            }
        }
        Integer taskCpu = units(override == null ? null : override.cpu(), definition.cpu(), 1024);
        Integer taskMemory = units(override == null ? null : override.memory(), definition.memory(), 1024);
        return new Demand(
                taskCpu == null ? cpu : taskCpu,
                taskMemory == null ? memory : taskMemory,
                tcp,
                udp,
                dynamicPorts,
                gpus,
                definition.networkMode() == NetworkMode.AWSVPC ? 1 : 0);
    }

    public static Map<String, ContainerOverride> byName(@Nullable TaskOverride override) {
        List<ContainerOverride> overrides = override == null ? List.of() : override.containerOverrides();
        return overrides.stream()
                .filter(own -> own.name() != null)
                .collect(Collectors.toMap(
                        ContainerOverride::name, Function.identity(), (a, b) -> b, LinkedHashMap::new));
    }

    /** Whether the ports of its containers are ports of the instance: they are in bridge mode, the default, and in host mode. */
    public static boolean takesHostPorts(TaskDefinition definition) {
        NetworkMode mode = definition.networkMode();
        return mode == null || mode == NetworkMode.BRIDGE || mode == NetworkMode.HOST;
    }

    /** The GPUs of one container. */
    public static int gpus(ContainerOverride override, ContainerDefinition container) {
        List<ResourceRequirement> requirements =
                override.hasResourceRequirements() ? override.resourceRequirements() : container.resourceRequirements();
        return requirements.stream()
                .filter(requirement -> requirement.type() == ResourceType.GPU)
                .mapToInt(requirement -> Integer.parseInt(requirement.value()))
                .sum();
    }

    /** "512", "0.5 vCPU" and "1 GB" alike. */
    private static @Nullable Integer units(@Nullable String override, @Nullable String definition, int perLargeUnit) {
        String text = override != null ? override : definition;
        if (text == null) {
            return null;
        }
        String number = text.replaceAll("[^0-9.].*$", "").trim();
        boolean large = text.toLowerCase(java.util.Locale.ROOT).matches(".*(vcpu|gb).*");
        return large ? (int) Math.round(Double.parseDouble(number) * perLargeUnit) : Integer.parseInt(number);
    }

    public static @Nullable Integer first(@Nullable Integer a, @Nullable Integer b) {
        return a != null ? a : b;
    }

    private static int first(@Nullable Integer a, @Nullable Integer b, int otherwise) {
        return Objects.requireNonNullElse(first(a, b), otherwise);
    }
}
