package dev.isthmus.ecs.definition;

import dev.isthmus.api.task.PortMapping;
import dev.isthmus.api.task.Volume;
import dev.isthmus.ecs.fargate.CpuArchitecture;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The content of a task definition that Isthmus registers. It contains only what is the same for all tasks of a kind. Contents that mean the same are
 * equal, and the {@link #family} is derived from the content, so that every driver finds what another one has registered.
 *
 * @param image the Docker image
 * @param network ECS's network mode: {@code host}, {@code bridge}, {@code none} or {@code awsvpc}
 * @param entryPoint overrides that of the image; empty to keep it
 * @param execution how its main process is run
 * @param portMappings fixed ports; kept sorted
 * @param volumes in the order given
 * @param health the health check, if any
 * @param stopTimeout seconds between SIGTERM and SIGKILL
 * @param log the log configuration; empty for Docker's default
 * @param fixed the part of command and environment that does not fit into the overrides
 * @param provisions its sandbox, fetcher and secrets
 * @param fargate what it says for Fargate; empty for container instances
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
        Provisions provisions,
        Optional<FargateTraits> fargate) {

    /** The largest task definition that ECS accepts, in bytes: "Task definition size" in the service quotas. */
    public static final int LARGEST = 64 * 1024;

    /** The longest stop timeout, in seconds: a day. */
    public static final int LONGEST_STOP_TIMEOUT = 86_400;

    /** The prefix of the families that Isthmus registers. */
    public static final String FAMILY_PREFIX = "isthmus-";

    /**
     * The Docker label on the containers of a task definition that Isthmus registered. It identifies them, as the name alone does not; a tag would
     * need the permission to tag.
     */
    public static final String MARK = "dev.isthmus.definition";

    /** The name of the main container, if the task is not a group. */
    public static final String CONTAINER = "main";

    /**
     * How the main process of a container runs; empty values keep those of the image.
     *
     * @param labels of the container
     * @param options optional properties
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

        /** The same with this working directory. */
        public Execution workingIn(String directory) {
            return new Execution(user, Optional.of(directory), hostname, privileged, readOnlyRoot, labels, options);
        }

        /** The same for an image for these processors, or for any. */
        public Execution on(Optional<CpuArchitecture> processors) {
            return new Execution(
                    user, workingDirectory, hostname, privileged, readOnlyRoot, labels, options.on(processors));
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
     * A command and environment variables in the task definition.
     *
     * @param command overrides that of the image, if given
     * @param environment may be secret; never printed
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

    /** Without provisions, for container instances. */
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
                Provisions.NONE,
                Optional.empty());
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

    /** The same content with this command and environment. */
    public DefinitionContent with(Fixed other) {
        return with(other, provisions);
    }

    /** The same content with this command, environment and provisions. */
    public DefinitionContent with(Fixed other, Provisions others) {
        return new DefinitionContent(
                image,
                network,
                entryPoint,
                execution,
                portMappings,
                volumes,
                health,
                stopTimeout,
                log,
                other,
                others,
                fargate);
    }

    /** The same content for Fargate, with this stop timeout and log configuration. */
    public DefinitionContent onFargate(FargateTraits traits, OptionalInt seconds, Optional<Log> logged) {
        return new DefinitionContent(
                image,
                network,
                entryPoint,
                execution,
                portMappings,
                volumes,
                health,
                seconds,
                logged,
                fixed,
                provisions,
                Optional.of(traits));
    }

    /** A UDP mapping of a container port that is also mapped for TCP, if there is one. */
    public Optional<PortMapping> mappedTwice() {
        return portMappings.stream()
                .filter(port -> port.protocol() == PortMapping.Protocol.UDP)
                .filter(udp -> portMappings.stream()
                        .anyMatch(other -> other.protocol() == PortMapping.Protocol.TCP
                                && other.containerPort() == udp.containerPort()))
                .findFirst();
    }

    /** Its size as JSON in bytes, estimated; never too low. */
    public int bytes() {
        return DefinitionBytes.of(this);
    }

    /** The family: {@code isthmus-}, a readable name, and a hash of the content. */
    public String family() {
        return Families.of(this);
    }
}
