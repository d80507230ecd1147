package dev.isthmus.ecs.sdk.model;

import dev.isthmus.api.resource.PortRanges;
import dev.isthmus.ecs.definition.DefinitionContent;
import dev.isthmus.ecs.view.DefinitionView;
import dev.isthmus.ecs.view.DefinitionView.ContainerDefinitionView;
import dev.isthmus.ecs.view.DefinitionView.Own;
import dev.isthmus.ecs.view.DefinitionView.Traits;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerDependency;
import software.amazon.awssdk.services.ecs.model.ResourceType;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** Converts task definitions of the SDK into views. */
final class DefinitionViews {

    /** "512", "0.5 vCPU" and "1 GB": RegisterTaskDefinition in the API reference. */
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)\\s*(vcpu|gb|)");

    private static final BigDecimal OF_LARGE_UNIT = BigDecimal.valueOf(1024);

    private DefinitionViews() {}

    static DefinitionView of(TaskDefinition definition) {
        boolean host = "host".equals(definition.networkModeAsString());
        Instant registeredAt = definition.registeredAt();
        String network = Views.text(definition.networkModeAsString());
        return new DefinitionView(
                definition.taskDefinitionArn(),
                definition.containerDefinitions().stream()
                        .map(container -> container(container, host))
                        .toList(),
                new Traits(
                        network.isEmpty() ? "bridge" : network,
                        amount(definition.cpu()),
                        amount(definition.memory()),
                        role(definition.taskRoleArn()),
                        role(definition.executionRoleArn()),
                        definition.containerDefinitions().stream()
                                .anyMatch(container -> container.dockerLabels().containsKey(DefinitionContent.MARK)),
                        definition.compatibilities().contains(Compatibility.FARGATE),
                        registeredAt == null ? Instant.EPOCH : registeredAt));
    }

    private static Optional<String> role(@Nullable String arn) {
        return Optional.ofNullable(arn).filter(role -> !role.isEmpty());
    }

    private static OptionalInt amount(@Nullable String text) {
        Matcher match = AMOUNT.matcher(Views.text(text).strip().toLowerCase(Locale.ROOT));
        if (!match.matches()) {
            return OptionalInt.empty();
        }
        BigDecimal number = new BigDecimal(match.group(1));
        return OptionalInt.of((match.group(2).isEmpty() ? number : number.multiply(OF_LARGE_UNIT)).intValue());
    }

    private static ContainerDefinitionView container(ContainerDefinition container, boolean host) {
        List<Integer> ports = container.portMappings().stream()
                .map(port -> host && port.hostPort() == null ? port.containerPort() : port.hostPort())
                .flatMap(Stream::ofNullable)
                .filter(port -> port > 0)
                .toList();
        Integer cpu = container.cpu();
        Integer limit = container.memory();
        Integer memory = container.memoryReservation() == null ? limit : container.memoryReservation();
        return new ContainerDefinitionView(
                container.name(),
                !Boolean.FALSE.equals(container.essential()),
                container.entryPoint(),
                PortRanges.ofPorts(ports),
                container.memoryReservation() != null,
                new Own(cpu == null ? 0 : cpu, memory == null ? 0 : memory, gpus(container), limit == null ? 0 : limit),
                container.dependsOn().stream()
                        .map(ContainerDependency::containerName)
                        .flatMap(Stream::ofNullable)
                        .toList(),
                Boolean.TRUE.equals(container.readonlyRootFilesystem()));
    }

    /** Devices, where they are counted; "ALL" is left to ECS. */
    private static int gpus(ContainerDefinition container) {
        return container.resourceRequirements().stream()
                .filter(requirement -> requirement.type() == ResourceType.GPU)
                .map(requirement -> Views.text(requirement.value()))
                .filter(value -> value.matches("\\d{1,4}"))
                .mapToInt(Integer::parseInt)
                .sum();
    }
}
