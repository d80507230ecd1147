package dev.isthmus.ecs.wire.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchOutcome.Refusal;
import dev.isthmus.api.settings.Setting;
import dev.isthmus.api.task.Command;
import dev.isthmus.api.task.Container;
import dev.isthmus.api.task.Container.Network;
import dev.isthmus.api.task.Parameter;
import dev.isthmus.api.task.TaskSpec;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.ecs.OpenBackend;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.DeviceCgroupPermission;
import software.amazon.awssdk.services.ecs.model.HostEntry;
import software.amazon.awssdk.services.ecs.model.IpcMode;
import software.amazon.awssdk.services.ecs.model.LinuxParameters;
import software.amazon.awssdk.services.ecs.model.LogDriver;
import software.amazon.awssdk.services.ecs.model.PidMode;
import software.amazon.awssdk.services.ecs.model.SystemControl;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.Ulimit;

/** Docker parameters, from a task to what ECS has registered, and what ECS would refuse. */
@Timeout(60)
class EcsDockerParametersTest {

    private static final List<String> ALL = List.of(
            "ulimit nofile=1024:4096",
            "ulimit memlock=-1",
            "dns 10.0.0.9",
            "dns 10.0.0.2",
            "dns-search service.consul",
            "add-host db:10.0.0.1",
            "cap-add SYS_PTRACE",
            "cap-add NET_ADMIN",
            "cap-drop MKNOD",
            "device /dev/fuse:/dev/fuse:rw",
            "sysctl net.core.somaxconn=1024",
            "tmpfs /run:size=64m,noexec,mode=1777",
            "shm-size 256m",
            "memory-swap 128m",
            "memory-swappiness 0",
            "init true",
            "read-only true",
            "interactive true",
            "tty true",
            "user 1000:1000",
            "workdir /srv",
            "hostname web",
            "log-driver json-file",
            "log-opt max-size=10m",
            "security-opt no-new-privileges",
            "stop-timeout 45",
            "pid host",
            "ipc none",
            "entrypoint /bin/serve",
            "volume /srv/data:/data:ro");

    private static Launch launch(AgentId agent, String id, Network network, List<String> keysAndValues) {
        List<Parameter> parameters = keysAndValues.stream()
                .map(text -> text.split(" ", 2))
                .map(pair -> new Parameter(pair[0], pair[1]))
                .toList();
        TaskSpec spec = new TaskSpec(
                id,
                new Command(false, Optional.of("--quick"), List.of(), new TreeMap<>(), Optional.empty(), List.of()),
                new Container(
                        Optional.of("repo/app:1"),
                        Optional.of(network),
                        List.of(),
                        List.of(),
                        parameters,
                        false,
                        false),
                new TreeMap<>(),
                Optional.empty(),
                Optional.empty());
        return OpenBackend.launchOf(agent, id, spec, 16, 64);
    }

    private static TaskDefinition only(FakeEcs ecs) {
        try (EcsClient client = ecs.client()) {
            return client.describeTaskDefinition(
                            r -> r.taskDefinition(ecs.tasks().get(0).taskDefinitionArn()))
                    .taskDefinition();
        }
    }

