package dev.isthmus.testkit.ecs.definition;

import dev.isthmus.testkit.ecs.wire.ServiceError;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.ResourceRequirement;
import software.amazon.awssdk.services.ecs.model.ResourceType;

/** What ECS asks of the name, image, sizes and environment of a container: ContainerDefinition in the API reference. */
public final class ContainerRules {
    /** MiB; the Docker daemon from 20.10 on takes no less. */
    static final int MIN_MEMORY = 6;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,255}");
    private static final int MAX_IMAGE = 255;

    private ContainerRules() {}

    static void check(ContainerDefinition container, @Nullable NetworkMode mode, boolean taskHasMemory) {
        String name = container.name();
        if (name == null || name.isEmpty()) {
            throw ServiceError.client("Container.name should not be null or empty.");
        }
        if (!NAME.matcher(name).matches()) {
            throw ServiceError.client(
                    "Container name '" + name + "' must be 1 to 255 letters, digits, hyphens and underscores.");
        }
        if (container.image() == null || container.image().isEmpty()) {
            throw ServiceError.client("Container.image should not be null or empty.");
        }
        if (container.image().replaceFirst("@sha256:[A-Fa-f0-9]{64}$", "").length() > MAX_IMAGE) {
            throw ServiceError.client("Container.image has at most 255 characters before a digest.");
        }
        if (!taskHasMemory && container.memory() == null && container.memoryReservation() == null) {
            throw invalid(name, "At least one of 'memory' or 'memoryReservation' must be specified.");
        }
        sizes(name, container.cpu(), container.memory(), container.memoryReservation());
        environment(name, container.environment());
        gpus(name, container.resourceRequirements());
        PortRules.check(container, mode);
    }

    public static void sizes(
            String name, @Nullable Integer cpu, @Nullable Integer memory, @Nullable Integer memoryReservation) {
        if (cpu != null && cpu < 0) {
            throw invalid(name, "'cpu' must not be negative: " + cpu + ".");
        }
        minimum(name, "memory", memory);
        minimum(name, "memoryReservation", memoryReservation);
        if (memory != null && memoryReservation != null && memory < memoryReservation) {
            throw invalid(
                    name,
                    "'memory' (" + memory + ") must not be less than 'memoryReservation' (" + memoryReservation + ").");
        }
    }

    public static void environment(String name, List<KeyValuePair> environment) {
        for (KeyValuePair variable : environment) {
            if (variable.name() == null || variable.name().isBlank()) {
                throw invalid(name, "An environment variable must have a name.");
            }
        }
    }

    public static void gpus(String name, List<ResourceRequirement> requirements) {
        for (ResourceRequirement requirement : requirements) {
            if (requirement.type() == ResourceType.GPU
                    && (requirement.value() == null || !requirement.value().matches("[0-9]{1,4}"))) {
                throw invalid(name, "A GPU requirement must be a whole number: '" + requirement.value() + "'.");
            }
        }
    }

    private static void minimum(String name, String field, @Nullable Integer value) {
        if (value != null && value < MIN_MEMORY) {
            throw invalid(name, "'" + field + "' must be at least " + MIN_MEMORY + " MiB, not " + value + ".");
        }
    }

    static ServiceError invalid(String container, String what) {
        return ServiceError.client("Invalid setting for container '" + container + "'. " + what);
    }
}
