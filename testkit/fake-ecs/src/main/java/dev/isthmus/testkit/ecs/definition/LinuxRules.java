package dev.isthmus.testkit.ecs.definition;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.Device;
import software.amazon.awssdk.services.ecs.model.HostEntry;
import software.amazon.awssdk.services.ecs.model.IpcMode;
import software.amazon.awssdk.services.ecs.model.KernelCapabilities;
import software.amazon.awssdk.services.ecs.model.LinuxParameters;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.SystemControl;
import software.amazon.awssdk.services.ecs.model.Tmpfs;
import software.amazon.awssdk.services.ecs.model.Ulimit;

/** What ECS asks of a container's Linux parameters, ulimits and system controls: the types of these names in the API reference. */
final class LinuxRules {
    private static final Set<String> CAPABILITIES = words(
            "ALL AUDIT_CONTROL AUDIT_WRITE BLOCK_SUSPEND CHOWN "
                    + "DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID IPC_LOCK IPC_OWNER KILL LEASE LINUX_IMMUTABLE MAC_ADMIN MAC_OVERRIDE "
                    + "MKNOD NET_ADMIN NET_BIND_SERVICE NET_BROADCAST NET_RAW SETFCAP SETGID SETPCAP SETUID SYS_ADMIN SYS_BOOT SYS_CHROOT "
                    + "SYS_MODULE SYS_NICE SYS_PACCT SYS_PTRACE SYS_RAWIO SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG SYSLOG WAKE_ALARM");
    private static final Set<String> MOUNT_OPTIONS = words(
            "defaults ro rw suid nosuid dev nodev exec noexec sync async "
                    + "dirsync remount mand nomand atime noatime diratime nodiratime bind rbind unbindable runbindable private rprivate "
                    + "shared rshared slave rslave relatime norelatime strictatime nostrictatime mode uid gid nr_inodes nr_blocks mpol");
    private static final Pattern IPC_CONTROL = Pattern.compile(
            "kernel\\.(msgmax|msgmnb|msgmni|sem|shmall|shmmax|shmmni|shm_rmid_forced)|fs\\.mqueue\\..+");
    private static final Pattern NETWORK_CONTROL = Pattern.compile("net\\..+");
    private static final Pattern SECURITY =
            Pattern.compile("no-new-privileges|(apparmor|label|credentialspec|credentialspecdomainless):.+");
    private static final int UNLIMITED = -1;

    private LinuxRules() {}

    private static Set<String> words(String text) {
        return new LinkedHashSet<>(List.of(text.split(" ")));
    }

    static void check(ContainerDefinition container, @Nullable NetworkMode network, @Nullable IpcMode ipc) {
        String name = container.name();
        container.ulimits().forEach(ulimit -> ulimit(name, ulimit));
        if (container.linuxParameters() != null) {
            parameters(name, container.linuxParameters());
        }
        container.systemControls().forEach(control -> control(name, control, network, ipc));
        for (String option : container.dockerSecurityOptions()) {
            if (!SECURITY.matcher(option).matches()) {
                throw ContainerRules.invalid(name, "dockerSecurityOptions has no option '" + option + "'.");
            }
        }
        for (HostEntry entry : container.extraHosts()) {
            required(name, "extraHosts.hostname", entry.hostname());
            required(name, "extraHosts.ipAddress", entry.ipAddress());
        }
    }

    private static void ulimit(String name, Ulimit ulimit) {
        int soft = ulimit.softLimit();
        int hard = ulimit.hardLimit();
        if (hard != UNLIMITED && (soft == UNLIMITED || soft > hard)) {
            throw ContainerRules.invalid(
                    name, "The soft limit of ulimit '" + ulimit.nameAsString() + "' is above its hard limit.");
        }
    }

    private static void parameters(String name, LinuxParameters parameters) {
        ContainerSettingRules.range(name, "linuxParameters.swappiness", parameters.swappiness(), 0, 100);
        ContainerSettingRules.range(name, "linuxParameters.maxSwap", parameters.maxSwap(), 0, Integer.MAX_VALUE);
        ContainerSettingRules.range(
                name, "linuxParameters.sharedMemorySize", parameters.sharedMemorySize(), 1, Integer.MAX_VALUE);
        KernelCapabilities capabilities = parameters.capabilities();
        if (capabilities != null) {
            known(name, "capability", capabilities.add(), CAPABILITIES);
            known(name, "capability", capabilities.drop(), CAPABILITIES);
        }
        for (Tmpfs mount : parameters.tmpfs()) {
            required(name, "tmpfs.containerPath", mount.containerPath());
            ContainerSettingRules.range(name, "tmpfs.size", mount.size(), 1, Integer.MAX_VALUE);
            known(
                    name,
                    "tmpfs mount option",
                    mount.mountOptions().stream()
                            .map(option -> option.replaceFirst("=.*", ""))
                            .toList(),
                    MOUNT_OPTIONS);
        }
        for (Device device : parameters.devices()) {
            required(name, "devices.hostPath", device.hostPath());
        }
    }

    private static void required(String name, String member, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw ContainerRules.invalid(name, member + " should not be null or empty.");
        }
    }

    private static void known(String name, String what, List<String> values, Set<String> known) {
        for (String value : values) {
            if (!known.contains(value)) {
                throw ContainerRules.invalid(name, "There is no " + what + " '" + value + "'.");
            }
        }
    }

    private static void control(
            String name, SystemControl control, @Nullable NetworkMode network, @Nullable IpcMode ipc) {
        String namespace = String.valueOf(control.namespace());
        boolean ofNetwork = NETWORK_CONTROL.matcher(namespace).matches();
        if (!ofNetwork && !IPC_CONTROL.matcher(namespace).matches()) {
            throw ContainerRules.invalid(name, "systemControls cannot set '" + namespace + "'.");
        }
        if (ofNetwork && network == NetworkMode.HOST) {
            throw ContainerRules.invalid(name, "systemControls cannot set '" + namespace + "' when networkMode=host.");
        }
        if (!ofNetwork && ipc == IpcMode.HOST) {
            throw ContainerRules.invalid(name, "systemControls cannot set '" + namespace + "' when ipcMode=host.");
        }
        required(name, "systemControls.value", control.value());
    }
}
