package dev.isthmus.ecs.call;

import dev.isthmus.api.launch.PortMapping;
import dev.isthmus.api.launch.Volume;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
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
        Fixed fixed) {

    /** The most bytes that ECS takes as a definition: "Task definition size" in the service quotas. */
    public static final int LARGEST = 64 * 1024;

    /** What the families of ours begin with. */
    public static final String FAMILY_PREFIX = "isthmus-";

    /**
     * The label on the containers of what we registered: by it, and not by its name alone, a definition is known as ours. A tag would need
     * the right to tag.
     */
    public static final String MARK = "dev.isthmus.definition";

    /** The name of the one container. */
    public static final String CONTAINER = "main";

    private static final int LONGEST_NAME = 60;

    /** Bytes of names and brackets in the JSON: of all members together, and of one item of each kind. */
    private static final int OF_NAMES = 900;

    private static final int OF_ITEM = 24;
    private static final int OF_PORT = 64;
    private static final int OF_VOLUME = 128;

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
        return new DefinitionContent(
                image, network, entryPoint, execution, portMappings, volumes, health, stopTimeout, log, other);
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
        int bytes = OF_NAMES + JsonLength.bytes(image) + JsonLength.bytes(family()) + bytes(entryPoint);
        bytes += fixed.command().map(DefinitionContent::bytes).orElse(0);
        for (var variable : fixed.environment().entrySet()) {
            bytes += OF_ITEM + JsonLength.bytes(variable.getKey()) + JsonLength.bytes(variable.getValue());
        }
        for (Optional<String> text : List.of(execution.user(), execution.workingDirectory(), execution.hostname())) {
            bytes += text.map(JsonLength::bytes).orElse(0);
        }
        for (var label : execution.labels().entrySet()) {
            bytes += OF_ITEM + JsonLength.bytes(label.getKey()) + JsonLength.bytes(label.getValue());
        }
        for (String word : execution.options().words()) {
            bytes += OF_ITEM + JsonLength.bytes(word);
        }
        bytes += portMappings.size() * OF_PORT;
        for (Volume volume : volumes) {
            bytes += OF_VOLUME
                    + JsonLength.bytes(volume.containerPath())
                    + volume.hostPath().map(JsonLength::bytes).orElse(0);
        }
        bytes += health.map(check -> bytes(check.command())).orElse(0);
        if (log.isPresent()) {
            for (var option : log.get().options().entrySet()) {
                bytes += OF_ITEM + JsonLength.bytes(option.getKey()) + JsonLength.bytes(option.getValue());
            }
        }
        return bytes;
    }

    private static int bytes(List<String> texts) {
        return texts.stream().mapToInt(text -> JsonLength.bytes(text) + 1).sum();
    }

    /** Where it is registered: {@code isthmus-}, a name for people, and a hash of the content. */
    public String family() {
        return FAMILY_PREFIX + nameOf(image) + "-" + hash();
    }

    private static String nameOf(String image) {
        String last = image.substring(image.lastIndexOf('/') + 1);
        String bare = last.split("[:@]", 2)[0].toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]+", "-");
        return bare.substring(0, Math.min(LONGEST_NAME, bare.length()));
    }

    private String hash() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(canonical().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 10);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** One text for one content. The leading number changes when we register the same content in another way. */
    private String canonical() {
        Canonical text = new Canonical().add("2").add(image).add(network).add(entryPoint);
        text.add(execution.user()).add(execution.workingDirectory()).add(execution.hostname());
        text.add(execution.privileged() + "/" + execution.readOnlyRoot());
        execution.labels().forEach((key, value) -> text.add("label").add(key).add(value));
        List<String> options = execution.options().words();
        if (!options.isEmpty()) {
            text.add("options").add(options);
        }
        portMappings.forEach(
                port -> text.add("port " + port.hostPort() + ":" + port.containerPort() + "/" + port.protocol()));
        volumes.forEach(volume -> text.add("volume")
                .add(volume.containerPath())
                .add(volume.hostPath())
                .add(volume.readOnly() + ""));
        health.ifPresent(check -> text.add("health")
                .add(check.command())
                .add(check.interval() + "/" + check.timeout() + "/" + check.retries() + "/" + check.startPeriod()));
        stopTimeout.ifPresent(seconds -> text.add("stop " + seconds));
        log.ifPresent(where -> {
            text.add("log").add(where.driver());
            where.options().forEach((key, value) -> text.add(key).add(value));
        });
        fixed.command().ifPresent(words -> text.add("command").add(words));
        fixed.environment()
                .forEach((name, value) -> text.add("variable").add(name).add(value));
        return text.toString();
    }

    /** Texts with their lengths, so that no two lists meet by concatenation. */
    private static final class Canonical {

        private final StringBuilder text = new StringBuilder();

        Canonical add(String part) {
            text.append(part.length()).append(':').append(part).append('\n');
            return this;
        }

        Canonical add(Optional<String> part) {
            text.append(part.isPresent() ? '+' : '-');
            return add(part.orElse(""));
        }

        Canonical add(List<String> parts) {
            text.append(parts.size()).append('[');
            parts.forEach(this::add);
            return this;
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
