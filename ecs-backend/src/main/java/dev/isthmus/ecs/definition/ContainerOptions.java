package dev.isthmus.ecs.definition;

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
 * What a container is given beyond its main process: {@code ContainerDefinition} in ECS's API reference. Options that mean the same are equal:
 * what has no order is sorted.
 *
 * @param linux what ECS calls linuxParameters
 * @param lookup how names are found
 * @param ulimits by their names
 * @param systemControls values by names
 * @param securityOptions in ECS's words
 * @param interactive whether standard input is held open
 * @param terminal whether it has a terminal
 * @param pidMode whose processes it sees, if not its own
 * @param ipcMode with whom it shares memory, if not as Docker's default says
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
        Optional<String> ipcMode) {

    /** Nothing of it. */
    public static final ContainerOptions NONE = new ContainerOptions(
            LinuxOptions.NONE,
            Lookup.NONE,
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeSet<>(),
            false,
            false,
            Optional.empty(),
            Optional.empty());

    /**
     * A limit of processes; -1 is none.
     *
     * @param soft what holds at first
     * @param hard how far a process may raise it
     */
    public record Ulimit(int soft, int hard) {}

    /**
     * How names are found.
     *
     * @param servers asked in this order
     * @param domains searched in this order
     * @param hosts known without asking; of one name, in the order given
     */
    public record Lookup(List<String> servers, List<String> domains, List<Host> hosts) {

        /** As the instance does. */
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

    /** All of it as one list of words, the same for equal options only. */
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
        return words;
    }
}
