package dev.isthmus.ecs.definition;

import dev.isthmus.ecs.definition.ContainerOptions.Lookup;
import dev.isthmus.ecs.fetch.HostDirectory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The fields of a task definition that a container instance has and Fargate does not, or not with every value: one table for both, of which
 * docs/reference/task-definitions.md shows the rows. Source: "Task definition differences for the Fargate launch type" in the developer guide, and
 * {@code RegisterTaskDefinition} in the API reference.
 */
public enum DefinitionField {
    /** Privileges of the host. */
    PRIVILEGED("privileged", "any", "none"),
    /** Capabilities beyond Docker's. */
    CAPABILITIES("capabilities.add", "any", "SYS_PTRACE"),
    /** Devices of the host. */
    DEVICES("devices", "any", "none"),
    /** File systems in memory. */
    TMPFS("tmpfs", "any", "none"),
    /** The size of /dev/shm. */
    SHARED_MEMORY("sharedMemorySize", "any", "none"),
    /** Swap memory. */
    SWAP("maxSwap, swappiness", "any", "none"),
    /** What SELinux, AppArmor and the like allow. */
    SECURITY_OPTIONS("dockerSecurityOptions", "any", "none"),
    /** The namespace of processes. */
    PID_MODE("pidMode", "host, task", "task"),
    /** The namespace of shared memory. */
    IPC_MODE("ipcMode", "host, task, none", "none"),
    /** The container's name for itself. */
    HOSTNAME("hostname", "any but in network mode awsvpc", "none"),
    /** How names are resolved. */
    LOOKUP("dnsServers, dnsSearchDomains, extraHosts", "any but in network mode awsvpc", "none"),
    /** Directories of the host. */
    HOST_VOLUMES("volumes with a host path", "any", "none"),
    /** What takes the log. */
    LOG_DRIVER("logDriver", "any that the instance has", "awslogs, splunk, awsfirelens");

    private final String written;
    private final String onInstances;
    private final String onFargate;

    DefinitionField(String written, String onInstances, String onFargate) {
        this.written = written;
        this.onInstances = onInstances;
        this.onFargate = onFargate;
    }

    /** Its name in ECS. */
    public String written() {
        return written;
    }

    /** Which values it can have on a container instance, in words. */
    public String onInstances() {
        return onInstances;
    }

    /** Which values it can have on Fargate, in words. */
    public String onFargate() {
        return onFargate;
    }

    /** What a content asks for that Fargate does not have, by name; empty if all of it can run there. */
    public static List<String> refusedOnFargate(DefinitionContent content) {
        return Arrays.stream(values()).flatMap(field -> field.refused(content)).toList();
    }

    private Stream<String> refused(DefinitionContent content) {
        ContainerOptions options = content.execution().options();
        LinuxOptions linux = options.linux();
        return switch (this) {
            case PRIVILEGED -> flag(written, content.execution().privileged());
            case CAPABILITIES ->
                linux.added().stream().filter(name -> !name.equals(onFargate)).map(name -> "capability " + name);
            case DEVICES -> linux.devices().stream().map(device -> "device " + device.hostPath());
            case TMPFS -> linux.tmpfs().stream().map(tmpfs -> "tmpfs " + tmpfs.path());
            case SHARED_MEMORY -> flag("shm-size", linux.sharedMemory().isPresent());
            case SWAP -> flag("memory-swap", linux.swap().isPresent());
            case SECURITY_OPTIONS -> options.securityOptions().stream().map(option -> "security-opt " + option);
            case PID_MODE -> value("pid", options.pidMode().filter(mode -> !mode.equals(onFargate)));
            case IPC_MODE -> value("ipc", options.ipcMode());
            case HOSTNAME -> value("hostname", content.execution().hostname());
            case LOOKUP -> lookup(options.lookup());
            case HOST_VOLUMES -> hostPaths(content).map(path -> "host path " + path);
            case LOG_DRIVER ->
                value(
                        "log driver",
                        content.log()
                                .map(DefinitionContent.Log::driver)
                                .filter(driver ->
                                        !List.of(onFargate.split(", ", -1)).contains(driver)));
        };
    }

    private static Stream<String> flag(String word, boolean asked) {
        return asked ? Stream.of(word) : Stream.empty();
    }

    private static Stream<String> value(String word, Optional<String> asked) {
        return asked.map(value -> word + " " + value).stream();
    }

    private static Stream<String> lookup(Lookup lookup) {
        List<String> asked = new ArrayList<>();
        lookup.servers().forEach(server -> asked.add("dns " + server));
        lookup.domains().forEach(domain -> asked.add("dns-search " + domain));
        lookup.hosts().forEach(host -> asked.add("add-host " + host.name()));
        return asked.stream();
    }

    private static Stream<String> hostPaths(DefinitionContent content) {
        return Stream.concat(
                content.volumes().stream().flatMap(volume -> volume.hostPath().stream()),
                content.provisions().fetcher().stream()
                        .flatMap(fetcher -> fetcher.mounts().stream())
                        .map(HostDirectory::path));
    }
}
