package dev.isthmus.ecs.definition;

import dev.isthmus.api.launch.Container;
import dev.isthmus.api.launch.Container.Network;
import dev.isthmus.api.launch.Volume;
import java.util.List;

/** Network modes and volumes. */
final class Networks {

    private Networks() {}

    /** ECS's network mode. Without one named it is the host's, the default of {@code DockerInfo} in include/mesos/mesos.proto. */
    static String modeOf(Container container) {
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
                        "network USER is not supported: ECS has no user-defined networks; use HOST or BRIDGE");
        };
    }

    /** The volumes, if ECS can make them. */
    static List<Volume> checkedVolumes(Container container) {
        for (Volume volume : container.volumes()) {
            requireAbsolute("container_path", volume.containerPath());
            volume.hostPath().ifPresent(path -> requireAbsolute("host_path", path));
        }
        return container.volumes();
    }

    private static void requireAbsolute(String what, String path) {
        if (!path.startsWith("/")) {
            throw new UnsupportedFieldException(
                    "volume " + what + " '" + path
                            + "' is relative: there is no sandbox on ECS that it could be relative to; give a path that begins with /");
        }
    }
}
