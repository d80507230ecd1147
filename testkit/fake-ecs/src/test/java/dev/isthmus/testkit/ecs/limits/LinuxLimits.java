package dev.isthmus.testkit.ecs.limits;

import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.Device;
import software.amazon.awssdk.services.ecs.model.HostEntry;
import software.amazon.awssdk.services.ecs.model.IpcMode;
import software.amazon.awssdk.services.ecs.model.LinuxParameters;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.SystemControl;
import software.amazon.awssdk.services.ecs.model.Tmpfs;
import software.amazon.awssdk.services.ecs.model.Ulimit;

/** The limits of a container's Linux parameters, ulimits and system controls. */
final class LinuxLimits {
    private static final String CLIENT = "ClientException";

    private LinuxLimits() {}

    static List<Limit> all() {
        return List.of(
                Limit.of("ulimit name", "one of 15", CLIENT)
                        .accepts(w -> w.container(ulimit("nofile", 1, 1)))
                        .refuses(w -> w.container(ulimit("files", 1, 1))),
                Limit.of("ulimit softLimit", "at most hardLimit, where -1 is more than all", CLIENT)
                        .accepts(
                                w -> w.container(ulimit("core", 2, 2)),
                                w -> w.container(ulimit("core", 2, -1)),
                                w -> w.container(ulimit("memlock", -1, -1)))
                        .refuses(w -> w.container(ulimit("core", 3, 2)), w -> w.container(ulimit("core", -1, 2))),
                Limit.of("linuxParameters swappiness", "0 to 100", CLIENT)
                        .accepts(
                                w -> w.container(linux(l -> l.swappiness(0))),
                                w -> w.container(linux(l -> l.swappiness(100))))
                        .refuses(
                                w -> w.container(linux(l -> l.swappiness(-1))),
                                w -> w.container(linux(l -> l.swappiness(101)))),
                Limit.of("linuxParameters maxSwap", "not negative", CLIENT)
                        .accepts(w -> w.container(linux(l -> l.maxSwap(0))))
                        .refuses(w -> w.container(linux(l -> l.maxSwap(-1)))),
                Limit.of("linuxParameters sharedMemorySize", "at least 1 MiB", CLIENT)
                        .accepts(w -> w.container(linux(l -> l.sharedMemorySize(1))))
                        .refuses(w -> w.container(linux(l -> l.sharedMemorySize(0)))),
                Limit.of("linuxParameters capabilities", "one of 38, without CAP_", CLIENT)
                        .accepts(w -> w.container(linux(
                                l -> l.capabilities(c -> c.add("NET_ADMIN").drop("ALL")))))
                        .refuses(
                                w -> w.container(linux(l -> l.capabilities(c -> c.add("CAP_NET_ADMIN")))),
                                w -> w.container(linux(l -> l.capabilities(c -> c.drop("net_admin"))))),
                Limit.of("linuxParameters devices permissions", "read, write, mknod", CLIENT)
                        .accepts(w -> w.container(device("/dev/fuse", "read", "mknod")))
                        .refuses(w -> w.container(device("/dev/fuse", "rwm")), w -> w.container(device("", "read"))),
                Limit.of("linuxParameters tmpfs size", "at least 1 MiB", CLIENT)
                        .accepts(w -> w.container(tmpfs(1, "mode=1777")))
                        .refuses(w -> w.container(tmpfs(0, "ro"))),
                Limit.of("linuxParameters tmpfs mountOptions", "one of 38", CLIENT)
                        .accepts(w -> w.container(tmpfs(1, "noexec")))
                        .refuses(w -> w.container(tmpfs(1, "size=1m"))),
                Limit.of("systemControls namespace", "net.*, fs.mqueue.* and 8 of kernel.*", CLIENT)
                        .accepts(
                                w -> w.container(control("net.core.somaxconn")),
                                w -> w.container(control("fs.mqueue.msg_max")),
                                w -> w.container(control("kernel.shmmax")))
                        .refuses(w -> w.container(control("vm.swappiness")), w -> w.container(control("kernel.panic"))),
                Limit.of("systemControls net.*", "not with networkMode host", CLIENT)
                        .accepts(w -> w.container(r -> r.networkMode(NetworkMode.HOST), control("kernel.shmmax")))
                        .refuses(w -> w.container(r -> r.networkMode(NetworkMode.HOST), control("net.core.somaxconn"))),
                Limit.of("systemControls of IPC", "not with ipcMode host", CLIENT)
                        .accepts(w -> w.container(r -> r.ipcMode(IpcMode.HOST), control("net.core.somaxconn")))
                        .refuses(w -> w.container(r -> r.ipcMode(IpcMode.HOST), control("kernel.shmmax"))),
                Limit.of("dockerSecurityOptions", "no-new-privileges, apparmor:, label:, credentialspec:", CLIENT)
                        .accepts(w -> w.container(c -> c.dockerSecurityOptions("no-new-privileges", "label:disable")))
                        .refuses(w -> w.container(c -> c.dockerSecurityOptions("seccomp:unconfined"))),
                Limit.of("pidMode", "host, task", CLIENT)
                        .accepts(w -> w.register(r -> r.pidMode("host")))
                        .refuses(w -> w.register(r -> r.pidMode("container"))),
                Limit.of("ipcMode", "host, task, none", CLIENT)
                        .accepts(w -> w.register(r -> r.ipcMode("none")))
                        .refuses(w -> w.register(r -> r.ipcMode("private"))),
                Limit.of("extraHosts", "each with hostname and ipAddress", CLIENT)
                        .accepts(w -> w.container(c -> c.extraHosts(HostEntry.builder()
                                .hostname("o")
                                .ipAddress("10.0.0.1")
                                .build())))
                        .refuses(w -> w.container(c -> c.extraHosts(
                                HostEntry.builder().hostname("o").ipAddress("").build()))));
    }

    private static Consumer<ContainerDefinition.Builder> linux(Consumer<LinuxParameters.Builder> more) {
        return c -> c.linuxParameters(more);
    }

    private static Consumer<ContainerDefinition.Builder> tmpfs(int size, String option) {
        return linux(l -> l.tmpfs(Tmpfs.builder()
                .containerPath("/t")
                .size(size)
                .mountOptions(option)
                .build()));
    }

    private static Consumer<ContainerDefinition.Builder> device(String path, String... permissions) {
        return linux(l -> l.devices(Device.builder()
                .hostPath(path)
                .permissionsWithStrings(permissions)
                .build()));
    }

    private static Consumer<ContainerDefinition.Builder> ulimit(String name, int soft, int hard) {
        return c -> c.ulimits(
                Ulimit.builder().name(name).softLimit(soft).hardLimit(hard).build());
    }

    private static Consumer<ContainerDefinition.Builder> control(String namespace) {
        return c -> c.systemControls(
                SystemControl.builder().namespace(namespace).value("1").build());
    }
}
