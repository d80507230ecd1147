package dev.isthmus.mesos.task;

import dev.isthmus.api.task.Command;
import dev.isthmus.api.task.CommandUri;
import dev.isthmus.api.task.Container;
import dev.isthmus.api.task.HealthCheck;
import dev.isthmus.api.task.Parameter;
import dev.isthmus.api.task.PortMapping;
import dev.isthmus.api.task.TaskSpec;
import dev.isthmus.api.task.Volume;
import dev.isthmus.api.translation.Translation;
import dev.isthmus.mesos.messages.Protos.CommandInfo;
import dev.isthmus.mesos.messages.Protos.ContainerInfo;
import dev.isthmus.mesos.messages.Protos.ContainerInfo.DockerInfo;
import dev.isthmus.mesos.messages.Protos.Environment;
import dev.isthmus.mesos.messages.Protos.Image;
import dev.isthmus.mesos.messages.Protos.LinuxInfo;
import dev.isthmus.mesos.messages.Protos.NetworkInfo;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.Volume.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Turns a task's description into a specification that fits any backend. */
public final class TaskSpecs {

    /** A task of a group may have none; then its image says what to run. */
    private static final CommandInfo NO_COMMAND =
            CommandInfo.newBuilder().setShell(false).build();

    private static final Duration COMMAND_GRACE = Duration.ofSeconds(3);
    private static final Duration DOCKER_GRACE = Duration.ofSeconds(5);

    private TaskSpecs() {}

    /** The specification of a task that has passed {@link TaskChecks}; refused if there is no way to express it. */
    public static Translation<TaskSpec> read(TaskInfo task) {
        try {
            SortedMap<String, String> labels = new TreeMap<>();
            task.getLabels().getLabelsList().forEach(label -> labels.put(label.getKey(), label.getValue()));
            Optional<HealthCheck> health =
                    task.hasHealthCheck() ? Optional.of(HealthChecks.read(task.getHealthCheck())) : Optional.empty();
            return Translation.of(new TaskSpec(
                    task.getName(),
                    command(task.hasCommand() ? task.getCommand() : NO_COMMAND),
                    container(task),
                    labels,
                    health,
                    killGrace(task),
                    unheeded(task)));
        } catch (IllegalArgumentException e) {
            return Translation.refused("Task '" + task.getTaskId().getValue() + "' cannot be run: " + e.getMessage());
        }
    }

    /**
     * How long a task has between being asked to end and being ended: what it says, or what Mesos's executors give
     * (src/launcher/executor.cpp, src/docker/executor.cpp). Docker's own parameter for it is left to the backend.
     */
    private static Optional<Duration> killGrace(TaskInfo task) {
        if (task.getKillPolicy().hasGracePeriod()) {
            return Optional.of(
                    Duration.ofNanos(task.getKillPolicy().getGracePeriod().getNanoseconds()));
        }
        if (!isDocker(task)) {
            return Optional.of(COMMAND_GRACE);
        }
        boolean ownParameter = task.getContainer().getDocker().getParametersList().stream()
                .anyMatch(parameter -> parameter.getKey().equals("stop-timeout"));
        return ownParameter ? Optional.empty() : Optional.of(DOCKER_GRACE);
    }

    private static boolean isDocker(TaskInfo task) {
        return task.hasContainer() && task.getContainer().getType() == ContainerInfo.Type.DOCKER;
    }

    /** Fields that are ignored with a warning; a task with fields that it may rely on is refused instead. */
    private static List<String> unheeded(TaskInfo task) {
        List<String> fields = new ArrayList<>();
        if (task.hasCheck()) {
            fields.add("check");
        }
        if (task.getHealthCheck().getHttp().getProtocol() == NetworkInfo.Protocol.IPv6) {
            fields.add("health_check.http.protocol");
        }
        if (task.getHealthCheck().getTcp().getProtocol() == NetworkInfo.Protocol.IPv6) {
            fields.add("health_check.tcp.protocol");
        }
        if (task.getContainer().hasTtyInfo()) {
            fields.add("container.tty_info");
        }
        if (task.getContainer().getMesos().getImage().getDocker().hasConfig()) {
            fields.add("container.mesos.image.docker.config");
        }
        if (task.getContainer().getVolumesList().stream()
                .anyMatch(volume -> volume.getSource().getHostPath().hasMountPropagation())) {
            fields.add("container.volumes.source.host_path.mount_propagation");
        }
        boolean named = task.getContainer().getNetworkInfosList().stream().anyMatch(NetworkInfo::hasName);
        if (named && task.getContainer().getType() == ContainerInfo.Type.DOCKER) {
            fields.add("container.network_infos");
        }
        return fields;
    }

    /**
     * The traits of a task that is launched on an offer to this role.
     *
     * @param group its group, if it has one
     */
    public static TaskTraits traits(TaskInfo task, String role, Optional<TaskTraits.Group> group) {
        return new TaskTraits(role, isDocker(task), task.hasHealthCheck(), group);
    }

