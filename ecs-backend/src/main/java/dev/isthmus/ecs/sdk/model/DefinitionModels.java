package dev.isthmus.ecs.sdk.model;

import dev.isthmus.api.task.PortMapping;
import dev.isthmus.ecs.definition.DefinitionContent;
import dev.isthmus.ecs.definition.FargateTraits;
import dev.isthmus.ecs.definition.GroupContent;
import dev.isthmus.ecs.definition.Provisions;
import dev.isthmus.ecs.definition.Provisions.Fetcher;
import dev.isthmus.ecs.fargate.CpuArchitecture;
import dev.isthmus.ecs.fargate.FargateSizes;
import dev.isthmus.ecs.fetch.HostDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerCondition;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerDependency;
import software.amazon.awssdk.services.ecs.model.MountPoint;
import software.amazon.awssdk.services.ecs.model.OSFamily;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Secret;
import software.amazon.awssdk.services.ecs.model.TransportProtocol;
import software.amazon.awssdk.services.ecs.model.Volume;

/** Converts the contents of task definitions into requests of the SDK. */
final class DefinitionModels {

    /** ECS wants some memory in a definition; each task brings its own in the overrides. Docker's least is 6 MiB. */
    private static final int MEMORY_IN_DEFINITION = 6;

    /** Seconds for a fetcher to end in: nothing of what it does is worth waiting for. */
    private static final int FETCHER_STOPS_WITHIN = 3;

    /** Whatever the image's user is: the volume is root's, until the fetcher opens it for all. */
    private static final String ROOT = "0";

    private final List<Volume> volumes = new ArrayList<>();
    private final List<ContainerDefinition> containers = new ArrayList<>();

    private DefinitionModels() {}

    /**
     * The containers of one task of the framework's.
     *
     * @param main the name of its own
     * @param fetcher the name of the one that fetches for it
     * @param volumePrefix what the names of its volumes begin with
     */
    private record Names(String main, String fetcher, String volumePrefix) {}

    static RegisterTaskDefinitionRequest register(DefinitionContent content) {
        DefinitionModels models = new DefinitionModels();
        models.add(content, new Names(DefinitionContent.CONTAINER, Fetcher.CONTAINER, ""));
        return models.request(content.family(), List.of(content));
    }

    static RegisterTaskDefinitionRequest register(GroupContent content) {
        DefinitionModels models = new DefinitionModels();
        for (int place = 0; place < content.members().size(); place++) {
            String name = GroupContent.container(place);
            models.add(content.members().get(place), new Names(name, Fetcher.container(place), name + "-"));
        }
        return models.request(content.family(), content.members());
    }

    /** A definition; what holds for the task as a whole is the same in all of its members. */
    private RegisterTaskDefinitionRequest request(String family, List<DefinitionContent> members) {
        DefinitionContent whole = members.get(0);
        RegisterTaskDefinitionRequest.Builder request = RegisterTaskDefinitionRequest.builder()
                .family(family)
                .networkMode(whole.network())
                .containerDefinitions(containers);
        whole.execution().options().pidMode().ifPresent(request::pidMode);
        whole.execution().options().ipcMode().ifPresent(request::ipcMode);
        whole.execution().options().architecture().ifPresent(processors -> platform(request, processors));
        members.stream()
                .flatMap(member -> member.provisions().executionRole().stream())
                .findFirst()
                .ifPresent(request::executionRoleArn);
        whole.fargate().ifPresent(traits -> fargate(request, traits));
        return volumes.isEmpty() ? request.build() : request.volumes(volumes).build();
    }

    /** The least size there is: each task brings its own in the overrides. */
    private static void fargate(RegisterTaskDefinitionRequest.Builder request, FargateTraits traits) {
        request.requiresCompatibilities(Compatibility.FARGATE)
                .cpu(Integer.toString(FargateSizes.LEAST.cpu()))
                .memory(Integer.toString(FargateSizes.LEAST.memory()));
        platform(request, traits.architecture());
        traits.executionRole().ifPresent(request::executionRoleArn);
    }

    private static void platform(RegisterTaskDefinitionRequest.Builder request, CpuArchitecture processors) {
        request.runtimePlatform(
                platform -> platform.cpuArchitecture(processors.name()).operatingSystemFamily(OSFamily.LINUX));
    }

