package dev.isthmus.ecs.docker;

import dev.isthmus.api.task.Parameter;
import dev.isthmus.ecs.definition.ContainerOptions;
import dev.isthmus.ecs.definition.ContainerOptions.Host;
import dev.isthmus.ecs.definition.ContainerOptions.Lookup;
import dev.isthmus.ecs.definition.ContainerOptions.Ulimit;
import dev.isthmus.ecs.definition.LinuxOptions;
import dev.isthmus.ecs.definition.LinuxOptions.Device;
import dev.isthmus.ecs.definition.LinuxOptions.Swap;
import dev.isthmus.ecs.definition.LinuxOptions.Tmpfs;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Collects the options of a container from Docker parameters. If a parameter that takes one value is given twice, the last value counts, as in
 * Docker.
 */
final class OptionReader {

    private final OptionalLong memory;
    private final List<String> warnings;
    private final Map<String, Tmpfs> tmpfs = new TreeMap<>();
    private final Map<String, Device> devices = new TreeMap<>();
    private final NavigableSet<String> added = new TreeSet<>();
    private final NavigableSet<String> dropped = new TreeSet<>();
    private final SortedMap<String, Ulimit> ulimits = new TreeMap<>();
    private final SortedMap<String, String> controls = new TreeMap<>();
    private final NavigableSet<String> security = new TreeSet<>();
    private final Set<String> servers = new LinkedHashSet<>();
    private final Set<String> domains = new LinkedHashSet<>();
    private final Set<Host> hosts = new LinkedHashSet<>();
    private boolean init;
    private boolean interactive;
    private boolean terminal;
    private OptionalInt sharedMemory = OptionalInt.empty();
    private Optional<Parameter> memorySwap = Optional.empty();
    private Optional<Parameter> swappiness = Optional.empty();
    private Optional<String> pid = Optional.empty();
    private Optional<String> ipc = Optional.empty();

    /**
     * Nothing said yet.
     *
     * @param memory the task's limit in MiB; empty if it has none
     * @param warnings where what is not done as asked is said
     */
    OptionReader(OptionalLong memory, List<String> warnings) {
        this.memory = memory;
        this.warnings = warnings;
    }

    /** Takes in a parameter that is one of options. */
    void read(DockerParameter known, Parameter parameter) {
        String value = parameter.value();
        switch (known) {
            case ADD_HOST -> hosts.add(HostForms.host(parameter));
            case CAP_ADD -> added.add(LinuxForms.capability(parameter));
            case CAP_DROP -> dropped.add(LinuxForms.capability(parameter));
            case DEVICE -> {
                Device device = LinuxForms.device(parameter);
                devices.put(device.path(), device);
            }
            case DNS -> servers.add(ParameterForms.address(parameter, value));
            case DNS_SEARCH -> domains.add(HostForms.domain(parameter));
            case INIT -> init = ParameterForms.flag(parameter);
            case INTERACTIVE -> interactive = ParameterForms.flag(parameter);
            case IPC -> ipc = Optional.of(mode(parameter, List.of("host", "none")));
            case MEMORY_SWAP -> memorySwap = Optional.of(parameter).filter(given -> !value.equals("0"));
            case MEMORY_SWAPPINESS -> swappiness = Optional.of(parameter);
            case PID -> pid = Optional.of(mode(parameter, List.of("host")));
            case SECURITY_OPT -> HostForms.security(parameter).ifPresent(security::add);
            case SHM_SIZE -> sharedMemory = sharedMemory(parameter);
            case SYSCTL ->
                controls.put(LinuxForms.control(parameter), ParameterForms.pair(parameter, "=", "name=value")[1]);
            case TMPFS -> {
                Tmpfs mount = LinuxForms.tmpfs(parameter, memory, warnings);
                tmpfs.put(mount.path(), mount);
            }
            case TTY -> terminal = ParameterForms.flag(parameter);
            case ULIMIT -> ulimits.put(LinuxForms.ulimitName(parameter), LinuxForms.ulimit(parameter, warnings));
            default -> throw new IllegalArgumentException(known + " is no option of a container");
        }
    }

    /** Nothing is Docker's own size, and ECS's. */
    private OptionalInt sharedMemory(Parameter parameter) {
        int size = ParameterForms.mebibytes(parameter, parameter.value(), warnings);
        return size == 0 ? OptionalInt.empty() : OptionalInt.of(size);
    }

    private static String mode(Parameter parameter, List<String> known) {
        if (!known.contains(parameter.value())) {
            throw ParameterForms.wrong(parameter, String.join(" or ", known) + ", which is what ECS has");
        }
        return parameter.value();
    }

    /** All of it. */
    ContainerOptions options() {
        return new ContainerOptions(
                new LinuxOptions(
                        init,
                        sharedMemory,
                        swap(),
                        List.copyOf(tmpfs.values()),
                        List.copyOf(devices.values()),
                        added,
                        dropped),
                new Lookup(List.copyOf(servers), List.copyOf(domains), List.copyOf(hosts)),
                ulimits,
                controls,
                security,
                interactive,
                terminal,
                pid,
                ipc,
                Optional.empty());
    }

    /** Docker's is memory and swap together, ECS's is the swap alone. What ECS has no number for is left to the instance. */
    private Optional<Swap> swap() {
        OptionalInt asked = swappiness
                .filter(parameter -> !parameter.value().equals("-1"))
                .map(parameter -> OptionalInt.of(ParameterForms.number(parameter, parameter.value(), 0, 100)))
                .orElse(OptionalInt.empty());
        Optional<Parameter> bounded = memorySwap.filter(this::isBound);
        if (bounded.isEmpty()) {
            if (asked.isPresent()) {
                warnings.add(
                        "docker parameter 'memory-swappiness' is not used: ECS heeds it only beside a memory-swap");
            }
            return Optional.empty();
        }
        Parameter parameter = bounded.get();
        long limit = memory.orElseThrow();
        long most = ParameterForms.mebibytes(parameter, parameter.value(), warnings) - limit;
        if (most < 0) {
            throw ParameterForms.wrong(parameter, "at least the task's memory, which it includes: " + limit + "m");
        }
        return Optional.of(new Swap((int) most, asked));
    }

    private boolean isBound(Parameter parameter) {
        if (parameter.value().equals("-1")) {
            warnings.add(
                    "docker parameter 'memory-swap' is not used: ECS has no swap without a bound, but that of the instance "
                            + "where none is set");
            return false;
        }
        if (memory.isEmpty()) {
            warnings.add(
                    "docker parameter 'memory-swap' is not used: it includes the task's memory, and that has no limit");
            return false;
        }
        return true;
    }
}
