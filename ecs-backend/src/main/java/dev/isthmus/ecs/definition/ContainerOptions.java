package dev.isthmus.ecs.definition;

import dev.isthmus.ecs.fargate.CpuArchitecture;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Optional properties of a container: {@code ContainerDefinition} in ECS's API reference. Options that mean the same are equal: lists whose order has
 * no meaning are sorted.
 *
 * @param linux the linuxParameters of ECS
 * @param lookup name resolution
 * @param ulimits by their names
 * @param systemControls values by name
 * @param securityOptions as ECS writes them
 * @param interactive whether standard input is held open
 * @param terminal whether it has a terminal
 * @param pidMode the process namespace, if not its own
 * @param ipcMode the IPC namespace, if not Docker's default
 * @param architecture the processors that its image is for, if that is said
 */
public record ContainerOptions(
        LinuxOptions linux,
        Lookup lookup,
        SortedMap<String, Ulimit> ulimits,
        SortedMap<String, String> systemControls,
        SortedSet<String> securityOptions,
        boolean interactive,
        boolean terminal,
        Optional<String> pidMode,
        Optional<String> ipcMode,
        Optional<CpuArchitecture> architecture) {

    /** No options. */
    public static final ContainerOptions NONE = new ContainerOptions(
            LinuxOptions.NONE,
            Lookup.NONE,
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeSet<>(),
            false,
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /**
     * A resource limit of processes; -1 is unlimited.
     *
     * @param soft the soft limit
     * @param hard the hard limit, up to which a process may raise the soft one
     */
    public record Ulimit(int soft, int hard) {}

    /**
     * Name resolution.
     *
     * @param servers DNS servers, in order
     * @param domains search domains, in order
     * @param hosts extra hosts; those of one name keep their order
     */
    public record Lookup(List<String> servers, List<String> domains, List<Host> hosts) {

        /** As on the instance. */
        public static final Lookup NONE = new Lookup(List.of(), List.of(), List.of());

        /** Copies and sorts. */
        public Lookup {
            servers = List.copyOf(servers);
            domains = List.copyOf(domains);
            // Of one name the first address counts; between names there is no order.
            hosts = hosts.stream()
                    .distinct()
                    .sorted(Comparator.comparing(Host::name))
                    .toList();
        }
    }

    /** A name and its address. */
    public record Host(String name, String address) {}

    /** Copies. */
    public ContainerOptions {
        ulimits = Collections.unmodifiableSortedMap(new TreeMap<>(ulimits));
        systemControls = Collections.unmodifiableSortedMap(new TreeMap<>(systemControls));
        securityOptions = Collections.unmodifiableSortedSet(new TreeSet<>(securityOptions));
    }

    /** The same options for an image for these processors. */
    public ContainerOptions on(Optional<CpuArchitecture> processors) {
        return new ContainerOptions(
                linux,
                lookup,
                ulimits,
                systemControls,
                securityOptions,
                interactive,
                terminal,
                pidMode,
                ipcMode,
                processors);
    }

    /** All options as a list of words. Options are equal if and only if their words are. */
    public List<String> words() {
        List<String> words = new ArrayList<>(linux.words());
        lookup.servers().forEach(server -> words.addAll(List.of("dns", server)));
        lookup.domains().forEach(domain -> words.addAll(List.of("search", domain)));
        lookup.hosts().forEach(host -> words.addAll(List.of("host", host.name(), host.address())));
        ulimits.forEach((name, limit) -> words.addAll(List.of("ulimit", name, limit.soft() + ":" + limit.hard())));
        systemControls.forEach((name, value) -> words.addAll(List.of("sysctl", name, value)));
        securityOptions.forEach(option -> words.addAll(List.of("security", option)));
        if (interactive) {
            words.add("interactive");
        }
        if (terminal) {
            words.add("terminal");
        }
        pidMode.ifPresent(mode -> words.addAll(List.of("pid", mode)));
        ipcMode.ifPresent(mode -> words.addAll(List.of("ipc", mode)));
        architecture.ifPresent(processors -> words.addAll(List.of("arch", processors.word())));
        return words;
    }
}