    private void add(DefinitionContent content, Names names) {
        Provisions provisions = content.provisions();
        ContainerDefinition.Builder container = ContainerDefinition.builder()
                .name(names.main())
                .image(content.image())
                .essential(true)
                // On Fargate the task has a size, and a container may use all of it.
                .memory(content.fargate().isPresent() ? null : MEMORY_IN_DEFINITION)
                .portMappings(content.portMappings().stream()
                        .map(DefinitionModels::port)
                        .toList());
        if (!content.entryPoint().isEmpty()) {
            container.entryPoint(content.entryPoint());
        }
        content.fixed().command().ifPresent(container::command);
        environment(container, content.fixed().environment(), provisions);
        content.execution().user().ifPresent(container::user);
        content.execution().workingDirectory().ifPresent(container::workingDirectory);
        content.execution().hostname().ifPresent(container::hostname);
        mark(container, content.execution().labels());
        if (content.execution().privileged()) {
            container.privileged(true);
        }
        if (content.execution().readOnlyRoot()) {
            container.readonlyRootFilesystem(true);
        }
        OptionModels.put(content.execution().options(), container);
        content.stopTimeout().ifPresent(container::stopTimeout);
        content.health()
                .ifPresent(check -> container.healthCheck(health -> health.command(check.command())
                        .interval(check.interval())
                        .timeout(check.timeout())
                        .retries(check.retries())
                        .startPeriod(check.startPeriod())));
        log(container, content);
        provisions
                .registryCredentials()
                .ifPresent(arn -> container.repositoryCredentials(secret -> secret.credentialsParameter(arn)));
        if (!provisions.secrets().isEmpty()) {
            container.secrets(provisions.secrets().entrySet().stream()
                    .map(secret -> Secret.builder()
                            .name(secret.getKey())
                            .valueFrom(secret.getValue())
                            .build())
                    .toList());
        }
        List<MountPoint> mounts = new ArrayList<>();
        for (dev.isthmus.api.task.Volume volume : content.volumes()) {
            String name = names.volumePrefix() + "volume-" + mounts.size();
            declare(name, volume.hostPath());
            mounts.add(mount(name, volume.containerPath(), volume.readOnly()));
        }
        Optional<MountPoint> sandbox = provisions.sandbox().map(kind -> sandbox(names));
        sandbox.ifPresent(mounts::add);
        if (!mounts.isEmpty()) {
            container.mountPoints(mounts);
        }
        provisions
                .fetcher()
                .ifPresent(fetcher -> container.dependsOn(ContainerDependency.builder()
                        .containerName(names.fetcher())
                        .condition(ContainerCondition.SUCCESS)
                        .build()));
        containers.add(container.build());
        provisions
                .fetcher()
                .ifPresent(fetcher ->
                        addFetcher(fetcher, content, names, sandbox.stream().toList()));
    }

    /** A container that other containers wait for to end well must not be essential, or ECS refuses the definition. */
    private void addFetcher(Fetcher fetcher, DefinitionContent content, Names names, List<MountPoint> sandbox) {
        ContainerDefinition.Builder container = ContainerDefinition.builder()
                .name(names.fetcher())
                .image(fetcher.image())
                .essential(false)
                .cpu(0)
                .memoryReservation(Fetcher.MEMORY)
                .entryPoint(fetcher.entryPoint())
                .user(ROOT)
                .stopTimeout(FETCHER_STOPS_WITHIN);
        environment(container, fetcher.fixed().environment(), content.provisions());
        mark(container, new TreeMap<>());
        log(container, content);
        List<MountPoint> mounts = new ArrayList<>(sandbox);
        for (HostDirectory directory : fetcher.mounts()) {
            String name = names.volumePrefix() + "fetched-" + mounts.size();
            declare(name, Optional.of(directory.path()));
            mounts.add(mount(name, directory.mountedAt(), true));
        }
        containers.add(container.mountPoints(mounts).build());
    }

    private MountPoint sandbox(Names names) {
        String name = names.volumePrefix() + "sandbox";
        declare(name, Optional.empty());
        return mount(name, Provisions.Sandbox.PATH, false);
    }

    private void declare(String name, Optional<String> hostPath) {
        volumes.add(Volume.builder()
                .name(name)
                .host(host -> hostPath.ifPresent(host::sourcePath))
                .build());
    }

    private static MountPoint mount(String name, String path, boolean readOnly) {
        return MountPoint.builder()
                .sourceVolume(name)
                .containerPath(path)
                .readOnly(readOnly)
                .build();
    }

    private static void environment(
            ContainerDefinition.Builder container, SortedMap<String, String> fixed, Provisions provisions) {
        SortedMap<String, String> variables = new TreeMap<>(fixed);
        provisions.sandbox().ifPresent(sandbox -> variables.putAll(sandbox.variables()));
        if (!variables.isEmpty()) {
            container.environment(Models.variables(variables));
        }
    }

    private static void mark(ContainerDefinition.Builder container, Map<String, String> others) {
        Map<String, String> labels = new TreeMap<>(others);
        labels.put(DefinitionContent.MARK, "1");
        container.dockerLabels(labels);
    }

    private static void log(ContainerDefinition.Builder container, DefinitionContent content) {
        content.log()
                .ifPresent(log -> container.logConfiguration(
                        configuration -> configuration.logDriver(log.driver()).options(log.options())));
    }

    private static software.amazon.awssdk.services.ecs.model.PortMapping port(PortMapping port) {
        return software.amazon.awssdk.services.ecs.model.PortMapping.builder()
                .hostPort(port.hostPort())
                .containerPort(port.containerPort())
                .protocol(port.protocol() == PortMapping.Protocol.UDP ? TransportProtocol.UDP : TransportProtocol.TCP)
                .build();
    }
}
