package dev.isthmus.ecs.docker;

import dev.isthmus.api.failure.Brief;
import dev.isthmus.api.task.Container;
import dev.isthmus.api.task.Container.Network;
import dev.isthmus.api.task.Parameter;
import dev.isthmus.api.task.PortMapping;
import dev.isthmus.api.task.Volume;
import dev.isthmus.ecs.definition.ContainerOptions;
import dev.isthmus.ecs.definition.DefinitionContent.Execution;
import dev.isthmus.ecs.definition.UnsupportedFieldException;
import dev.isthmus.ecs.rules.TaskRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The network mode and port mappings of a task definition.
 *
 * @param mode ECS's network mode
 * @param ports its port mappings
 */
public record Networks(String mode, List<PortMapping> ports) {

    /**
     * Decides by the rules and the task. The default is the host's network, as that of {@code DockerInfo} in include/mesos/mesos.proto.
     *
     * @param dynamic whether ECS assigns host ports
     */
    public static Networks of(Container container, Optional<String> ruled, boolean dynamic, List<String> warnings) {
        String mode = ruled.orElseGet(() -> modeOf(container));
        List<PortMapping> ports = container.portMappings();
        if (mode.equals("bridge") && dynamic) {
            ports = ports.stream()
                    .map(port -> new PortMapping(0, port.containerPort(), port.protocol()))
                    .toList();
        } else if (mode.equals("awsvpc")) {
            ports = ofInterface(ports);
        } else if (!mode.equals("bridge") && !ports.isEmpty()) {
            warnings.add(
                    "its port mappings are not used, because a rule of " + TaskRules.SETTING + " sets network " + mode);
            ports = List.of();
        }
        container.parameters().stream()
                .filter(DroppedParameters::isNetwork)
                .forEach(parameter -> agree(parameter, mode, ruled.isPresent(), warnings));
        return new Networks(mode, ports);
    }

    /**
     * On Fargate: a network interface of its own, whatever network the task names, with all ports. Of port mappings the ports of the container count.
     *
     * @throws UnsupportedFieldException for a task that is to have no network, which Fargate does not have
     */
    public static Networks onFargate(Container container, List<String> warnings) {
        if (container.network().equals(Optional.of(Network.NONE))) {
            throw UnsupportedFieldException.onFargate(
                    "network NONE is not supported on Fargate, where every task has a network interface: use another, or keep the task "
                            + "off the slots by a constraint on their attribute provider");
        }
        container.parameters().stream()
                .filter(DroppedParameters::isNetwork)
                .forEach(parameter -> DroppedParameters.warn(
                        parameter.key(), "on Fargate a task has a network interface of its own", warnings));
        return new Networks("awsvpc", ofInterface(container.portMappings()));
    }

    /** The task has all ports of an address of its own: there is no host port. */
    private static List<PortMapping> ofInterface(List<PortMapping> ports) {
        return ports.stream()
                .map(port -> new PortMapping(port.containerPort(), port.containerPort(), port.protocol()))
                .toList();
    }

    /** What repeats the task's network is worth no word; what contradicts it would be another isolation. */
    private static void agree(Parameter parameter, String mode, boolean ruled, List<String> warnings) {
        String asked = parameter.value().equals("default") ? "bridge" : parameter.value();
        if (asked.equals(mode)) {
            return;
        }
        if (!ruled) {
            throw ParameterForms.wrong(
                    parameter,
                    mode + ", which the task's network says: ask there, or by a rule of " + TaskRules.SETTING);
        }
        DroppedParameters.warn(parameter.key(), "a rule of " + TaskRules.SETTING + " sets network " + mode, warnings);
    }

    private static String modeOf(Container container) {
        Network network = container.network().orElse(Network.HOST);
        if (network != Network.BRIDGE && !container.portMappings().isEmpty()) {
            throw new UnsupportedFieldException("the task has port mappings on network " + network
                    + ": they need network BRIDGE; on HOST a task uses the host's ports themselves");
        }
        return switch (network) {
            case HOST -> "host";
            case BRIDGE -> "bridge";
            case NONE -> "none";
            case USER ->
                throw new UnsupportedFieldException(
                        "network USER is not supported: ECS has no user-defined networks; use "
                                + "HOST or BRIDGE, or give the task one by a rule of " + TaskRules.SETTING
                                + " such as network:awsvpc");
        };
    }

    /** Refuses options that a container cannot have in this network mode: ContainerDefinition and SystemControl in ECS's API reference. */
    public static void requirePossible(String mode, Execution execution) {
        ContainerOptions options = execution.options();
        if (mode.equals("awsvpc")) {
            List<String> own = new ArrayList<>();
            execution.hostname().ifPresent(name -> own.add("hostname '" + name + "'"));
            // The interface is that of another container, and Docker sets none of these on a container that shares one.
            options.lookup().hosts().forEach(host -> own.add("add-host '" + host.name() + ":" + host.address() + "'"));
            options.lookup().servers().forEach(server -> own.add("dns '" + server + "'"));
            options.lookup().domains().forEach(domain -> own.add("dns-search '" + domain + "'"));
            if (!own.isEmpty()) {
                throw new UnsupportedFieldException("the task asks for " + Brief.list(own)
                        + ", and a rule for network awsvpc, which has its own: leave them out, or change the rule");
            }
        }
        for (String control : options.systemControls().keySet()) {
            if (mode.equals("host") && LinuxForms.isOfNetwork(control)) {
                throw new UnsupportedFieldException("docker parameter 'sysctl' sets '" + control
                        + "', and on network HOST that is the host's: set it there, or use network BRIDGE");
            }
            if (options.ipcMode().equals(Optional.of("host")) && LinuxForms.isOfIpc(control)) {
                throw new UnsupportedFieldException("docker parameter 'sysctl' sets '" + control
                        + "', and with ipc host that is the host's: set it there, or leave out ipc");
            }
        }
    }

    /**
     * The volumes of the task and those of rules. Of several at one path, that of a rule comes first, then the task's own, then that of a parameter.
     */
    public static List<Volume> volumes(Container container, List<Volume> parameters, List<Volume> ruled) {
        for (Volume volume : container.volumes()) {
            requireAbsolute("container_path", volume.containerPath());
            volume.hostPath().ifPresent(path -> requireAbsolute("host_path", path));
        }
        List<Volume> own = without(container.volumes(), ruled);
        List<Volume> volumes = new ArrayList<>(own);
        volumes.addAll(without(without(parameters, ruled), own));
        volumes.addAll(ruled);
        return volumes;
    }

    private static List<Volume> without(List<Volume> volumes, List<Volume> others) {
        return volumes.stream()
                .filter(volume ->
                        others.stream().noneMatch(other -> other.containerPath().equals(volume.containerPath())))
                .toList();
    }

    private static void requireAbsolute(String what, String path) {
        if (!path.startsWith("/")) {
            throw new UnsupportedFieldException(
                    "volume " + what + " '" + path
                            + "' is relative: there is no sandbox on ECS that it could be relative to; give a path that begins with /");
        }
    }
}
