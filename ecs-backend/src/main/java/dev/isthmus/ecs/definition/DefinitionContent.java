package dev.isthmus.ecs.definition;

import dev.isthmus.api.launch.PortMapping;
import dev.isthmus.api.launch.Volume;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a definition that we register holds: only what is the same for all tasks of a kind. Two contents that mean the same are equal, and its
 * {@link #family} is derived from it, so that any driver finds what another has registered.
 *
 * @param image the Docker image
 * @param network ECS's network mode: {@code host}, {@code bridge} or {@code none}
 * @param entryPoint instead of the image's; empty to keep that
 * @param execution how its main process is run
 * @param portMappings fixed ports; kept sorted
 * @param volumes in the order given
 * @param health a check by command, if any
 * @param stopTimeout seconds between being asked to end and being ended
 * @param log where its output goes, if not where Docker's default says
 * @param fixed what of command and environment did not fit into the overrides
 * @param provisions what its main process finds beside its image
 */
public record DefinitionContent(
        String image,
        String network,
        List<String> entryPoint,
        Execution execution,
        List<PortMapping> portMappings,
        List<Volume> volumes,
        Optional<Check> health,
        OptionalInt stopTimeout,
        Optional<Log> log,
        Fixed fixed,
        Provisions provisions) {

    /** The most bytes that ECS takes as a definition: "Task definition size" in the service quotas. */
    public static final int LARGEST = 64 * 1024;

    /** The most seconds that Isthmus lets a container take to end: a day. */
    public static final int LONGEST_STOP_TIMEOUT = 86_400;

    /** What the families of ours begin with. */
    public static final String FAMILY_PREFIX = "isthmus-";

    /**
     * The label on the containers of what we registered: by it, and not by its name alone, a definition is known as ours. A tag would need
     * the right to tag.
     */
    public static final String MARK = "dev.isthmus.definition";

    /** The name of the one container. */
    public static final String CONTAINER = "main";

    /**
     * How a container's main process is run; empty texts keep the image's ways.
     *
     * @param labels of the container
     * @param options what else it is given
     */
    public record Execution(
            Optional<String> user,
            Optional<String> workingDirectory,
            Optional<String> hostname,
            boolean privileged,
            boolean readOnlyRoot,
            SortedMap<String, String> labels,
            ContainerOptions options) {

        /** As the image says. */
        public static final Execution PLAIN =
                new Execution(Optional.empty(), Optional.empty(), Optional.empty(), false, false, new TreeMap<>());

        /** Without options. */
        public Execution(
                Optional<String> user,
                Optional<String> workingDirectory,
                Optional<String> hostname,
                boolean privileged,
                boolean readOnlyRoot,
                SortedMap<String, String> labels) {
            this(user, workingDirectory, hostname, privileged, readOnlyRoot, labels, ContainerOptions.NONE);
        }

        /** The same in this working directory. */
        public Execution workingIn(String directory) {
            return new Execution(user, Optional.of(directory), hostname, privileged, readOnlyRoot, labels, options);
        }

        /** Copies the map. */
        public Execution {
            labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        }
    }

    /** A health check; times in seconds, within ECS's ranges. */
    public record Check(List<String> command, int interval, int timeout, int retries, int startPeriod) {

        /** Copies the list. */
        public Check {
            command = List.copyOf(command);
        }
    }

    /** A log driver and its options. */
    public record Log(String driver, SortedMap<String, String> options) {

        /** Copies the map. */
        public Log {
            options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
        }
    }

    /**
     * A command and variables that stand in the definition.
     *
     * @param command instead of the image's, if given
     * @param environment may be secret: never printed
     */
    public record Fixed(Optional<List<String>> command, SortedMap<String, String> environment) {

        /** Nothing. */
        public static final Fixed NOTHING = new Fixed(Optional.empty(), new TreeMap<>());

        /** Copies the collections. */
        public Fixed {
            command = command.map(List::copyOf);
            environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
        }

        @Override
        public String toString() {
            return "Fixed[command " + (command.isPresent() ? "given" : "not given") + ", environment of "
                    + environment.size() + " variables]";
        }
    }

    /** Without provisions. */
    public DefinitionContent(
            String image,
            String network,
            List<String> entryPoint,
            Execution execution,
            List<PortMapping> portMappings,
            List<Volume> volumes,
            Optional<Check> health,
            OptionalInt stopTimeout,
            Optional<Log> log,
            Fixed fixed) {
        this(
                image,
                network,
                entryPoint,
                execution,
                portMappings,
                volumes,
                health,
                stopTimeout,
                log,
                fixed,
                Provisions.NONE);
    }

    /** Copies and normalises. */
    public DefinitionContent {
        entryPoint = List.copyOf(entryPoint);
        portMappings = portMappings.stream()
                .distinct()
                .sorted(Comparator.comparing(PortMapping::containerPort)
                        .thenComparing(PortMapping::protocol)
                        .thenComparing(PortMapping::hostPort))
                .toList();
        volumes = List.copyOf(volumes);
    }

    /** The same with another command and other variables in it. */
    public DefinitionContent with(Fixed other) {
        return with(other, provisions);
    }

    /** The same with another command, other variables and other provisions in it. */
    public DefinitionContent with(Fixed other, Provisions others) {
        return new DefinitionContent(
                image, network, entryPoint, execution, portMappings, volumes, health, stopTimeout, log, other, others);
    }

    /** A mapping for UDP of a container port that is mapped for TCP as well, if there is one. */
    public Optional<PortMapping> mappedTwice() {
        return portMappings.stream()
                .filter(port -> port.protocol() == PortMapping.Protocol.UDP)
                .filter(udp -> portMappings.stream()
                        .anyMatch(other -> other.protocol() == PortMapping.Protocol.TCP
                                && other.containerPort() == udp.containerPort()))
                .findFirst();
    }

    /** About how many bytes it is as JSON; never fewer than it is. */
    public int bytes() {
        return DefinitionBytes.of(this);
    }

    /** Where it is registered: {@code isthmus-}, a name for people, and a hash of the content. */
    public String family() {
        return Families.of(this);
    }
}