    @Test
    void every_parameter_is_registered_and_in_any_order_it_is_the_same_kind_of_task() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(ScriptedRuntime.running());
                OpenBackend open = new OpenBackend(ecs).started()) {
            open.launched(launch(open.agent(0), "one", Network.BRIDGE, ALL));
            List<String> otherOrder = new ArrayList<>(ALL);
            // Of name servers the order counts.
            otherOrder.removeIf(text -> text.startsWith("dns "));
            Collections.reverse(otherOrder);
            otherOrder.addAll(List.of("dns 10.0.0.9", "dns 10.0.0.2"));
            open.launched(launch(open.agent(1), "two", Network.BRIDGE, otherOrder));
            assertThat(ecs.callCount("RegisterTaskDefinition")).isEqualTo(1);

            TaskDefinition definition = only(ecs);
            ContainerDefinition main = definition.containerDefinitions().get(0);
            assertThat(main.ulimits())
                    .containsExactly(
                            Ulimit.builder()
                                    .name("memlock")
                                    .softLimit(-1)
                                    .hardLimit(-1)
                                    .build(),
                            Ulimit.builder()
                                    .name("nofile")
                                    .softLimit(1024)
                                    .hardLimit(4096)
                                    .build());
            assertThat(main.dnsServers()).containsExactly("10.0.0.9", "10.0.0.2");
            assertThat(main.dnsSearchDomains()).containsExactly("service.consul");
            assertThat(main.extraHosts())
                    .containsExactly(HostEntry.builder()
                            .hostname("db")
                            .ipAddress("10.0.0.1")
                            .build());
            assertThat(main.systemControls())
                    .containsExactly(SystemControl.builder()
                            .namespace("net.core.somaxconn")
                            .value("1024")
                            .build());
            assertThat(main.dockerSecurityOptions()).containsExactly("no-new-privileges");
            assertThat(main.logConfiguration().logDriver()).isEqualTo(LogDriver.JSON_FILE);
            assertThat(main.logConfiguration().options()).containsExactly(Map.entry("max-size", "10m"));
            assertThat(List.of(main.user(), main.workingDirectory(), main.hostname()))
                    .containsExactly("1000:1000", "/srv", "web");
            assertThat(List.of(main.readonlyRootFilesystem(), main.interactive(), main.pseudoTerminal()))
                    .containsOnly(true);
            assertThat(main.stopTimeout()).isEqualTo(45);
            assertThat(main.entryPoint()).containsExactly("/bin/serve");
            assertThat(main.mountPoints())
                    .singleElement()
                    .satisfies(mount -> assertThat(mount.containerPath()).isEqualTo("/data"));
            assertThat(definition.pidMode()).isEqualTo(PidMode.HOST);
            assertThat(definition.ipcMode()).isEqualTo(IpcMode.NONE);

            LinuxParameters linux = main.linuxParameters();
            assertThat(linux.capabilities().add()).containsExactly("NET_ADMIN", "SYS_PTRACE");
            assertThat(linux.capabilities().drop()).containsExactly("MKNOD");
            assertThat(linux.devices())
                    .singleElement()
                    .satisfies(device -> assertThat(device.permissions())
                            .containsExactly(DeviceCgroupPermission.READ, DeviceCgroupPermission.WRITE));
            assertThat(linux.tmpfs()).singleElement().satisfies(mount -> {
                assertThat(mount.size()).isEqualTo(64);
                assertThat(mount.mountOptions()).containsExactly("mode=1777", "noexec");
            });
            assertThat(linux.sharedMemorySize()).isEqualTo(256);
            assertThat(linux.maxSwap()).as("beyond the task's own 64 MiB").isEqualTo(64);
            assertThat(linux.swappiness()).isZero();
            assertThat(linux.initProcessEnabled()).isTrue();
        }
    }

    @Test
    void without_parameters_nothing_is_set() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(ScriptedRuntime.running());
                OpenBackend open = new OpenBackend(ecs).started()) {
            open.launched(launch(open.agent(0), "plain", Network.HOST, List.of()));
            ContainerDefinition main = only(ecs).containerDefinitions().get(0);
            assertThat(main.linuxParameters()).isNull();
            assertThat(List.of(
                            main.ulimits(),
                            main.dnsServers(),
                            main.extraHosts(),
                            main.systemControls(),
                            main.dockerSecurityOptions()))
                    .containsOnly(List.of());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "awsvpc | hostname web | hostname 'web' | awsvpc",
                "awsvpc | dns 10.0.0.2 | dns '10.0.0.2' | awsvpc",
                "awsvpc | dns-search a.b | dns-search 'a.b' | awsvpc",
                "awsvpc | add-host db:10.0.0.1 | add-host 'db:10.0.0.1' | awsvpc",
                "host | sysctl net.core.somaxconn=1 | net.core.somaxconn | network BRIDGE",
                "bridge | sysctl kernel.shmmax=1;ipc host | kernel.shmmax | leave out ipc",
                "bridge | memory-swap 63m | '63m' | 64m",
            })
    void what_ecs_would_refuse_is_refused_beforehand_by_name(String network, String given, String named, String what)
            throws Exception {
        Map<Setting<?>, String> settings =
                Map.of(EcsSettings.TASK_RULES, "*/*=network:" + network, EcsSettings.SUBNETS, "subnet-1");
        try (FakeEcs ecs = OpenBackend.smallCluster(ScriptedRuntime.running());
                OpenBackend open = new OpenBackend(ecs, settings).started()) {
            Launch launch = launch(open.agent(0), "t", Network.BRIDGE, Arrays.asList(given.split(";")));
            assertThat(open.launch(launch)).isInstanceOfSatisfying(LaunchOutcome.Refused.class, refused -> {
                assertThat(refused.refusal()).isEqualTo(Refusal.INVALID);
                assertThat(refused.message()).contains(named.strip()).contains(what.strip());
            });
            assertThat(ecs.callCount("RegisterTaskDefinition")).isZero();
        }
    }
}
