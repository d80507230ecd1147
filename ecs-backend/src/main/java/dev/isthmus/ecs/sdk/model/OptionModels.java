package dev.isthmus.ecs.sdk.model;

import dev.isthmus.ecs.definition.ContainerOptions;
import dev.isthmus.ecs.definition.LinuxOptions;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.Device;
import software.amazon.awssdk.services.ecs.model.HostEntry;
import software.amazon.awssdk.services.ecs.model.KernelCapabilities;
import software.amazon.awssdk.services.ecs.model.LinuxParameters;
import software.amazon.awssdk.services.ecs.model.SystemControl;
import software.amazon.awssdk.services.ecs.model.Tmpfs;
import software.amazon.awssdk.services.ecs.model.Ulimit;

/** Converts the options of a container into the SDK's model; what is not requested is not set. */
final class OptionModels {

    private OptionModels() {}

    static void put(ContainerOptions options, ContainerDefinition.Builder container) {
        if (!options.linux().equals(LinuxOptions.NONE)) {
            container.linuxParameters(linux(options.linux()));
        }
        if (!options.lookup().servers().isEmpty()) {
            container.dnsServers(options.lookup().servers());
        }
        if (!options.lookup().domains().isEmpty()) {
            container.dnsSearchDomains(options.lookup().domains());
        }
        if (!options.lookup().hosts().isEmpty()) {
            container.extraHosts(options.lookup().hosts().stream()
                    .map(host -> HostEntry.builder()
                            .hostname(host.name())
                            .ipAddress(host.address())
                            .build())
                    .toList());
        }
        if (!options.ulimits().isEmpty()) {
            container.ulimits(options.ulimits().entrySet().stream()
                    .map(limit -> Ulimit.builder()
                            .name(limit.getKey())
                            .softLimit(limit.getValue().soft())
                            .hardLimit(limit.getValue().hard())
                            .build())
                    .toList());
        }
        if (!options.systemControls().isEmpty()) {
            container.systemControls(options.systemControls().entrySet().stream()
                    .map(control -> SystemControl.builder()
                            .namespace(control.getKey())
                            .value(control.getValue())
                            .build())
                    .toList());
        }
        if (!options.securityOptions().isEmpty()) {
            container.dockerSecurityOptions(options.securityOptions());
        }
        if (options.interactive()) {
            container.interactive(true);
        }
        if (options.terminal()) {
            container.pseudoTerminal(true);
        }
    }

    private static LinuxParameters linux(LinuxOptions options) {
        LinuxParameters.Builder linux = LinuxParameters.builder();
        if (options.init()) {
            linux.initProcessEnabled(true);
        }
        options.sharedMemory().ifPresent(linux::sharedMemorySize);
        options.swap().ifPresent(swap -> {
            linux.maxSwap(swap.most());
            swap.swappiness().ifPresent(linux::swappiness);
        });
        if (!options.tmpfs().isEmpty()) {
            linux.tmpfs(options.tmpfs().stream()
                    .map(mount -> Tmpfs.builder()
                            .containerPath(mount.path())
                            .size(mount.size())
                            .mountOptions(mount.options())
                            .build())
                    .toList());
        }
        if (!options.devices().isEmpty()) {
            linux.devices(options.devices().stream()
                    .map(device -> Device.builder()
                            .hostPath(device.hostPath())
                            .containerPath(device.path())
                            .permissionsWithStrings(device.permissions())
                            .build())
                    .toList());
        }
        if (!options.added().isEmpty() || !options.dropped().isEmpty()) {
            linux.capabilities(KernelCapabilities.builder()
                    .add(options.added())
                    .drop(options.dropped())
                    .build());
        }
        return linux.build();
    }
}
