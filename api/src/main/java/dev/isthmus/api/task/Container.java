package dev.isthmus.api.task;

import java.util.List;
import java.util.Optional;

/**
 * The container of a task.
 *
 * @param image the Docker image, if given
 * @param network the network mode, if given
 * @param portMappings container ports that are published on the host
 * @param volumes its volumes
 * @param parameters options of {@code docker run}
 * @param privileged whether it runs privileged
 * @param forcePullImage whether the image is pulled even if the agent has it
 */
public record Container(
        Optional<String> image,
        Optional<Network> network,
        List<PortMapping> portMappings,
        List<Volume> volumes,
        List<Parameter> parameters,
        boolean privileged,
        boolean forcePullImage) {

    /** The network modes of {@code DockerInfo} in include/mesos/mesos.proto. */
    public enum Network {
        /** The host's own network. */
        HOST,
        /** A bridge of the host, with port mappings. */
        BRIDGE,
        /** None. */
        NONE,
        /** A network of the user's. */
        USER
    }

    /** No image, and nothing asked for. */
    public static final Container NONE =
            new Container(Optional.empty(), Optional.empty(), List.of(), List.of(), List.of(), false, false);

    /** Copies the lists. */
    public Container {
        portMappings = List.copyOf(portMappings);
        volumes = List.copyOf(volumes);
        parameters = List.copyOf(parameters);
    }

    /** This image, and nothing else asked for. */
    public static Container ofImage(String image) {
        return new Container(Optional.of(image), Optional.empty(), List.of(), List.of(), List.of(), false, false);
    }
}
