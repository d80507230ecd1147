package dev.isthmus.ecs.launch.request;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.PortRanges;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.task.PortMapping;
import dev.isthmus.ecs.definition.DefinitionContent;
import dev.isthmus.ecs.definition.GroupContent;
import dev.isthmus.ecs.definition.Provisions;
import dev.isthmus.ecs.definition.Provisions.Fetcher;
import dev.isthmus.ecs.fargate.CpuArchitecture;
import dev.isthmus.ecs.plan.Plan.Planned;
import dev.isthmus.ecs.plan.Plan.Wanted;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The tasks that start as one ECS task: one task of a framework, or a task group.
 *
 * @param parts one task, or those of a group in order; all on one agent
 * @param definition the task definition it needs
 */
public record LaunchBatch(List<Part> parts, Wanted definition) {

    /** A task and its plan. */
    public record Part(Launch launch, Planned plan) {

        /** The resources that ECS reserves for it. Mesos ports have no protocol; the port mappings say which ones are for UDP. */
        Resources accounted() {
            Resources accounted = launch.taken().accounted();
            PortRanges asked = accounted.ports(ResourceName.ECS_PORTS);
            PortRanges udp = launch.spec().container().portMappings().stream()
                    .filter(mapping -> mapping.protocol() == PortMapping.Protocol.UDP)
                    .map(mapping -> PortRanges.of(mapping.hostPort(), mapping.hostPort()))
                    .reduce(PortRanges.NONE, PortRanges::union)
                    .intersect(asked);
            return udp.isZero()
                    ? accounted
                    : accounted.plus(Resources.of(Dialect.ECS, ResourceName.ECS_PORTS_UDP, udp));
        }
    }

    public LaunchBatch {
        parts = List.copyOf(parts);
    }

    /** One task. */
    static LaunchBatch of(Launch launch, Planned plan) {
        return new LaunchBatch(List.of(new Part(launch, plan)), plan.definition());
    }

    public boolean isGroup() {
        return definition.fold(existing -> false, own -> false, group -> true);
    }

    /** The first task. Its launch id is the client token. */
    public LaunchedTask first() {
        return parts.get(0).launch().task();
    }

    public List<LaunchedTask> tasks() {
        return parts.stream().map(part -> part.launch().task()).toList();
    }

    public AgentId agent() {
        return first().agent();
    }

    /** The resources that ECS reserves for it on the agent. */
    public Resources accounted() {
        return parts.stream().map(Part::accounted).reduce(Resources.none(Dialect.ECS), Resources::plus);
    }

    /** The ids of its tasks, for messages. */
    public String names() {
        return parts.stream().map(part -> part.launch().task().task().value()).collect(Collectors.joining(", "));
    }

    /** The contents of its containers, in the order of the parts; empty for an existing task definition. */
    public List<DefinitionContent> contents() {
        return definition.fold(
                existing -> List.of(),
                own -> List.of(own.content()),
                group -> group.content().members());
    }

    /** The name of the container of the part at this index, in a task definition of Isthmus. */
    public String container(int place) {
        return isGroup() ? GroupContent.container(place) : DefinitionContent.CONTAINER;
    }

    /** The name of the container that fetches for that part. */
    String fetcher(int place) {
        return isGroup() ? Fetcher.container(place) : Fetcher.CONTAINER;
    }

    /** The provisions of the part at this index; none for an existing task definition. */
    Provisions provisions(int place) {
        List<DefinitionContent> contents = contents();
        return contents.isEmpty() ? Provisions.NONE : contents.get(place).provisions();
    }

    /** The processors that its tasks need; empty for any. */
    public Optional<CpuArchitecture> architecture() {
        return parts.get(0).plan().architecture();
    }

    /** Whether a container waits for a fetcher. */
    public boolean waits() {
        return contents().stream()
                .anyMatch(content -> content.provisions().fetcher().isPresent());
    }

    /** The same batch with these plans and contents. */
    LaunchBatch with(List<Planned> plans, List<DefinitionContent> contents) {
        List<Part> changed = IntStream.range(0, parts.size())
                .mapToObj(place -> new Part(parts.get(place).launch(), plans.get(place)))
                .toList();
        return new LaunchBatch(
                changed, isGroup() ? new Wanted.OwnGroup(new GroupContent(contents)) : new Wanted.Own(contents.get(0)));
    }
}