    /** How long the task may run, if it says so. */
    public static Optional<Duration> maxCompletionTime(TaskInfo task) {
        return task.hasMaxCompletionTime()
                ? Optional.of(Duration.ofNanos(task.getMaxCompletionTime().getNanoseconds()))
                : Optional.empty();
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
                info.getUrisList().stream().map(TaskSpecs::uri).toList());
    }

    private static CommandUri uri(CommandInfo.URI uri) {
        return new CommandUri(
                uri.getValue(),
                uri.getExecutable(),
                uri.getExtract(),
                uri.hasOutputFile() ? Optional.of(uri.getOutputFile()) : Optional.empty());
    }

    private static Container container(TaskInfo task) {
        if (!task.hasContainer()) {
            return Container.NONE;
        }
        ContainerInfo info = task.getContainer();
        refuse(
                !isOfCgroups(info.getLinuxInfo()) && info.hasLinuxInfo(),
                "linux_info",
                "capabilities, namespaces and seccomp");
        refuse(info.hasRlimitInfo(), "rlimit_info", "limits of processes");
        refuse(hasVolumeDriver(info.getDocker()), "docker.volume_driver", "volume drivers");
        List<Volume> volumes =
                info.getVolumesList().stream().map(TaskSpecs::volume).toList();
        if (info.getType() == ContainerInfo.Type.DOCKER) {
            DockerInfo docker = info.getDocker();
            List<Parameter> parameters = new ArrayList<>();
            if (info.hasHostname()) {
                parameters.add(new Parameter("hostname", info.getHostname()));
            }
            docker.getParametersList()
                    .forEach(parameter -> parameters.add(new Parameter(parameter.getKey(), parameter.getValue())));
            return new Container(
                    Optional.of(docker.getImage()),
                    docker.hasNetwork()
                            ? Optional.of(Container.Network.valueOf(
                                    docker.getNetwork().name()))
                            : Optional.empty(),
                    docker.getPortMappingsList().stream()
                            .flatMap(TaskSpecs::mappings)
                            .toList(),
                    volumes,
                    parameters,
                    docker.getPrivileged(),
                    docker.getForcePullImage());
        }
        Optional<String> image =
                info.getMesos().hasImage() ? Optional.of(image(info.getMesos().getImage())) : Optional.empty();
        boolean forcePull =
                info.getMesos().hasImage() && !info.getMesos().getImage().getCached();
        List<Parameter> parameters =
                info.hasHostname() ? List.of(new Parameter("hostname", info.getHostname())) : List.of();
        List<NetworkInfo> networks =
                info.getNetworkInfosList().stream().filter(NetworkInfo::hasName).toList();
        // A network by its name is one that an operator made for the agents of Mesos.
        return new Container(
                image,
                networks.isEmpty() ? Optional.empty() : Optional.of(Container.Network.USER),
                networks.stream()
                        .flatMap(network -> network.getPortMappingsList().stream())
                        .flatMap(port -> mappings(port.getHostPort(), port.getContainerPort(), port.getProtocol()))
                        .toList(),
                volumes,
                parameters,
                false,
                forcePull);
    }

    /** Whether it only says whether cgroups are shared; they never are, as a container of ECS has its own. */
    private static boolean isOfCgroups(LinuxInfo info) {
        return info.hasShareCgroups()
                && info.toBuilder().clearShareCgroups().build().equals(LinuxInfo.getDefaultInstance());
    }

    // Deprecated in Mesos in favour of a volume's source; frameworks that send it want it no less.
    @SuppressWarnings("deprecation")
    private static boolean hasVolumeDriver(DockerInfo docker) {
        return docker.hasVolumeDriver();
    }

    private static void refuse(boolean has, String field, String what) {
        if (has) {
            throw new IllegalArgumentException("container." + field + " is not supported: " + what
                    + " belong into a task definition of your own, which label isthmus.task-definition can name");
        }
    }

    /** The name by which Docker pulls it. */
    private static String image(Image image) {
        if (image.getType() != Image.Type.DOCKER) {
            throw new IllegalArgumentException("container.mesos.image is of type " + image.getType()
                    + ": ECS runs Docker images alone, so give the task one of type DOCKER");
        }
        if (image.getDocker().getName().isEmpty()) {
            throw new IllegalArgumentException("container.mesos.image has no docker.name: give it that of an image");
        }
        return image.getDocker().getName();
    }

    private static Volume volume(dev.isthmus.mesos.messages.Protos.Volume info) {
        boolean ofHost = info.getSource().getType() == Source.Type.HOST_PATH;
        if (info.hasImage() || (info.hasSource() && !ofHost)) {
            throw new IllegalArgumentException("volume '" + info.getContainerPath() + "' comes from "
                    + (info.hasImage()
                            ? "an image"
                            : "a source of type " + info.getSource().getType())
                    + ": only a path of the host can be mounted, as host_path or as a source of type HOST_PATH");
        }
        return new Volume(
                info.getContainerPath(),
                Optional.of(ofHost ? info.getSource().getHostPath().getPath() : info.getHostPath()),
                info.getMode() == dev.isthmus.mesos.messages.Protos.Volume.Mode.RO);
    }

    private static Stream<PortMapping> mappings(DockerInfo.PortMapping info) {
        return mappings(info.getHostPort(), info.getContainerPort(), info.getProtocol());
    }

    /** One for each protocol: Marathon says both as {@code udp,tcp}. */
    private static Stream<PortMapping> mappings(int hostPort, int containerPort, String asked) {
        String protocols = asked.isEmpty() ? "tcp" : asked;
        return Arrays.stream(protocols.split(",", -1))
                .map(protocol -> new PortMapping(hostPort, containerPort, protocol(protocol.strip())));
    }

    private static PortMapping.Protocol protocol(String protocol) {
        return switch (protocol.toLowerCase(Locale.ROOT)) {
            case "tcp" -> PortMapping.Protocol.TCP;
            case "udp" -> PortMapping.Protocol.UDP;
            default ->
                throw new IllegalArgumentException("port mapping of protocol '" + protocol + "': want tcp or udp");
        };
    }
}
