package dev.isthmus.mesos.task;

import dev.isthmus.api.launch.Command;
import dev.isthmus.api.launch.Container;
import dev.isthmus.api.launch.HealthCheck;
import dev.isthmus.api.launch.Parameter;
import dev.isthmus.api.launch.PortMapping;
import dev.isthmus.api.launch.TaskSpec;
import dev.isthmus.api.launch.Volume;
import dev.isthmus.api.translation.Translation;
import dev.isthmus.mesos.messages.Protos.CommandInfo;
import dev.isthmus.mesos.messages.Protos.ContainerInfo;
import dev.isthmus.mesos.messages.Protos.ContainerInfo.DockerInfo;
import dev.isthmus.mesos.messages.Protos.Environment;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Says what a task runs in words that belong to no backend. */
public final class TaskSpecs {

    private TaskSpecs() {}

    /** What the task runs; refused if it cannot be said. The task has passed {@link TaskChecks}. */
    public static Translation<TaskSpec> read(TaskInfo task) {
        try {
            SortedMap<String, String> labels = new TreeMap<>();
            task.getLabels().getLabelsList().forEach(label -> labels.put(label.getKey(), label.getValue()));
            Optional<HealthCheck> health =
                    task.hasHealthCheck() ? Optional.of(HealthChecks.read(task.getHealthCheck())) : Optional.empty();
            Optional<Duration> grace = task.getKillPolicy().hasGracePeriod()
                    ? Optional.of(Duration.ofNanos(
                            task.getKillPolicy().getGracePeriod().getNanoseconds()))
                    : Optional.empty();
            return Translation.of(
                    new TaskSpec(task.getName(), command(task.getCommand()), container(task), labels, health, grace));
        } catch (IllegalArgumentException e) {
            return Translation.refused("Task '" + task.getTaskId().getValue() + "' cannot be run: " + e.getMessage());
        }
    }

    /** The traits of a task that is launched on an offer to this role. */
    public static TaskTraits traits(TaskInfo task, String role) {
        return new TaskTraits(
                role,
                task.getContainer().getType() == ContainerInfo.Type.DOCKER && task.hasContainer(),
                task.hasHealthCheck(),
                task.hasMaxCompletionTime()
                        ? Optional.of(
                                Duration.ofNanos(task.getMaxCompletionTime().getNanoseconds()))
                        : Optional.empty());
    }

    static Command command(CommandInfo info) {
        SortedMap<String, String> environment = new TreeMap<>();
        for (Environment.Variable variable : info.getEnvironment().getVariablesList()) {
            if (variable.getType() == Environment.Variable.Type.SECRET) {
                throw new IllegalArgumentException(
                        "environment variable '" + variable.getName()
                                + "' is a secret of Mesos, which ECS cannot resolve: put it into the task definition's secrets");
            }
            environment.put(variable.getName(), variable.getValue());
        }
        return new Command(
                info.getShell(),
                info.hasValue() ? Optional.of(info.getValue()) : Optional.empty(),
                info.getArgumentsList(),
                environment,
                info.hasUser() ? Optional.of(info.getUser()) : Optional.empty(),
                info.getUrisList().stream().map(CommandInfo.URI::getValue).toList());
    }

    private static Container container(TaskInfo task) {
        if (!task.hasContainer()) {
            return Container.NONE;
        }
        ContainerInfo info = task.getContainer();
        List<Volume> volumes =
                info.getVolumesList().stream().map(TaskSpecs::volume).toList();
        if (info.getType() == ContainerInfo.Type.DOCKER) {
            DockerInfo docker = info.getDocker();
            return new Container(
                    Optional.of(docker.getImage()),
                    docker.hasNetwork()
                            ? Optional.of(Container.Network.valueOf(
                                    docker.getNetwork().name()))
                            : Optional.empty(),
                    docker.getPortMappingsList().stream()
                            .map(TaskSpecs::mapping)
                            .toList(),
                    volumes,
                    docker.getParametersList().stream()
                            .map(parameter -> new Parameter(parameter.getKey(), parameter.getValue()))
                            .toList(),
                    docker.getPrivileged(),
                    docker.getForcePullImage());
        }
        Optional<String> image = info.getMesos().hasImage()
                ? Optional.of(info.getMesos().getImage())
                        .map(given -> given.hasDocker()
                                ? given.getDocker().getName()
                                : given.getAppc().getName())
                : Optional.empty();
        boolean forcePull =
                info.getMesos().hasImage() && !info.getMesos().getImage().getCached();
        return new Container(image, Optional.empty(), List.of(), volumes, List.of(), false, forcePull);
    }

    private static Volume volume(dev.isthmus.mesos.messages.Protos.Volume info) {
        if (info.hasSource() || info.hasImage()) {
            throw new IllegalArgumentException("volume '" + info.getContainerPath() + "' comes from "
                    + (info.hasImage()
                            ? "an image"
                            : "a source of type " + info.getSource().getType())
                    + ": only volumes with a host_path can be mounted");
        }
        return new Volume(
                info.getContainerPath(),
                Optional.of(info.getHostPath()),
                info.getMode() == dev.isthmus.mesos.messages.Protos.Volume.Mode.RO);
    }

    private static PortMapping mapping(DockerInfo.PortMapping info) {
        String protocol = info.hasProtocol() ? info.getProtocol() : "tcp";
        return new PortMapping(
                info.getHostPort(),
                info.getContainerPort(),
                switch (protocol.toLowerCase(Locale.ROOT)) {
                    case "tcp" -> PortMapping.Protocol.TCP;
                    case "udp" -> PortMapping.Protocol.UDP;
                    default ->
                        throw new IllegalArgumentException(
                                "port mapping of protocol '" + protocol + "': want tcp or udp");
                });
    }
}
