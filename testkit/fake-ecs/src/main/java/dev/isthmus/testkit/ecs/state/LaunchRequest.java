package dev.isthmus.testkit.ecs.state;

import dev.isthmus.testkit.ecs.account.Tags;
import dev.isthmus.testkit.ecs.cluster.Demand;
import dev.isthmus.testkit.ecs.definition.ContainerRules;
import dev.isthmus.testkit.ecs.definition.SecretRules;
import dev.isthmus.testkit.ecs.wire.Limits;
import dev.isthmus.testkit.ecs.wire.ModelCodec;
import dev.isthmus.testkit.ecs.wire.ServiceError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.AwsVpcConfiguration;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.PropagateTags;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskOverride;

/** What StartTask and RunTask have in common, checked. */
public record LaunchRequest(
        TaskDefinition definition,
        TaskOverride overrides,
        Demand demand,
        String group,
        @Nullable String startedBy,
        List<Tag> tags,
        boolean managedTags,
        List<Subnet> subnets,
        boolean enableExecuteCommand) {

    /** A subnet; without a known zone it is in every zone. */
    record Subnet(String id, Optional<String> zone) {
        boolean isIn(String other) {
            return zone.isEmpty() || zone.get().equals(other);
        }
    }

    public static LaunchRequest of(
            AccountState account,
            String taskDefinition,
            @Nullable TaskOverride overrides,
            @Nullable String group,
            @Nullable String startedBy,
            List<Tag> tags,
            @Nullable PropagateTags propagate,
            @Nullable Boolean managedTags,
            @Nullable NetworkConfiguration network,
            @Nullable Boolean enableExecuteCommand) {
        TaskDefinition definition = account.definitions.toRun(taskDefinition);
        TaskOverride given = overrides == null ? TaskOverride.builder().build() : overrides;
        checkOverrides(definition, given);
        Tags.check(tags);
        List<Subnet> subnets = subnets(account, definition, network);
        List<Tag> all = new ArrayList<>();
        if (propagate == PropagateTags.TASK_DEFINITION) {
            all.addAll(account.tags.of(definition.taskDefinitionArn()));
        }
        all.addAll(tags);
        return new LaunchRequest(
                definition,
                given,
                Demand.of(definition, given),
                group == null || group.isEmpty() ? "family:" + definition.family() : group,
                startedBy,
                all,
                Boolean.TRUE.equals(managedTags),
                subnets,
                Boolean.TRUE.equals(enableExecuteCommand));
    }

    /** The overrides as ECS gives them back: one for every container, at least with its name. */
    TaskOverride completeOverrides() {
        Map<String, ContainerOverride> named = Demand.byName(overrides);
        return overrides.toBuilder()
                .containerOverrides(definition.containerDefinitions().stream()
                        .map(container -> Objects.requireNonNullElseGet(
                                named.get(container.name()),
                                () -> ContainerOverride.builder()
                                        .name(container.name())
                                        .build()))
                        .toList())
                .build();
    }

    /** The subnet that the interface of a task in this zone is made in; none if the task has none, or there is none in the zone. */
    public Optional<String> subnetIn(String zone) {
        return subnets.stream()
                .filter(subnet -> subnet.isIn(zone))
                .map(Subnet::id)
                .findFirst();
    }

    /** The zones that its subnets are in, each once; {@code otherwise} stands for one that is in every zone. */
    public List<String> zones(String otherwise) {
        return subnets.stream()
                .map(subnet -> subnet.zone().orElse(otherwise))
                .distinct()
                .toList();
    }

    private static List<Subnet> subnets(
            AccountState account, TaskDefinition definition, @Nullable NetworkConfiguration network) {
        AwsVpcConfiguration configuration = network == null ? null : network.awsvpcConfiguration();
        if (definition.networkMode() != NetworkMode.AWSVPC) {
            if (network != null) {
                throw ServiceError.invalidParameter(
                        "Network Configuration is not valid for the given networkMode of this task definition.");
            }
            return List.of();
        }
        if (configuration == null) {
            throw ServiceError.invalidParameter(
                    "Network Configuration must be provided when networkMode 'awsvpc' is specified.");
        }
        Map<String, String> zones = account.settings.subnets();
        return configuration.subnets().stream()
                .map(id -> new Subnet(id, Optional.ofNullable(zones.get(id))))
                .toList();
    }

    private static void checkOverrides(TaskDefinition definition, TaskOverride overrides) {
        int length = ModelCodec.text(ModelCodec.encode(overrides)).length();
        if (length > Limits.OVERRIDES) {
            throw ServiceError.invalidParameter("Container Overrides length must be at most " + Limits.OVERRIDES
                    + " characters; this one has " + length + ".");
        }
        for (ContainerOverride override : overrides.containerOverrides()) {
            ContainerDefinition container = definition.containerDefinitions().stream()
                    .filter(candidate -> candidate.name().equals(override.name()))
                    .findFirst()
                    .orElseThrow(() -> ServiceError.invalidParameter("Override for container named " + override.name()
                            + " is not a container in the TaskDefinition."));
            ContainerRules.environment(container.name(), override.environment());
            SecretRules.check(container, override);
            ContainerRules.sizes(
                    container.name(),
                    override.cpu(),
                    Demand.first(override.memory(), container.memory()),
                    Demand.first(override.memoryReservation(), container.memoryReservation()));
            ContainerRules.gpus(container.name(), override.resourceRequirements());
        }
    }
}
