package dev.isthmus.ecs.docker;

import dev.isthmus.api.task.Parameter;
import dev.isthmus.ecs.definition.ContainerOptions.Ulimit;
import dev.isthmus.ecs.definition.LinuxOptions.Device;
import dev.isthmus.ecs.definition.LinuxOptions.Tmpfs;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Docker parameters that are Linux parameters, limits and kernel settings on ECS, within the values it accepts: {@code KernelCapabilities},
 * {@code Device}, {@code Tmpfs}, {@code Ulimit} and {@code SystemControl} in its API reference.
 */
final class LinuxForms {

    private static final Set<String> CAPABILITIES = Set.of(
            ("ALL AUDIT_CONTROL AUDIT_WRITE BLOCK_SUSPEND CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID IPC_LOCK IPC_OWNER "
                            + "KILL LEASE LINUX_IMMUTABLE MAC_ADMIN MAC_OVERRIDE MKNOD NET_ADMIN NET_BIND_SERVICE NET_BROADCAST "
                            + "NET_RAW SETFCAP SETGID SETPCAP SETUID SYS_ADMIN SYS_BOOT SYS_CHROOT SYS_MODULE SYS_NICE SYS_PACCT "
                            + "SYS_PTRACE SYS_RAWIO SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG SYSLOG WAKE_ALARM")
                    .split(" "));
    private static final Set<String> MOUNT_OPTIONS = Set.of(
            ("defaults ro rw suid nosuid dev nodev exec noexec sync async dirsync remount mand nomand atime noatime "
                            + "diratime nodiratime bind rbind unbindable runbindable private rprivate shared rshared slave rslave "
                            + "relatime norelatime strictatime nostrictatime")
                    .split(" "));
    private static final Set<String> MOUNT_VALUES = Set.of("mode", "uid", "gid", "nr_inodes", "nr_blocks", "mpol");
    private static final List<String> ULIMITS = List.of(
            "core",
            "cpu",
            "data",
            "fsize",
            "locks",
            "memlock",
            "msgqueue",
            "nice",
            "nofile",
            "nproc",
            "rss",
            "rtprio",
            "rttime",
            "sigpending",
            "stack");
    private static final Set<String> IPC_CONTROLS = Set.of(
            "kernel.msgmax",
            "kernel.msgmnb",
            "kernel.msgmni",
            "kernel.sem",
            "kernel.shmall",
            "kernel.shmmax",
            "kernel.shmmni",
            "kernel.shm_rmid_forced");

    private LinuxForms() {}

    static String capability(Parameter parameter) {
        String upper = parameter.value().toUpperCase(Locale.ROOT);
        String name = upper.startsWith("CAP_") ? upper.substring("CAP_".length()) : upper;
        if (!CAPABILITIES.contains(name)) {
            throw ParameterForms.wrong(
                    parameter, "a capability that ECS has: " + String.join(", ", new TreeSet<>(CAPABILITIES)));
        }
        return name;
    }

    /** {@code /on/host[:/in/container][:rwm]}. */
    static Device device(Parameter parameter) {
        String[] parts = parameter.value().split(":", -1);
        boolean two = parts.length == 2;
        boolean permitted = parts.length == 3 || (two && !parts[1].startsWith("/"));
        String host = ParameterForms.path(parameter, parts[0]);
        String path = parts.length > 1 && !(two && permitted) ? ParameterForms.path(parameter, parts[1]) : host;
        String permissions = permitted ? parts[parts.length - 1] : "rwm";
        if (parts.length > 3 || !permissions.matches("[rwm]{1,3}")) {
            throw ParameterForms.wrong(parameter, "/on/host:/in/container:rwm, of which the last two may be left out");
        }
        SortedSet<String> words = new TreeSet<>();
        permissions.chars().forEach(letter -> words.add(letter == 'r' ? "read" : letter == 'w' ? "write" : "mknod"));
        return new Device(host, path, words);
    }

    /**
     * {@code /path:size=64m,option,...}; without a size Docker has none, which ECS does not take. What is in it counts as the task's memory,
     * so the task's limit bounds it no more than it was.
     */
    static Tmpfs tmpfs(Parameter parameter, OptionalLong memory, List<String> warnings) {
        String[] parts = parameter.value().split(":", 2);
        int size = 0;
        SortedSet<String> options = new TreeSet<>();
        for (String option : parts.length < 2 || parts[1].isEmpty() ? new String[0] : parts[1].split(",", -1)) {
            int equals = option.indexOf('=');
            String name = equals < 0 ? option : option.substring(0, equals);
            if (name.equals("size") && equals > 0) {
                size = ParameterForms.mebibytes(parameter, option.substring(equals + 1), warnings);
            } else if (equals < 0 ? MOUNT_OPTIONS.contains(name) : MOUNT_VALUES.contains(name)) {
                options.add(option);
            } else {
                throw ParameterForms.wrong(parameter, "options that ECS has, not '" + option + "'");
            }
        }
        if (size == 0) {
            size = (int) Math.min(
                    Integer.MAX_VALUE,
                    memory.orElseThrow(() -> ParameterForms.wrong(
                            parameter, "a size, without which ECS makes none, such as " + parts[0] + ":size=64m")));
            warnings.add("docker parameter '" + parameter.key()
                    + "' without a size is given the task's memory as one: ECS makes none without");
        }
        return new Tmpfs(ParameterForms.path(parameter, parts[0]), size, options);
    }

    static String ulimitName(Parameter parameter) {
        String name = ParameterForms.pair(parameter, "=", "name=soft:hard")[0].toLowerCase(Locale.ROOT);
        if (!ULIMITS.contains(name)) {
            throw ParameterForms.wrong(parameter, "one of " + String.join(", ", ULIMITS));
        }
        return name;
    }

    /** Soft and hard; one number is both. As in Docker, -1 is no limit, and more than any other. */
    static Ulimit ulimit(Parameter parameter, List<String> warnings) {
        String[] numbers = ParameterForms.pair(parameter, "=", "name=soft:hard")[1].split(":", 2);
        int soft = ParameterForms.within(parameter, numbers[0], -1, Integer.MAX_VALUE, warnings);
        int hard = numbers.length == 1
                ? soft
                : ParameterForms.within(parameter, numbers[1], -1, Integer.MAX_VALUE, warnings);
        if (hard != -1 && (soft == -1 || soft > hard)) {
            throw ParameterForms.wrong(parameter, "a soft limit of at most the hard one");
        }
        return new Ulimit(soft, hard);
    }

    static boolean isOfIpc(String control) {
        return IPC_CONTROLS.contains(control) || control.startsWith("fs.mqueue.");
    }

    static boolean isOfNetwork(String control) {
        return control.startsWith("net.");
    }

    static String control(Parameter parameter) {
        String name = ParameterForms.pair(parameter, "=", "name=value")[0];
        if (!isOfIpc(name) && !isOfNetwork(name)) {
            throw ParameterForms.wrong(
                    parameter,
                    "one that a container has of its own: net.*, fs.mqueue.*, "
                            + String.join(", ", new TreeSet<>(IPC_CONTROLS)));
        }
        return name;
    }
}
