package dev.isthmus.ecs.sdk.model;

import dev.isthmus.api.task.PortMapping;
import dev.isthmus.ecs.call.FailureEntry;
import dev.isthmus.ecs.fetch.FetchList;
import dev.isthmus.ecs.fetch.FetchScript;
import dev.isthmus.ecs.view.EcsAgentVersion;
import dev.isthmus.ecs.view.InstanceView;
import dev.isthmus.ecs.view.TaskView;
import dev.isthmus.ecs.view.TaskView.ContainerView;
import dev.isthmus.ecs.view.TaskView.Member;
import dev.isthmus.ecs.view.TaskView.Times;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.ecs.model.Attribute;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.NetworkBinding;
import software.amazon.awssdk.services.ecs.model.NetworkInterface;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskOverride;
import software.amazon.awssdk.services.ecs.model.TransportProtocol;

/** Converts tasks and instances of the SDK into views. What ECS omits is null there, and empty here. */
final class Views {

    /** What stands for no address in particular. */
    private static final Set<String> UNSPECIFIED = Set.of("0.0.0.0", "::");

    private static final Logger LOG = LoggerFactory.getLogger(Views.class);

    private Views() {}

    static InstanceView instance(ContainerInstance instance) {
        SortedMap<String, String> attributes = new TreeMap<>();
        for (Attribute attribute : instance.attributes()) {
            attributes.put(attribute.name(), text(attribute.value()));
        }
        return new InstanceView(
                instance.containerInstanceArn(),
                text(instance.status()),
                Boolean.TRUE.equals(instance.agentConnected()),
                Optional.ofNullable(instance.ec2InstanceId()).filter(id -> !id.isEmpty()),
                EcsResources.of(instance.registeredResources()),
                EcsResources.of(instance.remainingResources()),
                attributes,
                Optional.ofNullable(instance.versionInfo())
                        .flatMap(versions -> EcsAgentVersion.parse(text(versions.agentVersion()))),
                instance.version() == null ? 0 : instance.version(),
                Optional.ofNullable(instance.capacityProviderName()).filter(name -> !name.isEmpty()));
    }

    static TaskView task(Task task) {
        TaskOverride overrides = task.overrides();
        List<ContainerOverride> containers = overrides == null ? List.of() : overrides.containerOverrides();
        List<Member> members = containers.stream()
                .map(Views::member)
                .filter(member -> !member.identity().isEmpty())
                .toList();
        Optional<Member> main = members.stream().findFirst();
        return new TaskView(
                task.taskArn(),
                task.version() == null ? 0 : task.version(),
                text(task.lastStatus()),
                text(task.desiredStatus()),
                Optional.ofNullable(task.containerInstanceArn()),
                text(task.startedBy()),
                main.map(Member::identity).orElseGet(TreeMap::new),
                main.map(Member::container).orElse(""),
                task.containers().stream()
                        .map(container -> container(container, fetches(containers, text(container.name()))))
                        .toList(),
                text(task.healthStatusAsString()),
                text(task.stopCodeAsString()),
                text(task.stoppedReason()),
                new Times(
                        Optional.ofNullable(task.createdAt()),
                        Optional.ofNullable(task.pullStoppedAt()),
                        Optional.ofNullable(task.startedAt()),
                        Optional.ofNullable(task.stoppingAt()),
                        Optional.ofNullable(task.stoppedAt())),
                members.size() > 1 ? members : List.of());
    }

    private static Member member(ContainerOverride container) {
        SortedMap<String, String> identity = new TreeMap<>();
        for (KeyValuePair variable : container.environment()) {
            boolean ours = text(variable.name()).startsWith(TaskView.IDENTITY_PREFIX);
            if (ours && !text(variable.name()).equals(FetchScript.VARIABLE)) {
                identity.put(variable.name(), text(variable.value()));
            }
        }
        return new Member(text(container.name()), identity);
    }

    /** What a container was told to fetch. Who does not understand it cannot name the file that failed, and still tells the failure. */
    private static Optional<FetchList> fetches(List<ContainerOverride> overrides, String container) {
        try {
            return overrides.stream()
                    .filter(override -> text(override.name()).equals(container))
                    .flatMap(override -> override.environment().stream())
                    .filter(variable -> text(variable.name()).equals(FetchScript.VARIABLE))
                    .findFirst()
                    .map(variable -> FetchList.parse(text(variable.value())));
        } catch (IllegalArgumentException e) {
            LOG.debug("What container {} was to fetch cannot be read: {}", container, e.getMessage());
            return Optional.empty();
        }
    }

    private static ContainerView container(Container container, Optional<FetchList> fetches) {
        Integer exitCode = container.exitCode();
        return new ContainerView(
                text(container.name()),
                exitCode == null ? OptionalInt.empty() : OptionalInt.of(exitCode),
                text(container.reason()),
                container.networkInterfaces().stream().flatMap(Views::addresses).toList(),
                container.networkBindings().stream()
                        .sorted(Comparator.comparing(
                                binding -> text(binding.bindIP()).contains(":")))
                        .flatMap(binding -> port(binding).stream())
                        .distinct()
                        .toList(),
                text(container.healthStatusAsString()),
                fetches);
    }

    /** The addresses of an interface, IPv4 before IPv6: in a subnet without IPv4 it has the latter only. */
    private static Stream<String> addresses(NetworkInterface network) {
        return Stream.of(text(network.privateIpv4Address()), text(network.ipv6Address()))
                .filter(address -> !address.isEmpty() && !UNSPECIFIED.contains(address));
    }

    /** A binding of one port; those of ranges are left out. One for each IP version is told, that of IPv4 first. */
    private static Optional<PortMapping> port(NetworkBinding binding) {
        Integer host = binding.hostPort();
        Integer inside = binding.containerPort();
        if (host == null || inside == null) {
            return Optional.empty();
        }
        boolean udp = binding.protocol() == TransportProtocol.UDP;
        return Optional.of(new PortMapping(host, inside, udp ? PortMapping.Protocol.UDP : PortMapping.Protocol.TCP));
    }

    static FailureEntry shortfall(Failure failure) {
        return new FailureEntry(text(failure.arn()), text(failure.reason()), text(failure.detail()));
    }

    static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
